package dev.tidemark.benchmarks.contender;

import dev.tidemark.benchmarks.data.LineRanges;
import dev.tidemark.tsbs.generate.Expectation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process that reads from sockets and discards what it reads: the least that rows can cost. */
public record Sink() implements Contender.Discarding {

    private static final Pattern READY = Pattern.compile("listening on port (\\d+)");
    private static final Pattern RECEIVED = Pattern.compile("received (\\d+) bytes");
    private static final Duration ARRIVAL_LIMIT = Duration.ofMinutes(5);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(5);

    @Override
    public String name() {
        return "sink";
    }

    @Override
    public RunningServer start(Path folder) throws IOException, InterruptedException {
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SinkProcess.class.getName());
        ServerProcess process = ServerProcess.start(command, Map.of(), folder);
        int port = Integer.parseInt(process.awaitOutput(READY).group(1));
        return new Running(process, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private record Running(ServerProcess process, InetSocketAddress lineAddress)
            implements RunningServer {

        @Override
        public long processId() {
            return process.id();
        }

        @Override
        public void awaitArrival(Expectation expected, LineRanges sent)
                throws IOException, InterruptedException {
            long deadlineNanos = System.nanoTime() + ARRIVAL_LIMIT.toNanos();
            while (receivedBytes() < sent.lengthBytes()) {
                process.requireAlive();
                if (System.nanoTime() > deadlineNanos) {
                    throw new IOException(
                            "the sink has %d of %d bytes"
                                    .formatted(receivedBytes(), sent.lengthBytes()));
                }
                Thread.sleep(POLL_INTERVAL);
            }
        }

        /** Bytes of the connections that have ended. */
        private long receivedBytes() throws IOException {
            long bytes = 0;
            Matcher received = process.output(RECEIVED);
            while (received.find()) {
                bytes += Long.parseLong(received.group(1));
            }
            return bytes;
        }

        @Override
        public void close() throws IOException {
            process.close();
        }
    }
}
