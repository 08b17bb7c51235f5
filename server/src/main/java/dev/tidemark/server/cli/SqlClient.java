package dev.tidemark.server.cli;

import dev.tidemark.tsbs.load.HttpAccess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Runs statements on a server, over HTTP. For one thread at a time. */
final class SqlClient implements AutoCloseable {
    /** Rows of an answer that are kept; more are only counted. */
    static final int MOST_ROWS = 10_000;

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;

    private final HttpClient client;
    private final HttpAccess access;

    SqlClient(HttpAccess access) {
        this.access = access;
        this.client = access.newClient();
    }

    /**
     * Runs a statement.
     *
     * @return its result, of which the first {@link #MOST_ROWS} rows are kept
     * @throws IOException if the server cannot be reached, or refuses the statement, saying why
     */
    SqlAnswer run(String sql) throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        HttpResponse<InputStream> response = send("/exec", sql);
        try (InputStream body = response.body()) {
            SqlAnswer answer = SqlAnswerReader.read(body, MOST_ROWS);
            Duration elapsed = Duration.ofNanos(System.nanoTime() - startNanos);
            return answer.withElapsed(elapsed);
        }
    }

    /**
     * Runs a query and copies what the server answers.
     *
     * @param path {@code /exec} for JSON, {@code /exp} for CSV
     * @throws IOException as {@link #run}
     */
    void copy(String path, String sql, OutputStream target)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> response = send(path, sql);
        try (InputStream body = response.body()) {
            if (response.statusCode() == OK) {
                body.transferTo(target);
            } else {
                // Throws what the answer tells.
                SqlAnswerReader.read(body, 0);
            }
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }

    private HttpResponse<InputStream> send(String path, String sql)
            throws IOException, InterruptedException {
        HttpRequest request =
                access.request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "query=" + URLEncoder.encode(sql, StandardCharsets.UTF_8)))
                        .build();
        try {
            HttpResponse<InputStream> response =
                    client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() == UNAUTHORIZED) {
                response.body().close();
                throw new IOException(
                        "%s wants another login: --user NAME, or a token in %s"
                                .formatted(access.server(), LoginOptions.TOKEN_VARIABLE));
            }
            return response;
        } catch (ConnectException failure) {
            throw new IOException(
                    "no server answers at %s; start one with ./tidemark serve, or name another"
                                    .formatted(access.server())
                            + " with --url",
                    failure);
        }
    }
}
