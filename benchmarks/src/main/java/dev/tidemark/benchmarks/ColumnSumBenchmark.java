package dev.tidemark.benchmarks;

import dev.tidemark.core.encoding.BlockEncoder;
import dev.tidemark.core.encoding.BlockLayout;
import dev.tidemark.core.encoding.BlockOutput;
import dev.tidemark.core.encoding.EncodedBlock;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
 * The sum of a column that no cache holds, 42 million values, in values a nanosecond: of packed
 * values, and of the same in a plain array of 335 MB.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-Xmx1g"})
public class ColumnSumBenchmark {
    private static final int BLOCKS = 640;
    private static final int ROWS = BLOCKS * BlockLayout.BLOCK_ROWS;

    /** Bits of a value. */
    @Param({"7", "12", "20", "31", "40", "56"})
    public int width = 7;

    private final Arena arena = Arena.ofConfined();
    private final List<EncodedBlock> blocks = new ArrayList<>();
    private final long[] values = new long[ROWS];

    @Setup(Level.Trial)
    public void fill() {
        Random random = new Random(1);
        Arrays.setAll(values, _ -> random.nextLong() >>> (Long.SIZE - width));
        BlockEncoder encoder = new BlockEncoder();
        BlockOutput output = new BlockOutput(arena, (long) ROWS * (width + 1) / Byte.SIZE);
        for (int block = 0; block < BLOCKS; block++) {
            int from = block * BlockLayout.BLOCK_ROWS;
            encoder.encodeLongs(values, null, from, BlockLayout.BLOCK_ROWS, output);
        }
        long at = 0;
        while (at < output.lengthBytes()) {
            EncodedBlock block = EncodedBlock.open(output.segment(), at);
            blocks.add(block);
            at += block.lengthBytes();
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        arena.close();
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long sum() {
        long sum = 0;
        for (EncodedBlock block : blocks) {
            for (int vector = 0; vector < block.vectorCount(); vector++) {
                sum += block.sumLongs(vector);
            }
        }
        return sum;
    }

    /** For comparison: the same values in a plain array. */
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
