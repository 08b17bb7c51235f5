package dev.tidemark.tsbs.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A connection with its thread and its two chunks: while one is sent, the other is filled.
 *
 * <p>A chunk goes from the free queue to the reader, who fills it, to the full queue, to the
 * sending thread, and back. A chunk without lines ends the thread.
 */
final class Sender implements AutoCloseable {

    private static final int CHUNKS = 2;

    private final LineSink sink;
    private final Thread thread;
    private final BlockingQueue<Chunk> free = new ArrayBlockingQueue<>(CHUNKS);
    private final BlockingQueue<Chunk> full = new ArrayBlockingQueue<>(CHUNKS);
    private final AtomicLong lines = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private volatile long lastSentNanos = System.nanoTime();
    private volatile @Nullable Throwable failure;

    private Sender(LineSink sink, String name) {
        this.sink = sink;
        thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    /**
     * Starts to send what the chunks will be filled with.
     *
     * @param sink the connection; owned from here on
     * @param number number of the connection
     * @param allocator makes a buffer of a capacity that suits the sink
     * @param capacity bytes of a chunk
     */
    static Sender start(
            LineSink sink, int number, IntFunction<ByteBuffer> allocator, int capacity) {
        Sender sender = new Sender(sink, "tsbs-load-" + number);
        for (int chunk = 0; chunk < CHUNKS; chunk++) {
            sender.free.add(new Chunk(allocator.apply(capacity)));
        }
        sender.thread.start();
        return sender;
    }

    /** A chunk to be filled, or null if none came free in time. */
    @Nullable Chunk free(long timeoutMillis) throws InterruptedException {
        return free.poll(timeoutMillis, TimeUnit.MILLISECONDS);
    }

    /** Takes a chunk back that was got from {@link #free}. */
    void send(Chunk chunk) {
        full.add(chunk);
    }

    /** Waits for the thread's end; false if it has not come in time. */
    boolean join(long timeoutMillis) throws InterruptedException {
        thread.join(timeoutMillis);
        return !thread.isAlive();
    }

    long linesSent() {
        return lines.get();
    }

    long bytesSent() {
        return bytes.get();
    }

    /** When the latest chunk was sent, or else the sender made, as {@link System#nanoTime}. */
    long lastSentNanos() {
        return lastSentNanos;
    }

    /**
     * @throws IOException if sending has failed
     */
    void requireHealthy() throws IOException {
        switch (failure) {
            case null -> {}
            case IOException e -> throw new IOException(e.getMessage(), e);
            case Throwable e -> throw new IOException("sending failed: " + e, e);
        }
    }

    /** Breaks the connection off if it is still busy, and ends the thread. */
    @Override
    public void close() {
        try {
            sink.close();
        } catch (IOException _) {
            // All data was sent, or another failure is on its way to the caller.
        }
        thread.interrupt();
    }

    private void run() {
        try {
            for (Chunk chunk = full.take(); chunk.lines() > 0; chunk = full.take()) {
                int length = chunk.bytes().remaining();
                sink.send(chunk);
                lines.addAndGet(chunk.lines());
                bytes.addAndGet(length);
                lastSentNanos = System.nanoTime();
                chunk.bytes().clear();
                free.add(chunk);
            }
            sink.finish();
        } catch (Exception | Error e) {
            failure = e;
        }
    }
}
