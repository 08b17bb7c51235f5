package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.INT;
import static dev.tidemark.core.encoding.BlockLayout.LONG;
import static dev.tidemark.core.encoding.BlockLayout.SHORT;

import dev.tidemark.core.encoding.kernel.Packing;
import dev.tidemark.core.encoding.kernel.Statistics;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Writes vectors as runs of equal values. */
final class RunWriter {
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
        for (int index = from; index < end; index++) {
            if (index + 1 == end || values[index + 1] != values[index]) {
                segment.set(SHORT, endAt, (short) (index + 1 - from));
                long above = values[index] - packing.reference();
                long number =
                        packing.divisor() == 1
                                ? above
                                : Long.divideUnsigned(above, packing.divisor());
                writeNumber(number, numberBytes, segment, numberAt);
                endAt += Short.BYTES;
                numberAt += numberBytes;
            }
        }
        return numberAt - offset;
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
