package dev.tidemark.server.http;

import io.netty.buffer.ByteBuf;

/** Takes the body of one request, part by part, on the event loop, which it must not block. */
public interface BodyReceiver {
    /** Whether it can take a part now; if not, it is asked again soon and the client waits. */
    default boolean isReady() {
        return true;
    }

    /**
     * Takes a part.
     *
     * @param part valid during the call
     */
    void receive(ByteBuf part);

    /** The body is complete: the request is to be answered, now or later. */
    void end();

    /** The rest of the body will not come, and somebody else answers if that makes sense. */
    void abandon();
}
