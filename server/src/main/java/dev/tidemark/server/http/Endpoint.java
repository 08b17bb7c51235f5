package dev.tidemark.server.http;

import io.netty.handler.codec.http.HttpMethod;
import java.util.Set;

/** Answers the requests of a path. Thread-safe. */
public interface Endpoint {
    /** The methods it understands; requests with others are answered with 405. */
    Set<HttpMethod> methods();

    /** The longest body it takes, and the setting that says so; longer ones are answered 413. */
    BodyLimit bodyLimit();

    /**
     * Begins a request whose head has come; is called on the event loop and must not block it.
     *
     * @return gets the body, and sees that the request is answered
     */
    BodyReceiver begin(Exchange exchange);

    /**
     * How long a body may be.
     *
     * @param lengthBytes the longest that is allowed
     * @param settingName for the message that tells it
     */
    record BodyLimit(long lengthBytes, String settingName) {}
}
