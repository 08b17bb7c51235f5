package dev.tidemark.benchmarks;

import dev.tidemark.core.encoding.BlockEncoder;
import dev.tidemark.core.encoding.BlockLayout;
import dev.tidemark.core.encoding.BlockOutput;
import dev.tidemark.core.encoding.EncodedBlock;
import java.lang.foreign.Arena;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * Encoding and decoding of one block of longs, in values a nanosecond (so 1 is a billion values a
 * second). With {@code -prof gc} it shows what is allocated a value.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class EncodingBenchmark {
    private static final int ROWS = BlockLayout.BLOCK_ROWS;
    private static final int HOSTS = 1_000;

    /** What the column holds. */
    public enum Shape {
        /** 7 bits a value. */
        PERCENT,
        /** 20 bits a value. */
        COUNTER,
        /** 40 bits a value. */
        LARGE,
        /** Each time 1,000 times, 10 seconds apart. */
        SHARED_TIME,
        /** 0 to 59 milliseconds apart. */
        IRREGULAR_TIME,
        /** 64 random bits. */
        RANDOM
    }

    @Param public Shape shape = Shape.PERCENT;

    private final Arena arena = Arena.ofConfined();
    private final BlockEncoder encoder = new BlockEncoder();
    private final BlockOutput output = new BlockOutput(arena, 1 << 20);
    private final BlockOutput encoded = new BlockOutput(arena, 1 << 20);
    private final long[] values = new long[ROWS];
    private final long[] vector = new long[BlockLayout.VECTOR_ROWS];
    private int row;

    @Setup(Level.Trial)
    public void fill() {
        Random random = new Random(1);
        long time = 1_451_606_400_000_000L;
        for (int index = 0; index < ROWS; index++) {
            time += 1_000L * random.nextInt(60);
            values[index] =
                    switch (shape) {
                        case PERCENT -> random.nextInt(101);
                        case COUNTER -> random.nextInt(1 << 20);
                        case LARGE -> random.nextLong() >>> 24;
                        case SHARED_TIME -> index / HOSTS * 10_000_000L;
                        case IRREGULAR_TIME -> time;
                        case RANDOM -> random.nextLong();
                    };
        }
        encoder.encodeLongs(values, null, 0, ROWS, encoded);
    }

    @TearDown(Level.Trial)
    public void close() {
        arena.close();
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int encode() {
        output.clear();
        return encoder.encodeLongs(values, null, 0, ROWS, output);
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long decode() {
        EncodedBlock block = EncodedBlock.open(encoded.segment(), 0);
        long sum = 0;
        for (int index = 0; index < block.vectorCount(); index++) {
            block.decodeLongs(index, vector);
            sum += vector[index];
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(HOSTS)
    public long singleValues() {
        EncodedBlock block = EncodedBlock.open(encoded.segment(), 0);
        long sum = 0;
        for (int read = 0; read < HOSTS; read++) {
            row = (row + 40_503) % ROWS; // visits every row in a scattered order
            sum += block.longAt(row);
        }
        return sum;
    }
}
