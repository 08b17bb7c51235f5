package dev.tidemark.core.encoding.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The sums of {@link VectorPackedScanKernel}. Narrow numbers are added up in the lanes that they
 * were packed for, as many as a lane has; others are widened to twice their lane.
 */
final class VectorPackedSums {
    private static final int WORD_ROW_BYTES = PackingKernel.WORD_ROW_BYTES;
    private static final int COLUMNS_64 = PackingKernel.VECTOR_ROWS / Long.SIZE;

    /** Numbers of so many bits, as many as a lane of 16 bits can have, add up within the lane. */
    private static final int ADDABLE_WIDTH_16 = 12;

    /** The same for lanes of 32 bits. */
    private static final int ADDABLE_WIDTH_32 = 27;

    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;

    /** Bytes from a register to the one beside it. */
    private static final int NEXT = LONGS.vectorByteSize();

    private VectorPackedSums() {}

    static long sum16(Packing packing, MemorySegment source, long offset) {
        return packing.width() <= ADDABLE_WIDTH_16
                ? sumWithin16(packing, source, offset)
                : sumPairs16(packing, source, offset);
    }

    private static long sumWithin16(Packing packing, MemorySegment source, long offset) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        short mask = (short) ((1 << width) - 1);
        int pairMask = 0xFFFF;
        IntVector sum = IntVector.zero(INTS);
        for (int column = 0; column < COLUMNS_64; column += 2 * LONGS.length()) {
            long at = offset + column * 8L;
            ShortVector word = ShortVector.fromMemorySegment(SHORTS, source, at, ORDER);
            ShortVector nextWord = ShortVector.fromMemorySegment(SHORTS, source, at + NEXT, ORDER);
            int used = 0;
            ShortVector lanes = ShortVector.zero(SHORTS);
            ShortVector nextLanes = ShortVector.zero(SHORTS);
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
                lanes = lanes.add(turned.and(mask));
                nextLanes = nextLanes.add(nextTurned.and(mask));
            }
            IntVector pairs = lanes.reinterpretAsInts();
            IntVector nextPairs = nextLanes.reinterpretAsInts();
            sum =
                    sum.add(pairs.and(pairMask))
                            .add(pairs.lanewise(VectorOperators.LSHR, Short.SIZE))
                            .add(nextPairs.and(pairMask))
                            .add(nextPairs.lanewise(VectorOperators.LSHR, Short.SIZE));
        }
        return sum.reduceLanes(VectorOperators.ADD);
    }

    private static long sumPairs16(Packing packing, MemorySegment source, long offset) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        int mask = (1 << width) - 1;
        IntVector sum = IntVector.zero(INTS);
        IntVector nextSum = IntVector.zero(INTS);
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
                IntVector pairs = turned.reinterpretAsInts();
                IntVector nextPairs = nextTurned.reinterpretAsInts();
                sum =
                        sum.add(pairs.and(mask))
                                .add(pairs.lanewise(VectorOperators.LSHR, Short.SIZE).and(mask));
                nextSum =
                        nextSum.add(nextPairs.and(mask))
                                .add(
                                        nextPairs
                                                .lanewise(VectorOperators.LSHR, Short.SIZE)
                                                .and(mask));
            }
        }
        // At most 1,024 numbers of 16 bits: their sum fits an int.
        return sum.add(nextSum).reduceLanes(VectorOperators.ADD);
    }

    static long sum32(Packing packing, MemorySegment source, long offset) {
        return packing.width() <= ADDABLE_WIDTH_32
                ? sumWithin32(packing, source, offset)
                : sumPairs32(packing, source, offset);
    }

    private static long sumWithin32(Packing packing, MemorySegment source, long offset) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        int mask = -1 >>> -width;
        long pairMask = 0xFFFF_FFFFL;
        LongVector sum = LongVector.zero(LONGS);
        for (int column = 0; column < COLUMNS_64; column += 2 * LONGS.length()) {
            long at = offset + column * 8L;
            IntVector word = IntVector.fromMemorySegment(INTS, source, at, ORDER);
            IntVector nextWord = IntVector.fromMemorySegment(INTS, source, at + NEXT, ORDER);
            int used = 0;
            IntVector lanes = IntVector.zero(INTS);
            IntVector nextLanes = IntVector.zero(INTS);
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
                lanes = lanes.add(turned.and(mask));
                nextLanes = nextLanes.add(nextTurned.and(mask));
            }
            LongVector pairs = lanes.reinterpretAsLongs();
            LongVector nextPairs = nextLanes.reinterpretAsLongs();
            sum =
                    sum.add(pairs.and(pairMask))
                            .add(pairs.lanewise(VectorOperators.LSHR, Integer.SIZE))
                            .add(nextPairs.and(pairMask))
                            .add(nextPairs.lanewise(VectorOperators.LSHR, Integer.SIZE));
        }
        return sum.reduceLanes(VectorOperators.ADD);
    }

    private static long sumPairs32(Packing packing, MemorySegment source, long offset) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        long mask = -1L >>> -width;
        LongVector sum = LongVector.zero(LONGS);
        LongVector nextSum = LongVector.zero(LONGS);
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
                LongVector pairs = turned.reinterpretAsLongs();
                LongVector nextPairs = nextTurned.reinterpretAsLongs();
                sum =
                        sum.add(pairs.and(mask))
                                .add(pairs.lanewise(VectorOperators.LSHR, Integer.SIZE).and(mask));
                nextSum =
                        nextSum.add(nextPairs.and(mask))
                                .add(
                                        nextPairs
                                                .lanewise(VectorOperators.LSHR, Integer.SIZE)
                                                .and(mask));
            }
        }
        return sum.add(nextSum).reduceLanes(VectorOperators.ADD);
    }

    static long sum64(Packing packing, MemorySegment source, long offset) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        long mask = -1L >>> -width;
        LongVector sum = LongVector.zero(LONGS);
        LongVector nextSum = LongVector.zero(LONGS);
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
                sum = sum.add(turned.and(mask));
                nextSum = nextSum.add(nextTurned.and(mask));
            }
        }
        return sum.add(nextSum).reduceLanes(VectorOperators.ADD);
    }
}
