package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.INT;
import static dev.tidemark.core.encoding.BlockLayout.LONG;
import static dev.tidemark.core.encoding.BlockLayout.SHORT;

import dev.tidemark.core.encoding.kernel.Packing;
import dev.tidemark.core.encoding.kernel.Statistics;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** Writes vectors as runs of equal values. */
final class RunWriter {
    /** Rows of a run that are compared one by one. */
    private static final int PROBED_ROWS = 8;

    private RunWriter() {}

    /** Runs of equal values in {@code [from, to)}. */
    static int count(long[] values, int from, int to) {
        return Statistics.countRuns(values, from, to);
    }

    /** Bits of a run's number, whole bytes of a power of two, for numbers of so many bits. */
    static int roundedWidth(int width) {
        return width <= Byte.SIZE ? Byte.SIZE : Math.max(Short.SIZE, roundedUp(width));
    }

    private static int roundedUp(int width) {
        return Integer.highestOneBit(2 * width - 1);
    }

    /** Size of the payload of a vector of so many runs. */
    static long payloadBytes(int runCount, int width) {
        return BlockLayout.aligned(
                BlockLayout.RUN_COUNT_BYTES + (long) runCount * (Short.BYTES + width / Byte.SIZE),
                BlockLayout.LOOSE_ALIGNMENT_BYTES);
    }

    /**
     * Writes the payload of a vector.
     *
     * @param packing rows, width of a run's number, and how values become numbers
     * @return its size
     */
    static long write(
            long[] values, int from, Packing packing, MemorySegment segment, long offset) {
        int end = from + packing.rowCount();
        int runCount = count(values, from, end);
        int numberBytes = packing.width() / Byte.SIZE;
        segment.set(SHORT, offset, (short) runCount);
        long endAt = offset + BlockLayout.RUN_COUNT_BYTES;
        long numberAt = endAt + (long) runCount * Short.BYTES;
        int start = from;
        while (start < end) {
            long above = values[start] - packing.reference();
            long number =
                    packing.divisor() == 1 ? above : Long.divideUnsigned(above, packing.divisor());
            start = endOfRun(values, start, end);
            segment.set(SHORT, endAt, (short) (start - from));
            writeNumber(number, numberBytes, segment, numberAt);
            endAt += Short.BYTES;
            numberAt += numberBytes;
        }
        return numberAt - offset;
    }

    /** The end of the run that begins at an index; a long one is compared with itself, shifted. */
    private static int endOfRun(long[] values, int from, int end) {
        int probed = Math.min(end, from + PROBED_ROWS);
        for (int index = from + 1; index < probed; index++) {
            if (values[index] != values[from]) {
                return index;
            }
        }
        int different = Arrays.mismatch(values, probed - 1, end - 1, values, probed, end);
        return different < 0 ? end : probed + different;
    }

    private static void writeNumber(long number, int numberBytes, MemorySegment segment, long at) {
        switch (numberBytes) {
            case Byte.BYTES -> segment.set(ValueLayout.JAVA_BYTE, at, (byte) number);
            case Short.BYTES -> segment.set(SHORT, at, (short) number);
            case Integer.BYTES -> segment.set(INT, at, (int) number);
            default -> segment.set(LONG, at, number);
        }
    }
}
