package dev.tidemark.tsbs.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * A server's HTTP port, and what one shows there to be let in. Thread-safe.
 *
 * @param server scheme, host and port, such as {@code http://127.0.0.1:9000}
 * @param authorization value of the header of that name, if the server wants one
 * @param trust what to trust instead of the authorities that the JDK knows, for https
 */
public record HttpAccess(URI server, Optional<String> authorization, Optional<SSLContext> trust) {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** A server that lets everybody in. */
    public static HttpAccess open(URI server) {
        return new HttpAccess(server, Optional.empty(), Optional.empty());
    }

    /** A client for requests to this server; the caller closes it. */
    public HttpClient newClient() {
        HttpClient.Builder client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT_TIMEOUT);
        trust.ifPresent(client::sslContext);
        return client.build();
    }

    /** A request to the server, with what it wants to see. */
    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path));
        authorization.ifPresent(value -> request.header("Authorization", value));
        return request;
    }
}
