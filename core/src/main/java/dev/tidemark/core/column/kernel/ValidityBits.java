package dev.tidemark.core.column.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * Moves of validity bitmaps, to and from any bit: one bit a row in 64-bit words, least significant
 * first. In the target, what lies beside the rows that are named stays.
 *
 * <p>Plain loops only: a word is 64 rows already when runs are copied. Gathering bits by vectors
 * was slower; the {@linkplain dev.tidemark.core.column.kernel package} tells the figures.
 */
public final class ValidityBits {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private ValidityBits() {}

    /** Copies {@code count} bits. */
    public static void copy(
            long[] source, int sourceFrom, long[] target, int targetFrom, int count) {
        int done = 0;
        while (done < count) {
            int to = targetFrom + done;
            int bits = Math.min(count - done, Long.SIZE - (to & 63));
            int from = sourceFrom + done;
            int word = from >>> 6;
            long value = source[word] >>> from;
            if ((from & 63) + bits > Long.SIZE) {
                value |= source[word + 1] << -from;
            }
            put(target, to, bits, value);
            done += bits;
        }
    }

    /** Copies {@code count} bits of a bitmap in native memory. */
    public static void copy(
            MemorySegment source, int sourceFrom, long[] target, int targetFrom, int count) {
        int done = 0;
        while (done < count) {
            int to = targetFrom + done;
            int bits = Math.min(count - done, Long.SIZE - (to & 63));
            int from = sourceFrom + done;
            long at = (long) (from >>> 6) << 3;
            long value = source.get(LONG, at) >>> from;
            if ((from & 63) + bits > Long.SIZE) {
                value |= source.get(LONG, at + Long.BYTES) << -from;
            }
            put(target, to, bits, value);
            done += bits;
        }
    }

    /** Clears {@code count} bits. */
    public static void clear(long[] target, int from, int count) {
        int done = 0;
        while (done < count) {
            int to = from + done;
            int bits = Math.min(count - done, Long.SIZE - (to & 63));
            put(target, to, bits, 0L);
            done += bits;
        }
    }

    /** Gathers bits. */
    public static void gather(long[] source, Picks picks, long[] target) {
        int done = 0;
        while (done < picks.count()) {
            int to = picks.at() + done;
            int bits = Math.min(picks.count() - done, Long.SIZE - (to & 63));
            long value = 0;
            for (int bit = 0; bit < bits; bit++) {
                int row = picks.rowFor(to + bit);
                value |= (source[row >>> 6] >>> row & 1L) << bit;
            }
            put(target, to, bits, value);
            done += bits;
        }
    }

    /** Gathers bits of a bitmap in native memory. */
    public static void gather(MemorySegment source, Picks picks, long[] target) {
        int done = 0;
        while (done < picks.count()) {
            int to = picks.at() + done;
            int bits = Math.min(picks.count() - done, Long.SIZE - (to & 63));
            long value = 0;
            for (int bit = 0; bit < bits; bit++) {
                int row = picks.rowFor(to + bit);
                value |= (source.get(LONG, (long) (row >>> 6) << 3) >>> row & 1L) << bit;
            }
            put(target, to, bits, value);
            done += bits;
        }
    }

    /**
     * Clears the bits of rows that are NULL, at the places of these rows.
     *
     * @param source a bitmap; null if all rows are NULL
     */
    public static void clearNulls(
            @Nullable MemorySegment source, Run run, Slots slots, long[] target) {
        int done = 0;
        while (done < run.count()) {
            int from = run.row() + done;
            int bits = Math.min(run.count() - done, Long.SIZE - (from & 63));
            long valid = source == null ? 0 : source.get(LONG, (long) (from >>> 6) << 3) >>> from;
            long nulls = ~valid & -1L >>> (Long.SIZE - bits);
            while (nulls != 0) {
                int bit = Long.numberOfTrailingZeros(nulls);
                int index = slots.index(run.at() + done + bit);
                if (slots.has(index)) {
                    target[index >>> 6] &= ~(1L << index);
                }
                nulls &= nulls - 1;
            }
            done += bits;
        }
    }

    /** Puts the low bits of a value at an index, all into one word. */
    private static void put(long[] target, int index, int bits, long value) {
        long mask = (-1L >>> (Long.SIZE - bits)) << index;
        int word = index >>> 6;
        target[word] = (target[word] & ~mask) | ((value << index) & mask);
    }
}
