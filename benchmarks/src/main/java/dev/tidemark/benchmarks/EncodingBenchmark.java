package dev.tidemark.benchmarks;

import dev.tidemark.core.encoding.BlockEncoder;
import dev.tidemark.core.encoding.BlockLayout;
import dev.tidemark.core.encoding.BlockOutput;
import dev.tidemark.core.encoding.EncodedBlock;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
 * Encoding and reading one block of longs, in values a nanosecond (so 1 is a billion values a
 * second), beside a copy of the same values. With {@code -prof gc} it shows what is allocated a
 * value.
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
        /** 1 bit a value. */
        BITS_1,
        /** 7 bits a value: a percentage. */
        BITS_7,
        /** 12 bits a value. */
        BITS_12,
        /** 20 bits a value. */
        BITS_20,
        /** 31 bits a value. */
        BITS_31,
        /** 40 bits a value. */
        BITS_40,
        /** 56 bits a value. */
        BITS_56,
        /** 64 random bits. */
        BITS_64,
        /** Each time 1,000 times, 10 seconds apart. */
        SHARED_TIME,
        /** Each time 4 times, 10 seconds apart. */
        PAIRED_TIME,
        /** 0 to 59 milliseconds apart. */
        IRREGULAR_TIME;

        long value(Random random, int index, long time) {
            return switch (this) {
                case BITS_1, BITS_7, BITS_12, BITS_20, BITS_31, BITS_40, BITS_56, BITS_64 ->
                        random.nextLong() >>> (Long.SIZE - Integer.parseInt(name().substring(5)));
                case SHARED_TIME -> index / HOSTS * 10_000_000L;
                case PAIRED_TIME -> index / 4 * 10_000_000L;
                case IRREGULAR_TIME -> time;
            };
        }
    }

    @Param public Shape shape = Shape.BITS_7;

    private final Arena arena = Arena.ofConfined();
    private final BlockEncoder encoder = new BlockEncoder();
    private final BlockOutput output = new BlockOutput(arena, 1 << 20);
    private final BlockOutput encoded = new BlockOutput(arena, 1 << 20);
    private final BlockOutput encodedCodes = new BlockOutput(arena, 1 << 20);
    private @Nullable EncodedBlock open;
    private final long[] values = new long[ROWS];
    private final long[] vector = new long[BlockLayout.VECTOR_ROWS];
    private final int[] codes = new int[BlockLayout.VECTOR_ROWS];
    private final long[] bits = new long[BlockLayout.VECTOR_VALIDITY_WORDS];
    private int row;

    @Setup(Level.Trial)
    public void fill() {
        Random random = new Random(1);
        long time = 1_451_606_400_000_000L;
        for (int index = 0; index < ROWS; index++) {
            time += 1_000L * random.nextInt(60);
            values[index] = shape.value(random, index, time);
        }
        encoder.encodeLongs(values, null, 0, ROWS, encoded);
        open = EncodedBlock.open(encoded.segment(), 0);
        int[] narrowed = new int[ROWS];
        Arrays.setAll(narrowed, index -> (int) values[index]);
        encoder.encodeCodes(narrowed, null, 0, ROWS, encodedCodes);
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

    /** The lower halves of the values, as dictionary codes. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long decodeCodes() {
        EncodedBlock block = EncodedBlock.open(encodedCodes.segment(), 0);
        long sum = 0;
        for (int index = 0; index < block.vectorCount(); index++) {
            block.decodeCodes(index, codes);
            sum += codes[index];
        }
        return sum;
    }

    /** The sum of all values, of the encoded ones where that is possible. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long sum() {
        EncodedBlock block = EncodedBlock.open(encoded.segment(), 0);
        long sum = 0;
        for (int index = 0; index < block.vectorCount(); index++) {
            if (block.isScannable()) {
                sum += block.sumLongs(index);
            } else {
                block.decodeLongs(index, vector);
                for (long value : vector) {
                    sum += value;
                }
            }
        }
        return sum;
    }

    /** The rows whose value is in the upper half of the range, found among encoded values. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int select() {
        EncodedBlock block = EncodedBlock.open(encoded.segment(), 0);
        long middle = (block.minimum() >> 1) + (block.maximum() >> 1);
        int found = 0;
        for (int index = 0; index < block.vectorCount() && block.isScannable(); index++) {
            block.selectRange(index, middle, Long.MAX_VALUE, bits);
            for (long word : bits) {
                found += Long.bitCount(word);
            }
        }
        return found;
    }

    /** Values read one by one from a block that is open already. */
    @Benchmark
    @OperationsPerInvocation(HOSTS)
    public long singleValues() {
        EncodedBlock block = Objects.requireNonNull(open);
        long sum = 0;
        for (int read = 0; read < HOSTS; read++) {
            row = (row + 40_503) % ROWS; // visits every row in a scattered order
            sum += block.longAt(row);
        }
        return sum;
    }

    /** For comparison: the same values copied to the same place, a vector at a time. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long copy() {
        long sum = 0;
        for (int from = 0; from < ROWS; from += BlockLayout.VECTOR_ROWS) {
            System.arraycopy(values, from, vector, 0, BlockLayout.VECTOR_ROWS);
            sum += vector[from / BlockLayout.VECTOR_ROWS];
        }
        return sum;
    }

    /** For comparison: the sum of the same values in a plain array. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long sumOfArray() {
        long sum = 0;
        for (long value : values) {
            sum += value;
        }
        return sum;
    }
}
