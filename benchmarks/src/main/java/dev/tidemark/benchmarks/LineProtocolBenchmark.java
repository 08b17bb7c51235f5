package dev.tidemark.benchmarks;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.catalog.StoreOptions;
import dev.tidemark.ingest.parse.LineStream;
import dev.tidemark.ingest.parse.ParserOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Line protocol of the shape of TSBS cpu-only (10 tags, 10 integers, about 346 bytes) into batches,
 * which are thrown away: nanoseconds and, with {@code -prof gc}, bytes allocated for a row.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseParallelGC"
        })
@SuppressWarnings("NullAway.Init") // JMH calls open() before anything else.
public class LineProtocolBenchmark {
    private static final int HOSTS = 1_000;
    private static final int ROUNDS = 40;
    private static final int ROWS = HOSTS * ROUNDS;
    private static final int PIECE_BYTES = 1 << 16;
    private static final long FIRST_NANOS = 1_451_606_400_000_000_000L;
    private static final long STEP_NANOS = 10_000_000_000L;
    private static final String[] METRICS = {
        "user", "system", "idle", "nice", "iowait", "irq", "softirq", "steal", "guest", "guest_nice"
    };

    /** Whether rows come in the order of time and host, or in any. */
    @Param({"ordered", "shuffled"})
    public String order = "ordered";

    private Path folder = Path.of("");
    private Store store;
    private LineStream stream;
    private ByteBuffer lines = ByteBuffer.allocate(0);

    /** Makes the lines and opens a store for them. */
    @Setup
    public void open() throws IOException {
        folder = Files.createTempDirectory("line-protocol");
        store = Store.open(StoreOptions.of(folder), _ -> List.of());
        stream =
                new LineStream(
                        store,
                        ParserOptions.defaults(),
                        (_, batch) -> batch.release(),
                        error -> {
                            throw new IllegalStateException(error.toString());
                        },
                        LineStream.DEFAULT_MAX_LINE_BYTES);
        byte[] text = text().getBytes(StandardCharsets.US_ASCII);
        lines = ByteBuffer.allocateDirect(text.length).put(text).flip();
    }

    /** Closes what {@link #open} opened. */
    @TearDown
    public void close() throws IOException {
        stream.close();
        store.close();
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Collections.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Parses all lines, in pieces as a socket brings them. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long parse() {
        for (int from = 0; from < lines.capacity(); from += PIECE_BYTES) {
            lines.limit(Math.min(from + PIECE_BYTES, lines.capacity())).position(from);
            stream.receive(lines);
        }
        stream.handOver();
        return stream.rowCount();
    }

    private String text() {
        Random random = new Random(123);
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            rows.add(row);
        }
        if (order.equals("shuffled")) {
            Collections.shuffle(rows, random);
        }
        StringBuilder text = new StringBuilder();
        for (int row : rows) {
            int host = row % HOSTS;
            text.append("cpu,hostname=host_").append(host);
            text.append(",region=eu-central-1,datacenter=eu-central-1")
                    .append((char) ('a' + host % 3));
            text.append(",rack=").append(host % 100).append(",os=Ubuntu16.04LTS,arch=x64,team=NYC");
            text.append(",service=").append(host % 20);
            text.append(",service_version=1,service_environment=production");
            char separator = ' ';
            for (String metric : METRICS) {
                text.append(separator).append("usage_").append(metric).append('=');
                text.append(random.nextInt(101)).append('i');
                separator = ',';
            }
            text.append(' ').append(FIRST_NANOS + row / HOSTS * STEP_NANOS).append('\n');
        }
        return text.toString();
    }
}
