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
 */
public final class VectorPackedScanKernel implements PackedScanKernel {
    private static final int VECTOR_ROWS = PackingKernel.VECTOR_ROWS;
    private static final int WORD_ROW_BYTES = PackingKernel.WORD_ROW_BYTES;
    private static final int LANES_16 = VECTOR_ROWS / Short.SIZE;
    private static final int LANES_32 = VECTOR_ROWS / Integer.SIZE;
    private static final int LANES_64 = VECTOR_ROWS / Long.SIZE;
    private static final int COLUMNS_32 = VECTOR_ROWS / Integer.SIZE;
    private static final int COLUMNS_64 = VECTOR_ROWS / Long.SIZE;

    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;

    /** The first of every four, and of every two, lanes of a register. */
    private static final long EVERY_FOURTH = 0x1111_1111_1111_1111L;

    private static final long EVERY_SECOND = 0x5555_5555_5555_5555L;

    @Override
    public long sum16(Packing packing, MemorySegment source, long offset) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        int mask = (1 << width) - 1;
        IntVector sum = IntVector.zero(INTS);
        for (int column = 0; column < COLUMNS_64; column += LONGS.length()) {
            long columnAt = offset + column * 8L;
            for (int row = 0; row < laneRows; row++) {
                int bit = row * width;
                int shift = bit % Short.SIZE;
                long lowAt = columnAt + (long) (bit / Short.SIZE) * WORD_ROW_BYTES;
                long highAt = columnAt + (long) ((bit + width - 1) / Short.SIZE) * WORD_ROW_BYTES;
                ShortVector low = ShortVector.fromMemorySegment(SHORTS, source, lowAt, ORDER);
                ShortVector high = ShortVector.fromMemorySegment(SHORTS, source, highAt, ORDER);
                ShortVector turned =
                        low.lanewise(VectorOperators.LSHR, (short) shift)
                                .or(high.lanewise(VectorOperators.LSHL, (short) -shift));
                IntVector pairs = turned.reinterpretAsInts();
                sum =
                        sum.add(pairs.and(mask))
                                .add(pairs.lanewise(VectorOperators.LSHR, Short.SIZE).and(mask));
            }
        }
        // At most 1,024 numbers of 16 bits: their sum fits an int.
        return sum.reduceLanes(VectorOperators.ADD);
    }

    @Override
    public long sum32(Packing packing, MemorySegment source, long offset) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        long mask = -1L >>> -width;
        LongVector sum = LongVector.zero(LONGS);
        for (int column = 0; column < COLUMNS_64; column += LONGS.length()) {
            long columnAt = offset + column * 8L;
            for (int row = 0; row < laneRows; row++) {
                int bit = row * width;
                int shift = bit % Integer.SIZE;
                long lowAt = columnAt + (long) (bit / Integer.SIZE) * WORD_ROW_BYTES;
                long highAt = columnAt + (long) ((bit + width - 1) / Integer.SIZE) * WORD_ROW_BYTES;
                IntVector low = IntVector.fromMemorySegment(INTS, source, lowAt, ORDER);
                IntVector high = IntVector.fromMemorySegment(INTS, source, highAt, ORDER);
                IntVector turned =
                        low.lanewise(VectorOperators.LSHR, shift)
                                .or(high.lanewise(VectorOperators.LSHL, -shift));
                LongVector pairs = turned.reinterpretAsLongs();
                sum =
                        sum.add(pairs.and(mask))
                                .add(pairs.lanewise(VectorOperators.LSHR, Integer.SIZE).and(mask));
            }
        }
        return sum.reduceLanes(VectorOperators.ADD);
    }

    @Override
    public long sum64(Packing packing, MemorySegment source, long offset) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        long mask = -1L >>> -width;
        LongVector sum = LongVector.zero(LONGS);
        for (int column = 0; column < COLUMNS_64; column += LONGS.length()) {
            long columnAt = offset + column * 8L;
            for (int row = 0; row < laneRows; row++) {
                int bit = row * width;
                int shift = bit % Long.SIZE;
                long lowAt = columnAt + (long) (bit / Long.SIZE) * WORD_ROW_BYTES;
                long highAt = columnAt + (long) ((bit + width - 1) / Long.SIZE) * WORD_ROW_BYTES;
                LongVector low = LongVector.fromMemorySegment(LONGS, source, lowAt, ORDER);
                LongVector high = LongVector.fromMemorySegment(LONGS, source, highAt, ORDER);
                LongVector turned =
                        low.lanewise(VectorOperators.LSHR, shift)
                                .or(high.lanewise(VectorOperators.LSHL, -shift));
                sum = sum.add(turned.and(mask));
            }
        }
        return sum.reduceLanes(VectorOperators.ADD);
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
        for (int column = 0; column < COLUMNS_64; column += LONGS.length()) {
            long columnAt = offset + column * 8L;
            for (int row = 0; row < laneRows; row++) {
                int bit = row * width;
                int shift = bit % Short.SIZE;
                long lowAt = columnAt + (long) (bit / Short.SIZE) * WORD_ROW_BYTES;
                long highAt = columnAt + (long) ((bit + width - 1) / Short.SIZE) * WORD_ROW_BYTES;
                ShortVector low = ShortVector.fromMemorySegment(SHORTS, source, lowAt, ORDER);
                ShortVector high = ShortVector.fromMemorySegment(SHORTS, source, highAt, ORDER);
                ShortVector turned =
                        low.lanewise(VectorOperators.LSHR, (short) shift)
                                .or(high.lanewise(VectorOperators.LSHL, (short) -shift));
                long found =
                        turned.and(mask)
                                .sub(least)
                                .lanewise(VectorOperators.XOR, flip)
                                .compare(VectorOperators.LE, span)
                                .toLong();
                int at = row * LANES_16 + column;
                bits[at >>> 6] |= Long.compress(found, EVERY_FOURTH) << at;
                bits[(at + COLUMNS_64) >>> 6] |=
                        Long.compress(found, EVERY_FOURTH << 1) << (at + COLUMNS_64);
                bits[(at + 2 * COLUMNS_64) >>> 6] |=
                        Long.compress(found, EVERY_FOURTH << 2) << (at + 2 * COLUMNS_64);
                bits[(at + 3 * COLUMNS_64) >>> 6] |=
                        Long.compress(found, EVERY_FOURTH << 3) << (at + 3 * COLUMNS_64);
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
        for (int column = 0; column < COLUMNS_64; column += LONGS.length()) {
            long columnAt = offset + column * 8L;
            for (int row = 0; row < laneRows; row++) {
                int bit = row * width;
                int shift = bit % Integer.SIZE;
                long lowAt = columnAt + (long) (bit / Integer.SIZE) * WORD_ROW_BYTES;
                long highAt = columnAt + (long) ((bit + width - 1) / Integer.SIZE) * WORD_ROW_BYTES;
                IntVector low = IntVector.fromMemorySegment(INTS, source, lowAt, ORDER);
                IntVector high = IntVector.fromMemorySegment(INTS, source, highAt, ORDER);
                IntVector turned =
                        low.lanewise(VectorOperators.LSHR, shift)
                                .or(high.lanewise(VectorOperators.LSHL, -shift));
                long found =
                        turned.and(mask)
                                .sub(least)
                                .lanewise(VectorOperators.XOR, flip)
                                .compare(VectorOperators.LE, span)
                                .toLong();
                int at = row * LANES_32 + column;
                bits[at >>> 6] |= Long.compress(found, EVERY_SECOND) << at;
                bits[(at + COLUMNS_64) >>> 6] |=
                        Long.compress(found, EVERY_SECOND << 1) << (at + COLUMNS_64);
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
        for (int column = 0; column < COLUMNS_64; column += LONGS.length()) {
            long columnAt = offset + column * 8L;
            for (int row = 0; row < laneRows; row++) {
                int bit = row * width;
                int shift = bit % Long.SIZE;
                long lowAt = columnAt + (long) (bit / Long.SIZE) * WORD_ROW_BYTES;
                long highAt = columnAt + (long) ((bit + width - 1) / Long.SIZE) * WORD_ROW_BYTES;
                LongVector low = LongVector.fromMemorySegment(LONGS, source, lowAt, ORDER);
                LongVector high = LongVector.fromMemorySegment(LONGS, source, highAt, ORDER);
                LongVector turned =
                        low.lanewise(VectorOperators.LSHR, shift)
                                .or(high.lanewise(VectorOperators.LSHL, -shift));
                long found =
                        turned.and(mask)
                                .sub(least)
                                .lanewise(VectorOperators.XOR, flip)
                                .compare(VectorOperators.LE, span)
                                .toLong();
                int at = row * LANES_64 + column;
                bits[at >>> 6] |= found << at;
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
        for (int column = 0; column < COLUMNS_32; column += INTS.length()) {
            long columnAt = offset + column * 4L;
            for (int row = 0; row < laneRows; row++) {
                int bit = row * width;
                int shift = bit % Short.SIZE;
                long lowAt = columnAt + (long) (bit / Short.SIZE) * WORD_ROW_BYTES;
                long highAt = columnAt + (long) ((bit + width - 1) / Short.SIZE) * WORD_ROW_BYTES;
                ShortVector low = ShortVector.fromMemorySegment(SHORTS, source, lowAt, ORDER);
                ShortVector high = ShortVector.fromMemorySegment(SHORTS, source, highAt, ORDER);
                ShortVector turned =
                        low.lanewise(VectorOperators.LSHR, (short) shift)
                                .or(high.lanewise(VectorOperators.LSHL, (short) -shift));
                long found =
                        turned.and(mask)
                                .sub(least)
                                .lanewise(VectorOperators.XOR, flip)
                                .compare(VectorOperators.LE, span)
                                .toLong();
                int at = row * LANES_16 + column;
                bits[at >>> 6] |= Long.compress(found, EVERY_SECOND) << at;
                bits[(at + COLUMNS_32) >>> 6] |=
                        Long.compress(found, EVERY_SECOND << 1) << (at + COLUMNS_32);
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
        for (int column = 0; column < COLUMNS_32; column += INTS.length()) {
            long columnAt = offset + column * 4L;
            for (int row = 0; row < laneRows; row++) {
                int bit = row * width;
                int shift = bit % Integer.SIZE;
                long lowAt = columnAt + (long) (bit / Integer.SIZE) * WORD_ROW_BYTES;
                long highAt = columnAt + (long) ((bit + width - 1) / Integer.SIZE) * WORD_ROW_BYTES;
                IntVector low = IntVector.fromMemorySegment(INTS, source, lowAt, ORDER);
                IntVector high = IntVector.fromMemorySegment(INTS, source, highAt, ORDER);
                IntVector turned =
                        low.lanewise(VectorOperators.LSHR, shift)
                                .or(high.lanewise(VectorOperators.LSHL, -shift));
                long found =
                        turned.and(mask)
                                .sub(least)
                                .lanewise(VectorOperators.XOR, flip)
                                .compare(VectorOperators.LE, span)
                                .toLong();
                int at = row * LANES_32 + column;
                bits[at >>> 6] |= found << at;
            }
        }
        PackedScanKernel.clearFrom(packing.rowCount(), bits);
    }
}
