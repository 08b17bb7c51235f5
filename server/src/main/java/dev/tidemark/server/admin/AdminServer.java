package dev.tidemark.server.admin;

import dev.tidemark.core.backup.BackupOptions;
import dev.tidemark.core.catalog.Store;
import dev.tidemark.server.http.Authenticator;
import dev.tidemark.server.http.Authenticator.Verdict;
import dev.tidemark.server.http.Exchange;
import dev.tidemark.server.http.HttpServer;
import dev.tidemark.server.http.HttpService;
import dev.tidemark.server.http.HttpSettings;
import dev.tidemark.server.http.Router;
import dev.tidemark.server.http.endpoint.QueryPool;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The administrative port of a server, from its start to its end. */
public final class AdminServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int MOST_CONNECTIONS = 16;
    private static final int MOST_WAITING = 8;

    private final Path folder;
    private final QueryPool pool;
    private final HttpServer http;

    private AdminServer(Path folder, QueryPool pool, HttpServer http) {
        this.folder = folder;
        this.pool = pool;
        this.http = http;
    }

    /**
     * Opens the port and writes the file that tells of it.
     *
     * @param limits of a connection
     * @throws IOException if no port can be opened or the file not be written
     */
    public static AdminServer start(Store store, HttpSettings.Limits limits) throws IOException {
        Path folder = store.options().folder();
        QueryPool pool = new QueryPool("tidemark-admin-", 1, MOST_WAITING);
        String token = AdminFile.newToken();
        HttpService service =
                new HttpService(
                        new Router(
                                Map.of(
                                        "/backup",
                                        new AdminEndpoint(
                                                pool, exchange -> backup(store, exchange)),
                                        "/check",
                                        new AdminEndpoint(pool, _ -> Report.of(store.check())))),
                        authenticator(token),
                        () -> null,
                        limits);
        HttpServer http =
                HttpServer.start(new HttpSettings(HOST, 0, MOST_CONNECTIONS, limits), service);
        AdminServer server = new AdminServer(folder, pool, http);
        try {
            URI url = URI.create("http://%s:%d".formatted(HOST, http.port()));
            new AdminFile(url, token).write(folder);
            return server;
        } catch (IOException failure) {
            server.close();
            throw failure;
        }
    }

    /** Removes the file and closes the port; a backup under way is given up. */
    @Override
    public void close() throws IOException {
        try {
            AdminFile.delete(folder);
        } finally {
            pool.close();
            http.close();
        }
    }

    private static Report backup(Store store, Exchange exchange) throws IOException {
        String target =
                exchange.parameter("target")
                        .orElseThrow(() -> new IllegalArgumentException("target is missing"));
        BackupOptions options =
                new BackupOptions(
                        exchange.isSet("full"),
                        Integer.parseInt(exchange.parameter("keep").orElse("0")));
        return Report.of(store.backup(Path.of(target), options));
    }

    private static Authenticator authenticator(String token) {
        byte[] expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        return header -> {
            byte[] given = String.valueOf(header).getBytes(StandardCharsets.UTF_8);
            return CompletableFuture.completedFuture(
                    MessageDigest.isEqual(expected, given) ? Verdict.ACCEPTED : Verdict.REFUSED);
        };
    }
}
