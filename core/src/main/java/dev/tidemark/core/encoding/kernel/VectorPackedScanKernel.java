package dev.tidemark.core.encoding.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API twin. It compares and adds numbers in the lanes that they were packed for, so a
 * register holds up to four times as many as after widening.
 *
 * <p>It walks down the rows of lanes as {@link VectorPackingKernel} does when it unpacks: two
 * registers side by side, each word read once.
 */
public final class VectorPackedScanKernel implements PackedScanKernel {
    private static final int WORD_ROW_BYTES = PackingKernel.WORD_ROW_BYTES;
    private static final int LANES_32 = PackingKernel.VECTOR_ROWS / Integer.SIZE;
    private static final int LANES_64 = PackingKernel.VECTOR_ROWS / Long.SIZE;
    private static final int COLUMNS_32 = PackingKernel.VECTOR_ROWS / Integer.SIZE;
    private static final int COLUMNS_64 = PackingKernel.VECTOR_ROWS / Long.SIZE;

    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;

    /** Bytes from a register to the one beside it. */
    private static final int NEXT = LONGS.vectorByteSize();

    /** The first of every four, and of every two, lanes of a register. */
    private static final long EVERY_FOURTH = 0x1111_1111_1111_1111L;

    private static final long EVERY_SECOND = 0x5555_5555_5555_5555L;

    @Override
    public long sum16(Packing packing, MemorySegment source, long offset) {
        return VectorPackedSums.sum16(packing, source, offset);
    }

    @Override
    public long sum32(Packing packing, MemorySegment source, long offset) {
        return VectorPackedSums.sum32(packing, source, offset);
    }

    @Override
    public long sum64(Packing packing, MemorySegment source, long offset) {
        return VectorPackedSums.sum64(packing, source, offset);
    }

    @Override
    public void selectLongs16(
            Packing packing, MemorySegment source, long offset, PackedRange range, long[] bits) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        short mask = (short) ((1 << width) - 1);
        short least = (short) range.low();
        // Flipping the highest bit lets signed comparisons, which every machine has, do.
        short flip = Short.MIN_VALUE;
        short span = (short) ((range.high() - range.low()) ^ Short.MIN_VALUE);
        Arrays.fill(bits, 0, WORDS, 0);
        for (int column = 0; column < COLUMNS_64; column += 2 * LONGS.length()) {
            long at = offset + column * 8L;
            ShortVector word = ShortVector.fromMemorySegment(SHORTS, source, at, ORDER);
            ShortVector nextWord = ShortVector.fromMemorySegment(SHORTS, source, at + NEXT, ORDER);
            int used = 0;
            for (int row = 0; row < laneRows; row++) {
                ShortVector turned = word.lanewise(VectorOperators.LSHR, (short) used);
                ShortVector nextTurned = nextWord.lanewise(VectorOperators.LSHR, (short) used);
                used += width;
                if (used >= Short.SIZE) {
                    used -= Short.SIZE;
                    if (used > 0 || row + 1 < laneRows) {
                        at += WORD_ROW_BYTES;
                        word = ShortVector.fromMemorySegment(SHORTS, source, at, ORDER);
                        nextWord = ShortVector.fromMemorySegment(SHORTS, source, at + NEXT, ORDER);
                    }
                    if (used > 0) {
                        int shift = width - used;
                        turned = turned.or(word.lanewise(VectorOperators.LSHL, (short) shift));
                        nextTurned =
                                nextTurned.or(
                                        nextWord.lanewise(VectorOperators.LSHL, (short) shift));
                    }
                }
                long found =
                        turned.and(mask)
                                .sub(least)
                                .lanewise(VectorOperators.XOR, flip)
                                .compare(VectorOperators.LE, span)
                                .toLong();
                long nextFound =
                        nextTurned
                                .and(mask)
                                .sub(least)
                                .lanewise(VectorOperators.XOR, flip)
                                .compare(VectorOperators.LE, span)
                                .toLong();
                found |= nextFound << SHORTS.length();
                long rows =
                        Long.compress(found, EVERY_FOURTH)
                                | Long.compress(found, EVERY_FOURTH << 1) << COLUMNS_64
                                | Long.compress(found, EVERY_FOURTH << 2) << (2 * COLUMNS_64)
                                | Long.compress(found, EVERY_FOURTH << 3) << (3 * COLUMNS_64);
                bits[row] |= rows << column;
            }
        }
        PackedScanKernel.clearFrom(packing.rowCount(), bits);
    }

    @Override
    public void selectLongs32(
            Packing packing, MemorySegment source, long offset, PackedRange range, long[] bits) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        int mask = -1 >>> -width;
        int least = (int) range.low();
        // Flipping the highest bit lets signed comparisons, which every machine has, do.
        int flip = Integer.MIN_VALUE;
        int span = (int) ((range.high() - range.low()) ^ Integer.MIN_VALUE);
        Arrays.fill(bits, 0, WORDS, 0);
        for (int column = 0; column < COLUMNS_64; column += 2 * LONGS.length()) {
            long at = offset + column * 8L;
            IntVector word = IntVector.fromMemorySegment(INTS, source, at, ORDER);
            IntVector nextWord = IntVector.fromMemorySegment(INTS, source, at + NEXT, ORDER);
            int used = 0;
            for (int row = 0; row < laneRows; row++) {
                IntVector turned = word.lanewise(VectorOperators.LSHR, used);
                IntVector nextTurned = nextWord.lanewise(VectorOperators.LSHR, used);
                used += width;
                if (used >= Integer.SIZE) {
                    used -= Integer.SIZE;
                    if (used > 0 || row + 1 < laneRows) {
                        at += WORD_ROW_BYTES;
                        word = IntVector.fromMemorySegment(INTS, source, at, ORDER);
                        nextWord = IntVector.fromMemorySegment(INTS, source, at + NEXT, ORDER);
                    }
                    if (used > 0) {
                        int shift = width - used;
                        turned = turned.or(word.lanewise(VectorOperators.LSHL, shift));
                        nextTurned = nextTurned.or(nextWord.lanewise(VectorOperators.LSHL, shift));
                    }
                }
                long found =
                        turned.and(mask)
                                .sub(least)
                                .lanewise(VectorOperators.XOR, flip)
                                .compare(VectorOperators.LE, span)
                                .toLong();
                long nextFound =
                        nextTurned
                                .and(mask)
                                .sub(least)
                                .lanewise(VectorOperators.XOR, flip)
                                .compare(VectorOperators.LE, span)
                                .toLong();
                found |= nextFound << INTS.length();
                long rows =
                        Long.compress(found, EVERY_SECOND)
                                | Long.compress(found, EVERY_SECOND << 1) << COLUMNS_64;
                int to = row * LANES_32 + column;
                bits[to >>> 6] |= rows << to;
            }
        }
        PackedScanKernel.clearFrom(packing.rowCount(), bits);
    }

    @Override
    public void selectLongs64(
            Packing packing, MemorySegment source, long offset, PackedRange range, long[] bits) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        long mask = -1L >>> -width;
        long least = range.low();
        // Flipping the highest bit lets signed comparisons, which every machine has, do.
        long flip = Long.MIN_VALUE;
        long span = (range.high() - range.low()) ^ Long.MIN_VALUE;
        Arrays.fill(bits, 0, WORDS, 0);
        for (int column = 0; column < COLUMNS_64; column += 2 * LONGS.length()) {
            long at = offset + column * 8L;
            LongVector word = LongVector.fromMemorySegment(LONGS, source, at, ORDER);
            LongVector nextWord = LongVector.fromMemorySegment(LONGS, source, at + NEXT, ORDER);
            int used = 0;
            for (int row = 0; row < laneRows; row++) {
                LongVector turned = word.lanewise(VectorOperators.LSHR, used);
                LongVector nextTurned = nextWord.lanewise(VectorOperators.LSHR, used);
                used += width;
                if (used >= Long.SIZE) {
                    used -= Long.SIZE;
                    if (used > 0 || row + 1 < laneRows) {
                        at += WORD_ROW_BYTES;
                        word = LongVector.fromMemorySegment(LONGS, source, at, ORDER);
                        nextWord = LongVector.fromMemorySegment(LONGS, source, at + NEXT, ORDER);
                    }
                    if (used > 0) {
                        int shift = width - used;
                        turned = turned.or(word.lanewise(VectorOperators.LSHL, shift));
                        nextTurned = nextTurned.or(nextWord.lanewise(VectorOperators.LSHL, shift));
                    }
                }
                long found =
                        turned.and(mask)
                                .sub(least)
                                .lanewise(VectorOperators.XOR, flip)
                                .compare(VectorOperators.LE, span)
                                .toLong();
                long nextFound =
                        nextTurned
                                .and(mask)
                                .sub(least)
                                .lanewise(VectorOperators.XOR, flip)
                                .compare(VectorOperators.LE, span)
                                .toLong();
                found |= nextFound << LONGS.length();
                int to = row * LANES_64 + column;
                bits[to >>> 6] |= found << to;
            }
        }
        PackedScanKernel.clearFrom(packing.rowCount(), bits);
    }

    @Override
    public void selectInts16(
            Packing packing, MemorySegment source, long offset, PackedRange range, long[] bits) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        short mask = (short) ((1 << width) - 1);
        short least = (short) range.low();
        // Flipping the highest bit lets signed comparisons, which every machine has, do.
        short flip = Short.MIN_VALUE;
        short span = (short) ((range.high() - range.low()) ^ Short.MIN_VALUE);
        Arrays.fill(bits, 0, WORDS, 0);
        for (int column = 0; column < COLUMNS_32; column += 2 * INTS.length()) {
            long at = offset + column * 4L;
            ShortVector word = ShortVector.fromMemorySegment(SHORTS, source, at, ORDER);
            ShortVector nextWord = ShortVector.fromMemorySegment(SHORTS, source, at + NEXT, ORDER);
            int used = 0;
            for (int row = 0; row < laneRows; row++) {
                ShortVector turned = word.lanewise(VectorOperators.LSHR, (short) used);
                ShortVector nextTurned = nextWord.lanewise(VectorOperators.LSHR, (short) used);
                used += width;
                if (used >= Short.SIZE) {
                    used -= Short.SIZE;
                    if (used > 0 || row + 1 < laneRows) {
                        at += WORD_ROW_BYTES;
                        word = ShortVector.fromMemorySegment(SHORTS, source, at, ORDER);
                        nextWord = ShortVector.fromMemorySegment(SHORTS, source, at + NEXT, ORDER);
                    }
                    if (used > 0) {
                        int shift = width - used;
                        turned = turned.or(word.lanewise(VectorOperators.LSHL, (short) shift));
                        nextTurned =
                                nextTurned.or(
                                        nextWord.lanewise(VectorOperators.LSHL, (short) shift));
                    }
                }
                long found =
                        turned.and(mask)
                                .sub(least)
                                .lanewise(VectorOperators.XOR, flip)
                                .compare(VectorOperators.LE, span)
                                .toLong();
                long nextFound =
                        nextTurned
                                .and(mask)
                                .sub(least)
                                .lanewise(VectorOperators.XOR, flip)
                                .compare(VectorOperators.LE, span)
                                .toLong();
                found |= nextFound << SHORTS.length();
                long rows =
                        Long.compress(found, EVERY_SECOND)
                                | Long.compress(found, EVERY_SECOND << 1) << COLUMNS_32;
                bits[row] |= rows << column;
            }
        }
        PackedScanKernel.clearFrom(packing.rowCount(), bits);
    }

    @Override
    public void selectInts32(
            Packing packing, MemorySegment source, long offset, PackedRange range, long[] bits) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        int mask = -1 >>> -width;
        int least = (int) range.low();
        // Flipping the highest bit lets signed comparisons, which every machine has, do.
        int flip = Integer.MIN_VALUE;
        int span = (int) ((range.high() - range.low()) ^ Integer.MIN_VALUE);
        Arrays.fill(bits, 0, WORDS, 0);
        for (int column = 0; column < COLUMNS_32; column += 2 * INTS.length()) {
            long at = offset + column * 4L;
            IntVector word = IntVector.fromMemorySegment(INTS, source, at, ORDER);
            IntVector nextWord = IntVector.fromMemorySegment(INTS, source, at + NEXT, ORDER);
            int used = 0;
            for (int row = 0; row < laneRows; row++) {
                IntVector turned = word.lanewise(VectorOperators.LSHR, used);
                IntVector nextTurned = nextWord.lanewise(VectorOperators.LSHR, used);
                used += width;
                if (used >= Integer.SIZE) {
                    used -= Integer.SIZE;
                    if (used > 0 || row + 1 < laneRows) {
                        at += WORD_ROW_BYTES;
                        word = IntVector.fromMemorySegment(INTS, source, at, ORDER);
                        nextWord = IntVector.fromMemorySegment(INTS, source, at + NEXT, ORDER);
                    }
                    if (used > 0) {
                        int shift = width - used;
                        turned = turned.or(word.lanewise(VectorOperators.LSHL, shift));
                        nextTurned = nextTurned.or(nextWord.lanewise(VectorOperators.LSHL, shift));
                    }
                }
                long found =
                        turned.and(mask)
                                .sub(least)
                                .lanewise(VectorOperators.XOR, flip)
                                .compare(VectorOperators.LE, span)
                                .toLong();
                long nextFound =
                        nextTurned
                                .and(mask)
                                .sub(least)
                                .lanewise(VectorOperators.XOR, flip)
                                .compare(VectorOperators.LE, span)
                                .toLong();
                found |= nextFound << INTS.length();
                int to = row * LANES_32 + column;
                bits[to >>> 6] |= found << to;
            }
        }
        PackedScanKernel.clearFrom(packing.rowCount(), bits);
    }
}
