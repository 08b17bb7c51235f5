package dev.tidemark.core.column.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Copies values of adjacent hot rows into arrays; narrow integers are widened.
 *
 * <p>A chunk without memory is one that the column is younger than: its values read as zero.
 */
public final class RunCopy {
    private static final RunKernel NARROW = RunKernel.best();
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    private RunCopy() {}

    /**
     * Which rows are copied where to.
     *
     * @param row first row in the chunk
     * @param count of rows
     * @param at place of the first value
     */
    public record Run(int row, int count, int at) {
        /** The same without the first rows. */
        Run from(int rows) {
            return new Run(row + rows, count - rows, at + rows);
        }
    }

    /** Copies integers of a width of 1, 2, 4 or 8 bytes. */
    public static void integers(
            @Nullable MemorySegment chunk, int widthBytes, Run run, long[] into) {
        if (chunk == null) {
            Arrays.fill(into, run.at, run.at + run.count, 0);
            return;
        }
        switch (widthBytes) {
            case 8 -> MemorySegment.copy(chunk, LONG, run.row * 8L, into, run.at, run.count);
            case 4 -> NARROW.ints(chunk, run, into);
            case 2 -> NARROW.shorts(chunk, run, into);
            default -> NARROW.bytes(chunk, run, into);
        }
    }

    /** Copies 32-bit floating-point numbers. */
    public static void floats(@Nullable MemorySegment chunk, Run run, double[] into) {
        if (chunk == null) {
            Arrays.fill(into, run.at, run.at + run.count, 0);
        } else {
            NARROW.floats(chunk, run, into);
        }
    }

    /** Copies 64-bit floating-point numbers. */
    public static void doubles(@Nullable MemorySegment chunk, Run run, double[] into) {
        if (chunk == null) {
            Arrays.fill(into, run.at, run.at + run.count, 0);
        } else {
            MemorySegment.copy(chunk, DOUBLE, run.row * 8L, into, run.at, run.count);
        }
    }

    /** Copies dictionary codes. */
    public static void codes(@Nullable MemorySegment chunk, Run run, int[] into) {
        if (chunk == null) {
            Arrays.fill(into, run.at, run.at + run.count, 0);
        } else {
            MemorySegment.copy(chunk, INT, run.row * 4L, into, run.at, run.count);
        }
    }

    /** Copies values of {@code words} 64-bit words each. */
    public static void wide(@Nullable MemorySegment chunk, int words, Run run, long[] into) {
        if (chunk == null) {
            Arrays.fill(into, run.at * words, (run.at + run.count) * words, 0);
        } else {
            long offset = (long) run.row * words * Long.BYTES;
            MemorySegment.copy(chunk, LONG, offset, into, run.at * words, run.count * words);
        }
    }

    /**
     * Copies end offsets, moved so that the text before the first ends at {@code into[at]}.
     *
     * @param chunk of end offsets, one more than there are rows
     * @return offset in the chunk's texts where the first one starts
     */
    public static int ends(MemorySegment chunk, Run run, int[] into) {
        int start = chunk.get(INT, run.row * 4L);
        NARROW.offsets(
                chunk, new Run(run.row + 1, run.count, run.at + 1), into[run.at] - start, into);
        return start;
    }
}
