package dev.tidemark.merge.kernel;

import dev.tidemark.core.column.kernel.RunCopy;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * Puts values of adjacent hot rows at given places of an array; narrow integers are widened. {@link
 * RunCopy.Run#at} is the index of the first place.
 *
 * <p>A chunk without memory is one that the column is younger than: its values read as zero.
 *
 * <p>Scalar only: AVX2 has no scatter, and each place is another line of memory.
 */
public final class ScatterKernel {
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    private ScatterKernel() {}

    /** Scatters integers of a width of 1, 2, 4 or 8 bytes. */
    public static void integers(
            @Nullable MemorySegment chunk,
            int widthBytes,
            RunCopy.Run run,
            int[] places,
            long[] into) {
        int row = run.row();
        int at = run.at();
        int count = run.count();
        if (chunk == null) {
            for (int index = 0; index < count; index++) {
                into[places[at + index]] = 0;
            }
            return;
        }
        switch (widthBytes) {
            case 8 -> {
                for (int index = 0; index < count; index++) {
                    into[places[at + index]] = chunk.get(LONG, (row + index) * 8L);
                }
            }
            case 4 -> {
                for (int index = 0; index < count; index++) {
                    into[places[at + index]] = chunk.get(INT, (row + index) * 4L);
                }
            }
            case 2 -> {
                for (int index = 0; index < count; index++) {
                    into[places[at + index]] = chunk.get(SHORT, (row + index) * 2L);
                }
            }
            default -> {
                for (int index = 0; index < count; index++) {
                    into[places[at + index]] = chunk.get(BYTE, row + index);
                }
            }
        }
    }

    /** Scatters 32-bit floating-point numbers. */
    public static void floats(
            @Nullable MemorySegment chunk, RunCopy.Run run, int[] places, double[] into) {
        for (int index = 0; index < run.count(); index++) {
            double value = chunk == null ? 0 : chunk.get(FLOAT, (run.row() + index) * 4L);
            into[places[run.at() + index]] = value;
        }
    }

    /** Scatters 64-bit floating-point numbers. */
    public static void doubles(
            @Nullable MemorySegment chunk, RunCopy.Run run, int[] places, double[] into) {
        for (int index = 0; index < run.count(); index++) {
            double value = chunk == null ? 0 : chunk.get(DOUBLE, (run.row() + index) * 8L);
            into[places[run.at() + index]] = value;
        }
    }

    /** Scatters dictionary codes. */
    public static void codes(
            @Nullable MemorySegment chunk, RunCopy.Run run, int[] places, int[] into) {
        for (int index = 0; index < run.count(); index++) {
            int value = chunk == null ? 0 : chunk.get(INT, (run.row() + index) * 4L);
            into[places[run.at() + index]] = value;
        }
    }
}
