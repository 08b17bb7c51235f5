package dev.tidemark.server.http;

import dev.tidemark.server.format.JsonText;
import dev.tidemark.server.format.TextBytes;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Set;

/** Answers the requests of a path. Thread-safe. */
public interface Endpoint {
    /** The methods it understands; requests with others are answered with 405. */
    Set<HttpMethod> methods();

    /** The longest body it takes, and the setting that says so; longer ones are answered 413. */
    BodyLimit bodyLimit();

    /** Whether it answers everybody, also without credentials. */
    default boolean isPublic() {
        return false;
    }

    /**
     * Begins a request whose head has come; is called on the event loop and must not block it.
     *
     * @return gets the body, and sees that the request is answered
     */
    BodyReceiver begin(Exchange exchange);

    /** The body, in JSON, of an answer that refuses a request. */
    default TextBytes errorBody(HttpResponseStatus status, String message) {
        return plainError(message);
    }

    /** An object with the one field {@code error}. */
    static TextBytes plainError(String message) {
        TextBytes text = new TextBytes();
        text.put('{');
        JsonText.appendField(text, "error", message);
        text.put('}');
        return text;
    }

    /**
     * How long a body may be.
     *
     * @param lengthBytes the longest that is allowed
     * @param settingName for the message that tells it
     */
    record BodyLimit(long lengthBytes, String settingName) {}
}
