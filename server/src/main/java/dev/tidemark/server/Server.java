package dev.tidemark.server;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.ingest.http.WriteEndpoint;
import dev.tidemark.ingest.tcp.LineProtocolServer;
import dev.tidemark.pgwire.PgServer;
import dev.tidemark.server.config.Configuration;
import dev.tidemark.server.config.ServerSettings;
import dev.tidemark.server.config.Setting;
import dev.tidemark.server.http.HttpServer;
import dev.tidemark.server.http.Router;
import dev.tidemark.server.http.endpoint.DatabaseQueries;
import dev.tidemark.server.http.endpoint.FixedEndpoint;
import dev.tidemark.server.http.endpoint.LinesEndpoint;
import dev.tidemark.server.http.endpoint.QueryEndpoint;
import dev.tidemark.server.http.endpoint.QueryPool;
import dev.tidemark.server.http.endpoint.SqlEndpoint;
import dev.tidemark.server.http.endpoint.SqlService;
import dev.tidemark.sql.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.LongSupplier;

/** A running server: one open database and its ports. Thread-safe. */
public final class Server implements AutoCloseable {
    private final Configuration configuration;

    /** What is open, the latest first: closed in this order. */
    private final Deque<Part> parts = new ArrayDeque<>();

    private Ports ports = new Ports(0, 0, 0);
    private LongSupplier lineProtocolRows = () -> 0;
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
        Server server = new Server(configuration);
        try {
            server.ports = server.open();
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
        return lineProtocolRows.getAsLong();
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

    private Ports open() throws IOException {
        Database database = Database.open(ListenerSettings.store(configuration));
        parts.push(database::close);
        Store store = database.store();
        LineProtocolServer line =
                listen(
                        ServerSettings.ILP_PORT,
                        () ->
                                LineProtocolServer.start(
                                        store, ListenerSettings.lineProtocol(configuration)));
        parts.push(line::close);
        lineProtocolRows = () -> line.metrics().rows();
        PgServer postgres =
                listen(
                        ServerSettings.PG_PORT,
                        () -> PgServer.start(database, ListenerSettings.postgres(configuration)));
        parts.push(postgres::close);
        HttpServer http = openHttp(database);
        return new Ports(line.port(), http.port(), postgres.port());
    }

    private HttpServer openHttp(Database database) throws IOException {
        QueryPool pool =
                new QueryPool(
                        value(ServerSettings.QUERY_THREADS),
                        value(ServerSettings.HTTP_CONNECTIONS));
        parts.push(pool::close);
        Router router = router(database, pool);
        HttpServer http =
                listen(
                        ServerSettings.HTTP_PORT,
                        () -> HttpServer.start(ListenerSettings.http(configuration), router));
        parts.push(http::close);
        Duration patience = value(ServerSettings.SHUTDOWN_TIMEOUT);
        parts.push(() -> http.drain(patience));
        return http;
    }

    private Router router(Database database, QueryPool pool) {
        SqlService service =
                new SqlService(
                        new DatabaseQueries(database),
                        pool,
                        value(ServerSettings.QUERY_TIMEOUT),
                        value(ServerSettings.HTTP_BODY_LIMIT));
        WriteEndpoint writer =
                new WriteEndpoint(
                        database.store(),
                        ListenerSettings.parser(configuration),
                        ListenerSettings.maxLineBytes(configuration));
        parts.push(writer::close);
        SqlEndpoint exec = SqlEndpoint.exec(service);
        LinesEndpoint lines =
                new LinesEndpoint(
                        writer,
                        value(ServerSettings.HTTP_WRITE_LIMIT),
                        value(ServerSettings.HTTP_WRITE_TIMEOUT));
        return new Router(
                Map.of(
                        "/exec",
                        exec,
                        "/exp",
                        SqlEndpoint.export(service),
                        "/query",
                        new QueryEndpoint(exec),
                        "/write",
                        lines,
                        "/api/v2/write",
                        lines,
                        "/ping",
                        FixedEndpoint.ping(),
                        "/status",
                        FixedEndpoint.status(),
                        "/settings",
                        FixedEndpoint.settings(ServerVersion.number())));
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
