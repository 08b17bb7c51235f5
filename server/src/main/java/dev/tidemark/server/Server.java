package dev.tidemark.server;

import dev.tidemark.core.catalog.StoreOptions;
import dev.tidemark.server.config.Configuration;
import dev.tidemark.server.config.ServerSettings;
import dev.tidemark.server.config.Setting;
import dev.tidemark.server.http.HttpServer;
import dev.tidemark.server.http.HttpSettings;
import dev.tidemark.server.http.Router;
import dev.tidemark.server.http.endpoint.DatabaseQueries;
import dev.tidemark.server.http.endpoint.FixedEndpoint;
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

/** A running server: one open database and its ports. Thread-safe. */
public final class Server implements AutoCloseable {
    private final Configuration configuration;

    /** What is open, the latest first: closed in this order. */
    private final Deque<Part> parts = new ArrayDeque<>();

    private int httpPort;
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
            server.open();
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

    /** The port of HTTP. */
    public int httpPort() {
        return httpPort;
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

    private void open() throws IOException {
        Database database = Database.open(storeOptions());
        parts.push(database::close);
        openHttp(database);
    }

    private void openHttp(Database database) throws IOException {
        QueryPool pool =
                new QueryPool(
                        value(ServerSettings.QUERY_THREADS),
                        value(ServerSettings.HTTP_CONNECTIONS));
        parts.push(pool::close);
        SqlService service =
                new SqlService(
                        new DatabaseQueries(database),
                        pool,
                        value(ServerSettings.QUERY_TIMEOUT),
                        value(ServerSettings.HTTP_BODY_LIMIT));
        HttpServer http = listen(ServerSettings.HTTP_PORT, () -> startHttp(service));
        parts.push(http::close);
        Duration patience = value(ServerSettings.SHUTDOWN_TIMEOUT);
        parts.push(() -> http.drain(patience));
        httpPort = http.port();
    }

    private HttpServer startHttp(SqlService service) throws IOException {
        HttpSettings settings =
                new HttpSettings(
                        value(ServerSettings.BIND),
                        value(ServerSettings.HTTP_PORT),
                        value(ServerSettings.HTTP_CONNECTIONS),
                        Math.toIntExact(value(ServerSettings.HTTP_HEADER_LIMIT)),
                        value(ServerSettings.HTTP_IDLE_TIMEOUT),
                        value(ServerSettings.HTTP_WRITE_TIMEOUT));
        SqlEndpoint exec = SqlEndpoint.exec(service);
        return HttpServer.start(
                settings,
                new Router(
                        Map.of(
                                "/exec", exec,
                                "/exp", SqlEndpoint.export(service),
                                "/query", new QueryEndpoint(exec),
                                "/ping", FixedEndpoint.ping(),
                                "/status", FixedEndpoint.status(),
                                "/settings", FixedEndpoint.settings(ServerVersion.number()))));
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

    private StoreOptions storeOptions() {
        return new StoreOptions(
                value(ServerSettings.DATA_DIR),
                value(ServerSettings.MEMORY_HOT_LIMIT),
                value(ServerSettings.MEMORY_SEAL_THRESHOLD),
                value(ServerSettings.LOG_LIMIT),
                value(ServerSettings.SYNC_INTERVAL).toMillis());
    }

    private <T> T value(Setting<T> setting) {
        return configuration.value(setting);
    }
}
