package dev.tidemark.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sees that a request that has begun comes to its end in time, so that a slow sender does not hold
 * its connection and memory for ever. Belongs to the connection's event loop.
 */
final class RequestTimer {
    private final Duration timeout;
    private final Consumer<ChannelHandlerContext> late;
    private @Nullable Future<?> running;

    /** Whether the read under way brought something that could be understood. */
    private boolean messageCame;

    RequestTimer(Duration timeout, Consumer<ChannelHandlerContext> late) {
        this.timeout = timeout;
        this.late = late;
    }

    void messageCame() {
        messageCame = true;
    }

    /**
     * A read has ended.
     *
     * @param betweenRequests whether what it brought, if it is no message, is part of a first line
     *     or header
     */
    void readCompleted(ChannelHandlerContext context, boolean betweenRequests) {
        if (!messageCame && betweenRequests) {
            start(context);
        }
        messageCame = false;
    }

    /** A request has begun; harmless if that is known. */
    void start(ChannelHandlerContext context) {
        if (running == null) {
            running =
                    context.executor()
                            .schedule(
                                    () -> expire(context),
                                    timeout.toMillis(),
                                    TimeUnit.MILLISECONDS);
        }
    }

    /** The request has come to its end. */
    void stop() {
        if (running != null) {
            running.cancel(false);
            running = null;
        }
    }

    private void expire(ChannelHandlerContext context) {
        running = null;
        late.accept(context);
    }
}
