package dev.tidemark.server;

import dev.tidemark.core.catalog.CompactionOptions;
import dev.tidemark.core.catalog.StoreOptions;
import dev.tidemark.ingest.parse.ParserOptions;
import dev.tidemark.ingest.tcp.ConnectionSettings;
import dev.tidemark.ingest.tcp.LineProtocolSettings;
import dev.tidemark.pgwire.settings.Credentials;
import dev.tidemark.pgwire.settings.PgSettings;
import dev.tidemark.server.config.Configuration;
import dev.tidemark.server.config.ServerSettings;
import dev.tidemark.server.http.HttpSettings;

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
                        configuration.value(ServerSettings.SYNC_INTERVAL).toMillis()),
                configuration.value(ServerSettings.CHECKPOINT_INTERVAL).toMillis(),
                configuration.value(ServerSettings.DISK_RESERVE),
                new CompactionOptions(
                        Math.max(
                                1,
                                configuration
                                        .value(ServerSettings.COMPACTION_QUIET_TIME)
                                        .toMillis()),
                        configuration.value(ServerSettings.COMPACTION_RATE)));
    }

    static LineProtocolSettings lineProtocol(Configuration configuration) {
        ConnectionSettings connection =
                new ConnectionSettings(
                        maxLineBytes(configuration),
                        Math.max(
                                1,
                                configuration.value(ServerSettings.ILP_IDLE_TIMEOUT).toSeconds()),
                        configuration.value(ServerSettings.ILP_COMMIT_INTERVAL).toMillis(),
                        ConnectionSettings.DEFAULT_MAX_BATCHES_IN_FLIGHT,
                        configuration.value(ServerSettings.ILP_DISCONNECT_ON_ERROR));
        return LineProtocolSettings.defaults()
                .withAddress(
                        configuration.value(ServerSettings.BIND),
                        configuration.value(ServerSettings.ILP_PORT))
                .withConnectionLimit(configuration.value(ServerSettings.ILP_CONNECTIONS))
                .withConnection(connection)
                .withParser(parser(configuration));
    }

    static ParserOptions parser(Configuration configuration) {
        ParserOptions defaults = ParserOptions.defaults();
        return new ParserOptions(
                defaults.timestampUnit(),
                configuration.value(ServerSettings.ILP_AUTO_CREATE_TABLES),
                configuration.value(ServerSettings.ILP_AUTO_CREATE_COLUMNS),
                defaults.partitionUnit(),
                defaults.clockNanos());
    }

    static int maxLineBytes(Configuration configuration) {
        return Math.toIntExact(configuration.value(ServerSettings.ILP_MAX_LINE));
    }

    static PgSettings postgres(Configuration configuration) {
        return PgSettings.defaults()
                .withAddress(
                        configuration.value(ServerSettings.BIND),
                        configuration.value(ServerSettings.PG_PORT))
                .withConnectionLimit(configuration.value(ServerSettings.PG_CONNECTIONS))
                .withCredentials(
                        new Credentials(
                                configuration.value(ServerSettings.PG_USER),
                                configuration.value(ServerSettings.PG_PASSWORD)));
    }

    static HttpSettings http(Configuration configuration) {
        return new HttpSettings(
                configuration.value(ServerSettings.BIND),
                configuration.value(ServerSettings.HTTP_PORT),
                configuration.value(ServerSettings.HTTP_CONNECTIONS),
                Math.toIntExact(configuration.value(ServerSettings.HTTP_HEADER_LIMIT)),
                configuration.value(ServerSettings.HTTP_IDLE_TIMEOUT),
                configuration.value(ServerSettings.HTTP_WRITE_TIMEOUT));
    }
}
