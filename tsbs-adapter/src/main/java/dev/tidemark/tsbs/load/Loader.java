package dev.tidemark.tsbs.load;

import dev.tidemark.tsbs.line.LineSource;
import dev.tidemark.tsbs.line.Transfer;
import dev.tidemark.tsbs.line.TransferListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Sends lines to a server: chunk after chunk, to each connection in turn. */
public final class Loader {

    private static final long REPORT_INTERVAL_MILLIS = 100;

    private final LineSource source;
    private final TransferListener listener;
    private final int chunkLines;
    private final List<Sender> senders = new ArrayList<>();
    private final long startNanos = System.nanoTime();
    private long reportedNanos = startNanos;

    private Loader(LineSource source, TransferListener listener, int chunkLines) {
        this.source = source;
        this.listener = listener;
        this.chunkLines = chunkLines;
    }

    /**
     * Sends all lines that a source has left.
     *
     * <p>Over HTTP, all of them were accepted when this returns. Over TCP the server answers
     * nothing: they were handed to the system, and no connection was broken; use {@link RowCounts}
     * to see them arrive.
     *
     * @param source where the lines come from; not closed
     * @param target where they go to
     * @param listener hears, on the calling thread, what was sent so far
     * @return what was sent, and the time from the first connection to the last byte or answer
     * @throws IOException if the source fails, a connection breaks or a batch is refused; the
     *     message tells which lines were under way. Lines before and after may have arrived.
     * @throws InterruptedException if the calling thread is interrupted; the connections are closed
     */
    public static Transfer load(LineSource source, LoadTarget target, TransferListener listener)
            throws IOException, InterruptedException {
        int chunkLines =
                switch (target) {
                    case LoadTarget.Tcp _ -> Integer.MAX_VALUE;
                    case LoadTarget.Http http -> http.batchLines();
                };
        Loader loader = new Loader(source, listener, chunkLines);
        try {
            loader.connect(target);
            loader.sendAll();
            return loader.finish();
        } finally {
            loader.close();
        }
    }

    private void connect(LoadTarget target) throws IOException {
        for (int number = 1; number <= target.connections(); number++) {
            switch (target) {
                case LoadTarget.Tcp tcp ->
                        start(
                                TcpSink.connect(tcp.address()),
                                number,
                                ByteBuffer::allocateDirect,
                                LoadTarget.Tcp.CHUNK_BYTES);
                case LoadTarget.Http http ->
                        start(
                                new HttpSink(http.access()),
                                number,
                                ByteBuffer::allocate,
                                http.batchBytes());
            }
        }
    }

    private void start(LineSink sink, int number, IntFunction<ByteBuffer> allocator, int capacity) {
        senders.add(Sender.start(sink, number, allocator, capacity));
    }

    private void sendAll() throws IOException, InterruptedException {
        long nextLine = 1;
        for (int turn = 0; ; turn = (turn + 1) % senders.size()) {
            Sender sender = senders.get(turn);
            Chunk chunk = awaitFree(sender);
            int lines = source.fill(chunk.bytes(), chunkLines);
            chunk.bytes().flip();
            chunk.label(nextLine, lines);
            nextLine += lines;
            sender.send(chunk);
            if (lines == 0) {
                endOthers(sender);
                return;
            }
        }
    }

    private void endOthers(Sender ended) throws IOException, InterruptedException {
        for (Sender sender : senders) {
            if (sender != ended) {
                Chunk chunk = awaitFree(sender);
                chunk.label(0, 0);
                sender.send(chunk);
            }
        }
    }

    private Chunk awaitFree(Sender sender) throws IOException, InterruptedException {
        while (true) {
            @Nullable Chunk chunk = sender.free(REPORT_INTERVAL_MILLIS);
            requireHealthy();
            report();
            if (chunk != null) {
                return chunk;
            }
        }
    }

    private Transfer finish() throws IOException, InterruptedException {
        for (Sender sender : senders) {
            while (!sender.join(REPORT_INTERVAL_MILLIS)) {
                requireHealthy();
                report();
            }
        }
        requireHealthy();
        // Waiting for the server to close its side does not count.
        long lastNanos = senders.stream().mapToLong(Sender::lastSentNanos).max().orElse(startNanos);
        Transfer total = sent(lastNanos);
        listener.progressed(total);
        return total;
    }

    private void requireHealthy() throws IOException {
        for (Sender sender : senders) {
            sender.requireHealthy();
        }
    }

    private void report() {
        long now = System.nanoTime();
        if (now - reportedNanos >= REPORT_INTERVAL_MILLIS * 1_000_000) {
            reportedNanos = now;
            listener.progressed(sent(now));
        }
    }

    private Transfer sent(long nowNanos) {
        return new Transfer(
                senders.stream().mapToLong(Sender::linesSent).sum(),
                senders.stream().mapToLong(Sender::bytesSent).sum(),
                Duration.ofNanos(nowNanos - startNanos));
    }

    private void close() {
        for (Sender sender : senders) {
            sender.close();
        }
    }
}
