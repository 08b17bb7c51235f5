package dev.tidemark.server;

import dev.tidemark.core.catalog.CompactionOptions;
import dev.tidemark.core.catalog.ScrubOptions;
import dev.tidemark.core.catalog.StoreOptions;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.ingest.parse.CreationRules;
import dev.tidemark.ingest.parse.ParserOptions;
import dev.tidemark.ingest.parse.TableQuota;
import dev.tidemark.ingest.tcp.ConnectionSettings;
import dev.tidemark.ingest.tcp.LineProtocolSettings;
import dev.tidemark.pgwire.settings.Credentials;
import dev.tidemark.pgwire.settings.PgSettings;
import dev.tidemark.server.config.Configuration;
import dev.tidemark.server.config.ServerSettings;
import dev.tidemark.server.config.Setting;
import dev.tidemark.server.http.HttpSettings;
import dev.tidemark.server.security.Access;
import java.time.Duration;

/** A configuration in the terms of those who have to follow it. */
final class ListenerSettings {
    private ListenerSettings() {}

    static StoreOptions store(Configuration configuration) {
        return new StoreOptions(
                configuration.value(ServerSettings.DATA_DIR),
                configuration.value(ServerSettings.MEMORY_HOT_LIMIT),
                configuration.value(ServerSettings.MEMORY_SEAL_THRESHOLD),
                new StoreOptions.Log(
                        configuration.value(ServerSettings.LOG_LIMIT),
                        StoreOptions.Log.DEFAULT_SEGMENT_BYTES,
                        configuration.value(ServerSettings.SYNC_INTERVAL).toMillis(),
                        configuration.value(ServerSettings.DURABILITY)),
                configuration.value(ServerSettings.CHECKPOINT_INTERVAL).toMillis(),
                configuration.value(ServerSettings.DISK_RESERVE),
                new CompactionOptions(
                        Math.max(
                                1,
                                configuration
                                        .value(ServerSettings.COMPACTION_QUIET_TIME)
                                        .toMillis()),
                        configuration.value(ServerSettings.COMPACTION_RATE)),
                new ScrubOptions(
                        configuration.value(ServerSettings.SCRUB_INTERVAL).toMillis(),
                        Math.max(1, configuration.value(ServerSettings.SCRUB_RATE))));
    }

    /**
     * @param parser the rules, which all ports for lines share
     */
    static LineProtocolSettings lineProtocol(Configuration configuration, ParserOptions parser) {
        ConnectionSettings connection =
                new ConnectionSettings(
                        maxLineBytes(configuration),
                        seconds(configuration, ServerSettings.ILP_IDLE_TIMEOUT),
                        seconds(configuration, ServerSettings.ILP_LINE_TIMEOUT),
                        configuration.value(ServerSettings.ILP_COMMIT_INTERVAL).toMillis(),
                        ConnectionSettings.DEFAULT_MAX_BATCHES_IN_FLIGHT,
                        configuration.value(ServerSettings.ILP_DISCONNECT_ON_ERROR));
        return LineProtocolSettings.defaults()
                .withAddress(
                        configuration.value(ServerSettings.BIND),
                        configuration.value(ServerSettings.ILP_PORT))
                .withConnectionLimit(configuration.value(ServerSettings.ILP_CONNECTIONS))
                .withConnection(connection)
                .withParser(parser);
    }

    static ParserOptions parser(Configuration configuration) {
        return ParserOptions.defaults()
                .withCreation(
                        new CreationRules(
                                configuration.value(ServerSettings.ILP_AUTO_CREATE_TABLES),
                                configuration.value(ServerSettings.ILP_AUTO_CREATE_COLUMNS),
                                configuration.value(ServerSettings.ILP_PARTITION_BY),
                                tagType(configuration),
                                new CreationRules.Limits(
                                        configuration.value(ServerSettings.ILP_MAX_COLUMNS),
                                        configuration.value(ServerSettings.ILP_MAX_NAME)),
                                new TableQuota(
                                        configuration.value(
                                                ServerSettings.ILP_TABLES_PER_MINUTE))));
    }

    private static ColumnType tagType(Configuration configuration) {
        return switch (configuration.value(ServerSettings.ILP_TAG_TYPE)) {
            case SYMBOL -> ColumnType.SYMBOL;
            case VARCHAR -> ColumnType.VARCHAR;
        };
    }

    static int maxLineBytes(Configuration configuration) {
        return Math.toIntExact(configuration.value(ServerSettings.ILP_MAX_LINE));
    }

    private static long seconds(Configuration configuration, Setting<Duration> setting) {
        return Math.max(1, configuration.value(setting).toSeconds());
    }

    static PgSettings postgres(Configuration configuration, Access access) {
        return PgSettings.defaults()
                .withAddress(
                        configuration.value(ServerSettings.BIND),
                        configuration.value(ServerSettings.PG_PORT))
                .withConnectionLimit(configuration.value(ServerSettings.PG_CONNECTIONS))
                .withPasswords(
                        access.postgres(
                                new Credentials(
                                        configuration.value(ServerSettings.PG_USER),
                                        configuration.value(ServerSettings.PG_PASSWORD))));
    }

    static HttpSettings http(Configuration configuration) {
        return new HttpSettings(
                configuration.value(ServerSettings.BIND),
                configuration.value(ServerSettings.HTTP_PORT),
                configuration.value(ServerSettings.HTTP_CONNECTIONS),
                new HttpSettings.Limits(
                        Math.toIntExact(configuration.value(ServerSettings.HTTP_HEADER_LIMIT)),
                        configuration.value(ServerSettings.HTTP_DECOMPRESSION_RATIO),
                        configuration.value(ServerSettings.HTTP_IDLE_TIMEOUT),
                        configuration.value(ServerSettings.HTTP_REQUEST_TIMEOUT),
                        configuration.value(ServerSettings.HTTP_WRITE_TIMEOUT)));
    }
}
