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
 * Encoding and decoding one block of floating point numbers, in values a nanosecond (so 1 is a
 * billion values a second), beside a copy of the same values.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class DecimalBenchmark {
    private static final int ROWS = BlockLayout.BLOCK_ROWS;

    /** What the column holds. */
    public enum Shape {
        /** Whole numbers up to 100. */
        PERCENT,
        /** Two digits after the decimal point. */
        TWO_DIGITS,
        /** The same as floats. */
        TWO_DIGITS_FLOAT,
        /** Five digits after the decimal point. */
        FIVE_DIGITS,
        /** Two digits but for one value in a hundred. */
        EXCEPTIONS,
        /** Random numbers of 53 bits. */
        RANDOM;

        double value(Random random) {
            return switch (this) {
                case PERCENT -> random.nextInt(101);
                case TWO_DIGITS -> random.nextInt(10_001) / 100.0;
                case TWO_DIGITS_FLOAT -> random.nextInt(10_001) / 100.0F;
                case FIVE_DIGITS -> random.nextInt(10_000_001) / 100_000.0;
                case EXCEPTIONS ->
                        random.nextInt(100) == 0
                                ? random.nextDouble()
                                : random.nextInt(10_001) / 100.0;
                case RANDOM -> random.nextDouble();
            };
        }
    }

    @Param public Shape shape = Shape.TWO_DIGITS;

    private final Arena arena = Arena.ofConfined();
    private final BlockEncoder encoder = new BlockEncoder();
    private final BlockOutput output = new BlockOutput(arena, 1 << 20);
    private final BlockOutput encoded = new BlockOutput(arena, 1 << 20);
    private final double[] values = new double[ROWS];
    private final double[] vector = new double[BlockLayout.VECTOR_ROWS];

    @Setup(Level.Trial)
    public void fill() {
        Random random = new Random(1);
        for (int index = 0; index < ROWS; index++) {
            values[index] = shape.value(random);
        }
        encodeInto(encoded);
    }

    @TearDown(Level.Trial)
    public void close() {
        arena.close();
    }

    private int encodeInto(BlockOutput into) {
        return shape == Shape.TWO_DIGITS_FLOAT
                ? encoder.encodeFloats(values, null, 0, ROWS, into)
                : encoder.encodeDoubles(values, null, 0, ROWS, into);
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int encode() {
        output.clear();
        return encodeInto(output);
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double decode() {
        EncodedBlock block = EncodedBlock.open(encoded.segment(), 0);
        double sum = 0;
        for (int index = 0; index < block.vectorCount(); index++) {
            block.decodeDoubles(index, vector);
            sum += vector[index];
        }
        return sum;
    }

    /** For comparison: the same values copied to the same place, a vector at a time. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double copy() {
        double sum = 0;
        for (int from = 0; from < ROWS; from += BlockLayout.VECTOR_ROWS) {
            System.arraycopy(values, from, vector, 0, BlockLayout.VECTOR_ROWS);
            sum += vector[from / BlockLayout.VECTOR_ROWS];
        }
        return sum;
    }
}
