package dev.tidemark.benchmarks;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.catalog.StoreOptions;
import dev.tidemark.ingest.parse.LineStream;
import dev.tidemark.ingest.parse.ParserOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
 * Line protocol of the shape of TSBS cpu-only (10 tags, 10 numbers, about 346 bytes) into batches,
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
    private static final byte BINARY_DOUBLE = 16;
    private static final String[] METRICS = {
        "user", "system", "idle", "nice", "iowait", "irq", "softirq", "steal", "guest", "guest_nice"
    };

    /** Whether rows come in the order of time and host, or in any. */
    @Param({"ordered", "shuffled"})
    public String order = "ordered";

    /**
     * What the fields are: integers of up to three digits, doubles of two places as text or in
     * binary, decimals, or integers of which one line in ten lacks one.
     */
    @Param({"integers", "doubles", "binary", "decimals", "uneven"})
    public String values = "integers";

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
        byte[] text = text();
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

    private byte[] text() {
        Random random = new Random(123);
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            rows.add(row);
        }
        if (order.equals("shuffled")) {
            Collections.shuffle(rows, random);
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int row : rows) {
            append(text, tags(row % HOSTS));
            int missing =
                    values.equals("uneven") && random.nextInt(10) == 0
                            ? random.nextInt(METRICS.length)
                            : METRICS.length;
            char separator = ' ';
            for (int metric = 0; metric < METRICS.length; metric++) {
                if (metric != missing) {
                    append(text, separator + "usage_" + METRICS[metric] + '=');
                    appendValue(text, random);
                    separator = ',';
                }
            }
            append(text, " " + (FIRST_NANOS + row / HOSTS * STEP_NANOS) + '\n');
        }
        return text.toByteArray();
    }

    private static String tags(int host) {
        return "cpu,hostname=host_%d,region=eu-central-1,datacenter=eu-central-1%c,rack=%d"
                        .formatted(host, 'a' + host % 3, host % 100)
                + ",os=Ubuntu16.04LTS,arch=x64,team=NYC,service=%d".formatted(host % 20)
                + ",service_version=1,service_environment=production";
    }

    private void appendValue(ByteArrayOutputStream text, Random random) {
        int hundredths = random.nextInt(10_001);
        switch (values) {
            case "doubles" -> append(text, "%d.%02d".formatted(hundredths / 100, hundredths % 100));
            case "decimals" ->
                    append(text, "%d.%02dd".formatted(hundredths / 100, hundredths % 100));
            case "binary" -> {
                text.write('=');
                text.write(BINARY_DOUBLE);
                byte[] bits = new byte[Double.BYTES];
                ByteBuffer.wrap(bits).order(ByteOrder.LITTLE_ENDIAN).putDouble(hundredths / 100.0);
                text.writeBytes(bits);
            }
            default -> append(text, hundredths / 100 + "i");
        }
    }

    private static void append(ByteArrayOutputStream text, String ascii) {
        text.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
    }
}
