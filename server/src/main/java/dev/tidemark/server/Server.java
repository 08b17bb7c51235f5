package dev.tidemark.server;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.io.DiskFileSystem;
import dev.tidemark.core.io.FileSystem;
import dev.tidemark.ingest.http.WriteEndpoint;
import dev.tidemark.ingest.parse.ParserOptions;
import dev.tidemark.ingest.parse.TimestampUnit;
import dev.tidemark.ingest.tcp.LineProtocolMetrics;
import dev.tidemark.ingest.tcp.LineProtocolServer;
import dev.tidemark.pgwire.PgServer;
import dev.tidemark.server.admin.AdminServer;
import dev.tidemark.server.config.Configuration;
import dev.tidemark.server.config.ServerSettings;
import dev.tidemark.server.config.Setting;
import dev.tidemark.server.http.HttpServer;
import dev.tidemark.server.http.HttpService;
import dev.tidemark.server.http.HttpSettings;
import dev.tidemark.server.http.Router;
import dev.tidemark.server.http.endpoint.DatabaseQueries;
import dev.tidemark.server.http.endpoint.LinesEndpoint;
import dev.tidemark.server.http.endpoint.MetricsEndpoint;
import dev.tidemark.server.http.endpoint.PublicEndpoint;
import dev.tidemark.server.http.endpoint.QueryEndpoint;
import dev.tidemark.server.http.endpoint.QueryPool;
import dev.tidemark.server.http.endpoint.SqlEndpoint;
import dev.tidemark.server.http.endpoint.SqlService;
import dev.tidemark.server.security.Access;
import dev.tidemark.sql.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Supplier;

/** A running server: one open database and its ports. Thread-safe. */
public final class Server implements AutoCloseable {
    private final Configuration configuration;

    /** What is open, the latest first: closed in this order. */
    private final Deque<Part> parts = new ArrayDeque<>();

    private Ports ports = new Ports(0, 0, 0);
    private Supplier<LineProtocolMetrics> lineMetrics =
            () -> new LineProtocolMetrics(0, 0, 0, 0, 0);
    private boolean closed;

    /** Something that was opened. */
    private interface Part {
        void close() throws IOException;
    }

    private Server(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * Opens the database and the ports.
     *
     * @throws dev.tidemark.core.catalog.FolderInUseException if another server has the data folder
     * @throws IOException if the folder cannot be used or a port cannot be bound; what was open
     *     already is closed
     */
    public static Server start(Configuration configuration) throws IOException {
        return start(configuration, DiskFileSystem.INSTANCE);
    }

    /** As {@link #start(Configuration)}, with data on another file system. */
    static Server start(Configuration configuration, FileSystem files) throws IOException {
        Server server = new Server(configuration);
        try {
            server.ports = server.open(files);
            return server;
        } catch (IOException | RuntimeException failure) {
            try {
                server.close();
            } catch (IOException | RuntimeException further) {
                failure.addSuppressed(further);
            }
            throw failure;
        }
    }

    /** The ports that were bound, also where any free one was asked for. */
    public Ports ports() {
        return ports;
    }

    /** Rows that have come over TCP since the start. */
    public long lineProtocolRows() {
        return lineMetrics.get().rows();
    }

    /**
     * Accepts nothing further, finishes and commits what was accepted, and closes the folder.
     * Closing twice is harmless.
     *
     * @throws IOException if rows could not be written
     */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        IOException failed = null;
        for (Part part : parts) {
            try {
                part.close();
            } catch (IOException | UncheckedIOException failure) {
                if (failed == null) {
                    failed = new IOException("closing failed: " + failure.getMessage(), failure);
                } else {
                    failed.addSuppressed(failure);
                }
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    private Ports open(FileSystem files) throws IOException {
        Access access = Access.open(configuration);
        parts.push(access::close);
        Database database = Database.open(ListenerSettings.store(configuration), files);
        parts.push(database::close);
        ParserOptions parser = ListenerSettings.parser(configuration);
        LineProtocolServer line =
                listen(
                        ServerSettings.ILP_PORT,
                        () ->
                                LineProtocolServer.start(
                                        database.store(),
                                        ListenerSettings.lineProtocol(configuration, parser),
                                        access.lineGate()));
        parts.push(line::close);
        lineMetrics = line::metrics;
        PgServer postgres =
                listen(
                        ServerSettings.PG_PORT,
                        () ->
                                PgServer.start(
                                        database,
                                        ListenerSettings.postgres(configuration, access)));
        parts.push(postgres::close);
        HttpServer http = openHttp(database, parser, access);
        AdminServer admin =
                AdminServer.start(database.store(), ListenerSettings.http(configuration).limits());
        parts.push(admin::close);
        return new Ports(line.port(), http.port(), postgres.port());
    }

    private HttpServer openHttp(Database database, ParserOptions parser, Access access)
            throws IOException {
        QueryPool pool =
                new QueryPool(
                        "tidemark-query-",
                        value(ServerSettings.QUERY_THREADS),
                        value(ServerSettings.HTTP_CONNECTIONS));
        parts.push(pool::close);
        HttpSettings settings = ListenerSettings.http(configuration);
        HttpService service =
                new HttpService(
                        router(database, pool, parser),
                        access.http(),
                        access.httpTls(),
                        settings.limits());
        HttpServer http =
                listen(ServerSettings.HTTP_PORT, () -> HttpServer.start(settings, service));
        parts.push(http::close);
        Duration patience = value(ServerSettings.SHUTDOWN_TIMEOUT);
        parts.push(() -> http.drain(patience));
        return http;
    }

    private Router router(Database database, QueryPool pool, ParserOptions parser) {
        SqlService service =
                new SqlService(
                        new DatabaseQueries(database),
                        pool,
                        value(ServerSettings.QUERY_TIMEOUT),
                        value(ServerSettings.HTTP_BODY_LIMIT));
        WriteEndpoint writer =
                new WriteEndpoint(
                        database.store(), parser, ListenerSettings.maxLineBytes(configuration));
        parts.push(writer::close);
        SqlEndpoint exec = SqlEndpoint.exec(service);
        LinesEndpoint.Limits limits =
                new LinesEndpoint.Limits(
                        value(ServerSettings.HTTP_WRITE_LIMIT),
                        value(ServerSettings.HTTP_BUSY_TIMEOUT));
        LinesEndpoint lines = new LinesEndpoint(writer, limits, TimestampUnit.NANOSECONDS);
        return new Router(
                Map.ofEntries(
                        Map.entry("/exec", exec),
                        Map.entry("/exp", SqlEndpoint.export(service)),
                        Map.entry("/query", new QueryEndpoint(exec, database.store()::tables)),
                        Map.entry("/write", lines),
                        Map.entry("/api/v2/write", lines),
                        Map.entry(
                                "/api/v3/write_lp",
                                new LinesEndpoint(writer, limits, TimestampUnit.GUESSED)),
                        Map.entry(
                                "/metrics",
                                new MetricsEndpoint(
                                        database.store(),
                                        lineMetrics,
                                        value(ServerSettings.METRICS_TABLES),
                                        pool)),
                        Map.entry("/ping", PublicEndpoint.ping()),
                        Map.entry(
                                "/health",
                                PublicEndpoint.health(
                                        ServerVersion.number(), () -> unserved(database.store()))),
                        Map.entry("/status", PublicEndpoint.status()),
                        Map.entry(
                                "/settings",
                                PublicEndpoint.settings(
                                        ServerVersion.number(),
                                        value(ServerSettings.ILP_MAX_NAME)))));
    }

    private static PublicEndpoint.Unserved unserved(Store store) {
        return new PublicEndpoint.Unserved(
                store.lostTables().size(),
                store.quarantinedPartitions(),
                store.refusal().isPresent());
    }

    /** Opens a port, and says which setting to change if that fails. */
    private static <T> T listen(Setting<Integer> port, Listening<T> listening) throws IOException {
        try {
            return listening.start();
        } catch (IOException failure) {
            throw new IOException(
                    "%s; choose another port with %s or the setting %s"
                            .formatted(failure.getMessage(), port.option(), port.key()),
                    failure);
        }
    }

    @FunctionalInterface
    private interface Listening<T> {
        T start() throws IOException;
    }

    private <T> T value(Setting<T> setting) {
        return configuration.value(setting);
    }
}
