package dev.tidemark.benchmarks.send;

import dev.tidemark.benchmarks.data.LineRanges;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends all portions of a file, once, over the connections of a target. */
public final class Sending {

    private final List<LineRanges.Range> ranges;
    private final long[] latenciesNanos;
    private final AtomicInteger next = new AtomicInteger();

    private Sending(List<LineRanges.Range> ranges) {
        this.ranges = ranges;
        latenciesNanos = new long[ranges.size()];
    }

    /**
     * Sends a file. The portions go out in their order: the next one to the connection that is free
     * first.
     *
     * @param file the file
     * @param portions how it is cut
     * @param target where to
     * @return the time that each portion took until it was answered, in nanoseconds, ascending
     * @throws IOException if a connection breaks or rows are refused
     * @throws InterruptedException if this thread is interrupted
     */
    public static long[] send(Path file, LineRanges portions, Target target)
            throws IOException, InterruptedException {
        Sending sending = new Sending(portions.ranges());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            sending.sendOver(target, channel);
        }
        Arrays.sort(sending.latenciesNanos);
        return sending.latenciesNanos;
    }

    private void sendOver(Target target, FileChannel file)
            throws IOException, InterruptedException {
        List<Connection> connections = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(target.connections())) {
            List<Future<?>> senders = new ArrayList<>();
            try {
                for (int number = 0; number < target.connections(); number++) {
                    connections.add(target.connect());
                }
                for (Connection connection : connections) {
                    Callable<Void> sender =
                            () -> {
                                sendPortions(connection, file);
                                return null;
                            };
                    senders.add(threads.submit(sender));
                }
                for (Future<?> sender : senders) {
                    await(sender);
                }
            } finally {
                // A thread that is still busy is ended by its broken connection.
                for (Connection connection : connections) {
                    connection.close();
                }
            }
        }
    }

    private void sendPortions(Connection connection, FileChannel file) throws IOException {
        for (int index = next.getAndIncrement();
                index < ranges.size();
                index = next.getAndIncrement()) {
            long startNanos = System.nanoTime();
            connection.send(file, ranges.get(index));
            latenciesNanos[index] = System.nanoTime() - startNanos;
        }
        connection.finish();
    }

    private static void await(Future<?> sender) throws IOException, InterruptedException {
        try {
            sender.get();
        } catch (ExecutionException failure) {
            throw new IOException("sending failed: " + failure.getCause(), failure);
        }
    }
}
