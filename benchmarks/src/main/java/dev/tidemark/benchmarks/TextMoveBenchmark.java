package dev.tidemark.benchmarks;

import static dev.tidemark.benchmarks.MoveBenchmark.ROWS;

import dev.tidemark.benchmarks.MoveBenchmark.Twin;
import dev.tidemark.benchmarks.kernel.RegisterGather;
import dev.tidemark.core.column.kernel.MoveKernel;
import dev.tidemark.core.column.kernel.Picks;
import dev.tidemark.core.column.kernel.Run;
import dev.tidemark.core.column.kernel.Slots;
import dev.tidemark.core.column.kernel.ValidityBits;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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
 * Moving texts of 4 to 27 bytes, their offsets, dictionary codes and validity bits, as {@link
 * MoveBenchmark} does values.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class TextMoveBenchmark {
    private static final int ODD_BIT = 13;
    private static final int SHIFT = 7;

    @Param public Twin twin = Twin.BEST;

    private MoveKernel kernel = MoveKernel.best();
    private final Random random = new Random(3);
    private final int[] rows = MoveBenchmark.jitteredRows(random);
    private final Run run = new Run(0, ROWS, 0);
    private final Picks picks = new Picks(rows, 0, ROWS, 0);
    private final Slots slots = new Slots(rows, 0, ROWS);
    private final int[] offsets = offsets();
    private final byte[] texts = new byte[offsets[ROWS]];
    private final int[] codes = random.ints(ROWS).toArray();
    private final long[] bits = random.longs(ROWS / Long.SIZE).toArray();
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment offsetsInMemory = arena.allocateFrom(ValueLayout.JAVA_INT, offsets);
    private final MemorySegment textsInMemory = arena.allocateFrom(ValueLayout.JAVA_BYTE, texts);
    private final int[] intoOffsets = new int[ROWS + 1];
    private final byte[] intoTexts = new byte[texts.length];
    private final int[] intoCodes = new int[ROWS];
    private final long[] intoBits = new long[ROWS / Long.SIZE + 1];
    private final RegisterGather registers = new RegisterGather();

    private int[] offsets() {
        int[] ends = new int[ROWS + 1];
        for (int row = 0; row < ROWS; row++) {
            ends[row + 1] = ends[row] + random.nextInt(4, 28);
        }
        return ends;
    }

    @Setup
    public void choose() {
        kernel = twin.kernel();
    }

    @TearDown
    public void close() {
        arena.close();
    }

    /**
     * For comparison: the bytes of all texts, which is what a run of texts costs beside offsets.
     */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public byte[] memcpyTexts() {
        MemorySegment.copy(textsInMemory, ValueLayout.JAVA_BYTE, 0, intoTexts, 0, intoTexts.length);
        return intoTexts;
    }

    /** For comparison: as many bytes as there are offsets or codes. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int[] memcpyCodes() {
        System.arraycopy(codes, 0, intoCodes, 0, ROWS);
        return intoCodes;
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int[] shiftOffsets() {
        kernel.copy(offsetsInMemory, run, SHIFT, intoCodes);
        return intoCodes;
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public byte[] gatherTexts() {
        long _ = kernel.gatherEnds(offsets, picks, intoOffsets);
        kernel.gatherTexts(offsets, texts, picks, intoOffsets, intoTexts);
        return intoTexts;
    }

    /** Texts to places of their own, which are worked out first. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public byte[] scatterTexts() {
        kernel.scatterLengths(offsetsInMemory, run, slots, intoOffsets);
        for (int row = 0; row < ROWS; row++) {
            intoOffsets[row + 1] += intoOffsets[row];
        }
        kernel.scatterTexts(offsetsInMemory, textsInMemory, run, slots, intoOffsets, intoTexts);
        return intoTexts;
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int[] gatherCodes() {
        kernel.gather(codes, picks, intoCodes);
        return intoCodes;
    }

    /** As {@link #gatherCodes}, several at a time. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int[] gatherCodesByRegisters() {
        RegisterGather.gather(codes, rows, intoCodes);
        return intoCodes;
    }

    /** A validity bitmap that goes to an odd bit. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long[] copyBits() {
        ValidityBits.copy(bits, 0, intoBits, ODD_BIT, ROWS);
        return intoBits;
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long[] gatherBits() {
        ValidityBits.gather(bits, picks, intoBits);
        return intoBits;
    }

    /** As {@link #gatherBits}, several at a time. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long[] gatherBitsByRegisters() {
        registers.gatherBits(bits, rows, intoBits);
        return intoBits;
    }
}
