package dev.tidemark.tsbs.load;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;

/** The line protocol over HTTP, a batch a request, on one connection that is kept. */
final class HttpSink implements LineSink {

    private static final String PATH = "/write?precision=ns";
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    private static final int SUCCESS_FAMILY = 2;

    private final HttpClient client;
    private final HttpAccess access;

    HttpSink(HttpAccess access) {
        this.access = access;
        client = access.newClient();
    }

    @Override
    public void send(Chunk chunk) throws IOException, InterruptedException {
        ByteBuffer bytes = chunk.bytes();
        HttpRequest request =
                access.request(PATH)
                        .timeout(ANSWER_TIMEOUT)
                        .POST(
                                HttpRequest.BodyPublishers.ofByteArray(
                                        bytes.array(),
                                        bytes.arrayOffset() + bytes.position(),
                                        bytes.remaining()))
                        .build();
        HttpResponse<String> response;
        try {
            response = client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IOException(
                    "POST " + request.uri() + " failed for " + chunk.range() + ": " + e, e);
        }
        if (response.statusCode() / 100 != SUCCESS_FAMILY) {
            throw new IOException(
                    "POST "
                            + request.uri()
                            + " was answered with status "
                            + response.statusCode()
                            + " for "
                            + chunk.range()
                            + ": "
                            + response.body().strip());
        }
    }

    @Override
    public void finish() {
        // Every batch was answered already.
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
