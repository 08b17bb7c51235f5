package dev.tidemark.server.http;

import io.netty.handler.codec.http.HttpMethod;
import java.util.Set;

/** Answers the requests of a path. Thread-safe. */
public interface Endpoint {
    /** The methods it understands; requests with others are answered with 405. */
    Set<HttpMethod> methods();

    /** The longest body it takes; longer ones are answered with 413. */
    long bodyLimitBytes();

    /** The name of the setting that {@link #bodyLimitBytes()} comes from, for that answer. */
    String bodyLimitName();

    /**
     * Answers a request, now or later; is called on the event loop and must not block it.
     *
     * @param exchange the request with its whole body
     */
    void handle(Exchange exchange);
}
