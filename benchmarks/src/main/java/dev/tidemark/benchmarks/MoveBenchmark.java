package dev.tidemark.benchmarks;

import dev.tidemark.core.column.kernel.RunCopy;
import dev.tidemark.core.column.kernel.ValidityBits;
import dev.tidemark.merge.kernel.GatherKernel;
import dev.tidemark.merge.kernel.PermuteKernel;
import dev.tidemark.merge.kernel.RowReferences;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
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
 * Moving the values of a batch of 16,384 rows, in nanoseconds a value, by their width in bytes and
 * beside a copy of as many bytes as the result has: runs from native memory, rows gathered from
 * there in an order that is off by a few hundred rows, rows of an array brought into such an order,
 * validity bits and offsets.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class MoveBenchmark {
    private static final int CHUNK_BITS = 14;
    private static final int ROWS = 1 << CHUNK_BITS;
    private static final int LARGEST_WIDTH = 32;
    private static final int ODD_BIT = 13;

    @Param({"1", "2", "4", "8", "16", "32"})
    public int width = Long.BYTES;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment chunk = arena.allocate((long) ROWS * LARGEST_WIDTH);
    private final MemorySegment target = arena.allocate((long) ROWS * LARGEST_WIDTH);
    private final MemorySegment[] chunks = {chunk};
    private final RunCopy.Run run = new RunCopy.Run(0, ROWS, 0);
    private final GatherKernel.Range range = new GatherKernel.Range(0, ROWS, 0);
    private final char[] order = new char[ROWS];
    private final int[] references = new int[ROWS];
    private final long[] values = new long[ROWS * LARGEST_WIDTH / Long.BYTES];
    private final long[] into = new long[ROWS * LARGEST_WIDTH / Long.BYTES];
    private final int[] offsets = new int[ROWS + 1];
    private final long[] bits = new long[ROWS / Long.SIZE];
    private final long[] intoBits = new long[ROWS / Long.SIZE + 1];
    private RowReferences rows = new RowReferences(references, CHUNK_BITS, false);

    @Setup(Level.Trial)
    public void fill() {
        Random random = new Random(1);
        for (long at = 0; at < chunk.byteSize(); at += Long.BYTES) {
            chunk.set(ValueLayout.JAVA_LONG, at, random.nextLong());
        }
        Arrays.setAll(values, _ -> random.nextLong());
        Arrays.setAll(bits, _ -> random.nextLong());
        long[] arrivals = new long[ROWS];
        Arrays.setAll(arrivals, row -> (long) (row + random.nextInt(500)) << 32 | row);
        Arrays.sort(arrivals);
        for (int row = 0; row < ROWS; row++) {
            references[row] = (int) arrivals[row];
            order[row] = (char) references[row];
        }
        rows = new RowReferences(references, CHUNK_BITS, false);
    }

    @TearDown(Level.Trial)
    public void close() {
        arena.close();
    }

    /** For comparison: as many bytes as a run or a gather writes, copied. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public MemorySegment memcpy() {
        MemorySegment.copy(chunk, 0, target, 0, (long) ROWS * Math.max(Long.BYTES, width));
        return target;
    }

    /** A run of rows. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long[] run() {
        if (width <= Long.BYTES) {
            RunCopy.integers(chunk, width, run, into);
        } else {
            RunCopy.wide(chunk, width / Long.BYTES, run, into);
        }
        return into;
    }

    /** Rows in another order, from native memory. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long[] gather() {
        switch (width) {
            case 1 -> GatherKernel.bytes(chunks, rows, range, into);
            case 2 -> GatherKernel.shorts(chunks, rows, range, into);
            case 4 -> GatherKernel.ints(chunks, rows, range, into);
            case 8 -> GatherKernel.longs(chunks, rows, range, into);
            default -> GatherKernel.wide(chunks, rows, range, width / Long.BYTES, into);
        }
        return into;
    }

    /** Rows in another order, within a block; values narrower than 8 bytes are as wide there. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long[] permute() {
        if (width <= Long.BYTES) {
            PermuteKernel.permute(values, order, ROWS, into);
        } else {
            PermuteKernel.permuteWide(values, order, ROWS, width / Long.BYTES, into);
        }
        return into;
    }

    /** The zeros of a column that is younger than the rows. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long[] fillWithZeros() {
        if (width <= Long.BYTES) {
            RunCopy.integers(null, width, run, into);
        } else {
            RunCopy.wide(null, width / Long.BYTES, run, into);
        }
        return into;
    }

    /** Offsets of texts, whatever the width is. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int[] shiftOffsets() {
        offsets[0] = width;
        RunCopy.ends(chunk, run, offsets);
        return offsets;
    }

    /** A validity bitmap that goes to an odd bit, whatever the width is. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long[] copyBits() {
        ValidityBits.copy(bits, 0, intoBits, ODD_BIT, ROWS);
        return intoBits;
    }

    /** A validity bitmap in another order, whatever the width is. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long[] permuteBits() {
        PermuteKernel.permuteBits(bits, order, ROWS, intoBits);
        return intoBits;
    }
}
