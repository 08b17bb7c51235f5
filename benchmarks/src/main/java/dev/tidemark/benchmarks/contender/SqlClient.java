package dev.tidemark.benchmarks.contender;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a server over {@code GET /exec}, which all databases here answer in the same JSON. */
final class SqlClient implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(5);
    private static final int OK = 200;
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .build();
    private final URI server;

    SqlClient(URI server) {
        this.server = server;
    }

    /** A server that answered, but did not like the statement. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    /** The rows of a statement's answer, each value as text. */
    List<List<@Nullable String>> run(String sql) throws IOException, InterruptedException {
        JsonNode answer;
        try {
            answer = JSON.readTree(body(sql));
        } catch (JacksonException failure) {
            throw new IOException(
                    "the answer to '" + sql + "' is no JSON: " + failure.getOriginalMessage(),
                    failure);
        }
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (JsonNode row : answer.path("dataset")) {
            List<@Nullable String> values = new ArrayList<>();
            for (JsonNode value : row) {
                values.add(value.isNull() ? null : value.asString());
            }
            rows.add(values);
        }
        return rows;
    }

    /** The time until a statement's whole answer is here. */
    Duration time(String sql) throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        body(sql);
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    private byte[] body(String sql) throws IOException, InterruptedException {
        URI address =
                server.resolve("/exec?query=" + URLEncoder.encode(sql, StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(address).timeout(ANSWER_TIMEOUT).build();
        HttpResponse<byte[]> response =
                client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != OK) {
            throw new RefusedException(
                    "'%s' was answered with status %d: %s"
                            .formatted(
                                    sql,
                                    response.statusCode(),
                                    new String(response.body(), StandardCharsets.UTF_8)));
        }
        return response.body();
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
