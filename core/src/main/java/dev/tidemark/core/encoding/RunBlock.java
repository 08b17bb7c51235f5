package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.BLOCK_ROWS;
import static dev.tidemark.core.encoding.BlockLayout.BLOCK_VECTORS;
import static dev.tidemark.core.encoding.BlockLayout.INT;
import static dev.tidemark.core.encoding.BlockLayout.LONG;
import static dev.tidemark.core.encoding.BlockLayout.SHORT;

import dev.tidemark.core.encoding.kernel.IntegerKernel;
import dev.tidemark.core.encoding.kernel.Packing;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A block as runs of equal values: they are found once, vector by vector, and then measured and
 * written instead of the rows. Reusable scratch.
 */
final class RunBlock {
    private final IntegerKernel kernel;
    private final int[] firstRun = new int[BLOCK_VECTORS + 1];
    private final char[] probedEnds = new char[BlockLayout.VECTOR_ROWS];
    private char[] ends = {};
    private long[] values = {};

    RunBlock(IntegerKernel kernel) {
        this.kernel = kernel;
    }

    /** How many runs there are among {@code count} values, at least one, without keeping them. */
    int count(long[] source, int from, int count) {
        return kernel.findRuns(source, from, count, probedEnds, 0);
    }

    /** As {@link #count(long[], int, int)}. */
    int count(int[] source, int from, int count) {
        return kernel.findRuns(source, from, count, probedEnds, 0);
    }

    /**
     * Finds the runs of a vector, after those of the vectors before it.
     *
     * @param source holds its {@code count} values from index {@code from} on
     */
    void find(long[] source, int from, int count, int vector) {
        makeRoom();
        int first = firstRun[vector];
        int runCount = kernel.findRuns(source, from, count, ends, first);
        for (int run = first; run < first + runCount; run++) {
            values[run] = source[from + ends[run] - 1];
        }
        firstRun[vector + 1] = first + runCount;
    }

    /** As {@link #find(long[], int, int, int)}. */
    void find(int[] source, int from, int count, int vector) {
        makeRoom();
        int first = firstRun[vector];
        int runCount = kernel.findRuns(source, from, count, ends, first);
        for (int run = first; run < first + runCount; run++) {
            values[run] = source[from + ends[run] - 1];
        }
        firstRun[vector + 1] = first + runCount;
    }

    private void makeRoom() {
        if (ends.length == 0) {
            ends = new char[BLOCK_ROWS];
            values = new long[BLOCK_ROWS];
        }
    }

    /** The value of each run of the block. */
    long[] values() {
        return values;
    }

    /** Where the runs of a vector begin in {@link #values()}; they end where the next begin. */
    int firstRun(int vector) {
        return firstRun[vector];
    }

    /** The sum of the values of all rows of a vector, wrapping. */
    long sum(int vector) {
        long sum = 0;
        int row = 0;
        for (int run = firstRun[vector]; run < firstRun[vector + 1]; run++) {
            sum += values[run] * (ends[run] - row);
            row = ends[run];
        }
        return sum;
    }

    /** Bits of a run's number, whole bytes of a power of two, for numbers of so many bits. */
    private static int roundedWidth(int width) {
        return width <= Byte.SIZE ? Byte.SIZE : Math.max(Short.SIZE, roundedUp(width));
    }

    private static int roundedUp(int width) {
        return Integer.highestOneBit(2 * width - 1);
    }

    /** Size of the payload of a vector, with numbers of a rounded width. */
    long payloadBytesOf(int vector, int width) {
        return payloadBytes(firstRun[vector + 1] - firstRun[vector], width);
    }

    /** Size of the payload of a vector of so many runs, with numbers of a rounded width. */
    static long payloadBytes(int runCount, int width) {
        return BlockLayout.aligned(
                BlockLayout.RUN_COUNT_BYTES + (long) runCount * (Short.BYTES + width / Byte.SIZE),
                BlockLayout.LOOSE_ALIGNMENT_BYTES);
    }

    /** Size of all payloads, by the widths that the directory knows. */
    long payloadBytes(BlockRows rows, VectorDirectory directory) {
        long bytes = 0;
        for (int vector = 0; vector < rows.vectorCount(); vector++) {
            if (directory.width[vector] > 0) {
                bytes += payloadBytesOf(vector, roundedWidth(directory.width[vector]));
            }
        }
        return bytes;
    }

    /** Writes the payload of a vector, unless all its values are the same. */
    void write(int vector, int count, VectorDirectory directory, BlockFrame frame) {
        if (directory.width[vector] > 0) {
            directory.width[vector] = roundedWidth(directory.width[vector]);
            Packing packing = directory.packing(vector, count);
            long bytes = write(vector, packing, frame.segment(), frame.position());
            directory.payloadOffset[vector] = frame.endLoosePayload(bytes);
        }
    }

    /**
     * Writes the payload of a vector.
     *
     * @param packing rounded width of a run's number, and how values become numbers
     * @return its size
     */
    long write(int vector, Packing packing, MemorySegment segment, long offset) {
        int runCount = firstRun[vector + 1] - firstRun[vector];
        int numberBytes = packing.width() / Byte.SIZE;
        segment.set(SHORT, offset, (short) runCount);
        long endAt = offset + BlockLayout.RUN_COUNT_BYTES;
        long numberAt = endAt + (long) runCount * Short.BYTES;
        for (int run = firstRun[vector]; run < firstRun[vector + 1]; run++) {
            long above = values[run] - packing.reference();
            long number =
                    packing.divisor() == 1 ? above : Long.divideUnsigned(above, packing.divisor());
            segment.set(SHORT, endAt, (short) ends[run]);
            writeNumber(number, numberBytes, segment, numberAt);
            endAt += Short.BYTES;
            numberAt += numberBytes;
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
