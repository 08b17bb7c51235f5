package dev.tidemark.benchmarks;

import dev.tidemark.benchmarks.kernel.RegisterGather;
import dev.tidemark.core.column.kernel.MoveKernel;
import dev.tidemark.core.column.kernel.Picks;
import dev.tidemark.core.column.kernel.Run;
import dev.tidemark.core.column.kernel.Slots;
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
 * Moving the values of a batch of 16,384 rows, in nanoseconds a value, by their width in bytes, by
 * both twins and beside a copy of as many bytes as the result has. Rows that are named by index
 * come in an order that is off by a few hundred rows.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class MoveBenchmark {
    static final int ROWS = 1 << 14;
    private static final int LARGEST_WIDTH = 32;

    /** Plain loops, or what is used: vector code where it is faster. */
    public enum Twin {
        SCALAR,
        BEST;

        MoveKernel kernel() {
            return this == SCALAR ? MoveKernel.scalar() : MoveKernel.best();
        }
    }

    @Param({"1", "2", "4", "8", "16", "32"})
    public int width = Long.BYTES;

    @Param public Twin twin = Twin.BEST;

    private MoveKernel kernel = MoveKernel.best();
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment chunk = arena.allocate((long) ROWS * LARGEST_WIDTH);
    private final MemorySegment target = arena.allocate((long) ROWS * LARGEST_WIDTH);
    private final int[] rows = jitteredRows(new Random(1));
    private final Run run = new Run(0, ROWS, 0);
    private final Picks picks = new Picks(rows, 0, ROWS, 0);
    private final Slots slots = new Slots(rows, 0, ROWS);
    private final long[] values = new Random(2).longs(ROWS * LARGEST_WIDTH / Long.BYTES).toArray();
    private final long[] into = new long[ROWS * LARGEST_WIDTH / Long.BYTES];

    /** All rows, each up to 500 rows from where it should be. */
    static int[] jitteredRows(Random random) {
        long[] arrivals = new long[ROWS];
        Arrays.setAll(arrivals, row -> (long) (row + random.nextInt(500)) << 32 | row);
        Arrays.sort(arrivals);
        return Arrays.stream(arrivals).mapToInt(arrival -> (int) arrival).toArray();
    }

    @Setup(Level.Trial)
    public void fill() {
        kernel = twin.kernel();
        MemorySegment.copy(values, 0, chunk, ValueLayout.JAVA_LONG, 0, values.length);
    }

    @TearDown(Level.Trial)
    public void close() {
        arena.close();
    }

    /** For comparison: as many bytes as a move writes, copied. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public MemorySegment memcpy() {
        MemorySegment.copy(chunk, 0, target, 0, (long) ROWS * Math.max(Long.BYTES, width));
        return target;
    }

    /** A run of rows. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long[] copy() {
        kernel.copy(chunk, width, run, into);
        return into;
    }

    /** A run of rows, the other way; integers only. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public MemorySegment narrow() {
        kernel.narrow(values, run, target, Math.min(width, Long.BYTES));
        return target;
    }

    /** How wide integers have to be. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int narrowestWidth() {
        return kernel.narrowestWidth(values, 0, ROWS);
    }

    /** The zeros of a column that is younger than the rows. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long[] fillWithZeros() {
        kernel.copy(null, width, run, into);
        return into;
    }

    /** Rows by index, from native memory. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long[] gatherFromMemory() {
        kernel.gather(chunk, width, picks, into);
        return into;
    }

    /** Rows by index, as a merge does it; values narrower than 8 bytes are as wide there. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long[] gather() {
        kernel.gather(values, Math.max(1, width / Long.BYTES), picks, into);
        return into;
    }

    /** As {@link #gather}, several values of 8 bytes at a time, whatever the width is. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long[] gatherByRegisters() {
        RegisterGather.gather(values, rows, into);
        return into;
    }

    /** Rows to places of their own. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long[] scatter() {
        kernel.scatter(chunk, width, run, slots, into);
        return into;
    }
}
