package dev.tidemark.pgwire.session;

import dev.tidemark.pgwire.codec.FrontendMessage;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Messages that a client has sent and its connection's worker has not taken yet. Knows whether the
 * client awaits something, which decides whether there is anything to cancel: a request counts from
 * its arrival on, not only once it runs. Thread-safe.
 */
final class Inbox {
    /** Waiting messages, in bytes, beyond which the socket is not read. */
    private static final long MAX_BYTES = 1 << 20;

    private final Queue<FrontendMessage> messages = new ArrayDeque<>();
    private long bytes;
    private boolean isWorking;

    /** Adds a message. */
    synchronized void add(FrontendMessage message) {
        messages.add(message);
        bytes += message.weightBytes();
    }

    /**
     * Takes the oldest message. From then on its taker is at work, until it rests.
     *
     * @return null if there is none; then the taker does rest
     */
    synchronized @Nullable FrontendMessage take() {
        FrontendMessage message = messages.poll();
        isWorking = message != null;
        if (message != null) {
            bytes -= message.weightBytes();
        }
        return message;
    }

    /** Notes that what was taken is done, and does something before anybody can find out. */
    synchronized void rest(Runnable action) {
        isWorking = false;
        action.run();
    }

    /** Does something if the client awaits something, and nobody rests meanwhile. */
    synchronized void ifAwaited(Runnable action) {
        if (isWorking || !messages.isEmpty()) {
            action.run();
        }
    }

    /** Whether no message waits. */
    synchronized boolean isEmpty() {
        return messages.isEmpty();
    }

    /** Whether so much waits that the socket must not be read. */
    synchronized boolean isFull() {
        return bytes > MAX_BYTES;
    }

    /** Whether so little waits that a socket which was not read can be read again. */
    synchronized boolean isShort() {
        return bytes <= MAX_BYTES / 2;
    }

    /** Forgets all messages. */
    synchronized void clear() {
        messages.clear();
        bytes = 0;
    }
}
