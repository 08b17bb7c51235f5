package dev.tidemark.core.encoding.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API twin. A register holds neighbouring columns; the inner loop walks down the rows of
 * lanes.
 *
 * <p>Shift counts are taken modulo the lane width, so a number that lies within one word can be
 * read as the low and the high part of the same word without a branch: {@code word >>> shift | word
 * << -shift} is a rotation, and the mask keeps the number. Lanes are joined to columns and parted
 * again by shifts within the column, never by moving values across a register. All vectors stay
 * local to a method, because one that escapes is allocated on the heap.
 */
public final class VectorPackingKernel implements PackingKernel {
    private static final int LANES_16 = VECTOR_ROWS / Short.SIZE;
    private static final int LANES_32 = VECTOR_ROWS / Integer.SIZE;
    private static final int LANES_64 = VECTOR_ROWS / Long.SIZE;
    private static final int COLUMNS_32 = VECTOR_ROWS / Integer.SIZE;
    private static final int COLUMNS_64 = VECTOR_ROWS / Long.SIZE;

    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;

    @Override
    public void pack16(
            long[] values, int from, Packing packing, MemorySegment target, long offset) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        long reference = packing.reference();
        for (int column = 0; column < COLUMNS_64; column += LONGS.length()) {
            ShortVector word = ShortVector.zero(SHORTS);
            int filled = 0;
            long at = offset + column * 8L;
            for (int row = 0; row < laneRows; row++) {
                int first = from + row * LANES_16 + column;
                LongVector joined =
                        LongVector.fromArray(LONGS, values, first)
                                .sub(reference)
                                .or(
                                        LongVector.fromArray(LONGS, values, first + COLUMNS_64)
                                                .sub(reference)
                                                .lanewise(VectorOperators.LSHL, 16))
                                .or(
                                        LongVector.fromArray(LONGS, values, first + 2 * COLUMNS_64)
                                                .sub(reference)
                                                .lanewise(VectorOperators.LSHL, 32))
                                .or(
                                        LongVector.fromArray(LONGS, values, first + 3 * COLUMNS_64)
                                                .sub(reference)
                                                .lanewise(VectorOperators.LSHL, 48));
                ShortVector number = joined.reinterpretAsShorts();
                word = word.or(number.lanewise(VectorOperators.LSHL, (short) filled));
                filled += width;
                if (filled >= Short.SIZE) {
                    word.intoMemorySegment(target, at, ORDER);
                    at += WORD_ROW_BYTES;
                    filled -= Short.SIZE;
                    word =
                            filled == 0
                                    ? ShortVector.zero(SHORTS)
                                    : number.lanewise(
                                            VectorOperators.LSHR, (short) (width - filled));
                }
            }
            if (filled > 0) {
                word.intoMemorySegment(target, at, ORDER);
            }
        }
    }

    @Override
    public void pack32(
            long[] values, int from, Packing packing, MemorySegment target, long offset) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        long reference = packing.reference();
        for (int column = 0; column < COLUMNS_64; column += LONGS.length()) {
            IntVector word = IntVector.zero(INTS);
            int filled = 0;
            long at = offset + column * 8L;
            for (int row = 0; row < laneRows; row++) {
                int first = from + row * LANES_32 + column;
                LongVector joined =
                        LongVector.fromArray(LONGS, values, first)
                                .sub(reference)
                                .or(
                                        LongVector.fromArray(LONGS, values, first + COLUMNS_64)
                                                .sub(reference)
                                                .lanewise(VectorOperators.LSHL, 32));
                IntVector number = joined.reinterpretAsInts();
                word = word.or(number.lanewise(VectorOperators.LSHL, filled));
                filled += width;
                if (filled >= Integer.SIZE) {
                    word.intoMemorySegment(target, at, ORDER);
                    at += WORD_ROW_BYTES;
                    filled -= Integer.SIZE;
                    word =
                            filled == 0
                                    ? IntVector.zero(INTS)
                                    : number.lanewise(VectorOperators.LSHR, width - filled);
                }
            }
            if (filled > 0) {
                word.intoMemorySegment(target, at, ORDER);
            }
        }
    }

    @Override
    public void pack64(
            long[] values, int from, Packing packing, MemorySegment target, long offset) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        long reference = packing.reference();
        for (int column = 0; column < COLUMNS_64; column += LONGS.length()) {
            LongVector word = LongVector.zero(LONGS);
            int filled = 0;
            long at = offset + column * 8L;
            for (int row = 0; row < laneRows; row++) {
                int first = from + row * LANES_64 + column;
                LongVector number = LongVector.fromArray(LONGS, values, first).sub(reference);
                word = word.or(number.lanewise(VectorOperators.LSHL, filled));
                filled += width;
                if (filled >= Long.SIZE) {
                    word.intoMemorySegment(target, at, ORDER);
                    at += WORD_ROW_BYTES;
                    filled -= Long.SIZE;
                    word =
                            filled == 0
                                    ? LongVector.zero(LONGS)
                                    : number.lanewise(VectorOperators.LSHR, width - filled);
                }
            }
            if (filled > 0) {
                word.intoMemorySegment(target, at, ORDER);
            }
        }
    }

    @Override
    public void pack16(int[] values, int from, Packing packing, MemorySegment target, long offset) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        int reference = (int) packing.reference();
        for (int column = 0; column < COLUMNS_32; column += INTS.length()) {
            ShortVector word = ShortVector.zero(SHORTS);
            int filled = 0;
            long at = offset + column * 4L;
            for (int row = 0; row < laneRows; row++) {
                int first = from + row * LANES_16 + column;
                IntVector joined =
                        IntVector.fromArray(INTS, values, first)
                                .sub(reference)
                                .or(
                                        IntVector.fromArray(INTS, values, first + COLUMNS_32)
                                                .sub(reference)
                                                .lanewise(VectorOperators.LSHL, 16));
                ShortVector number = joined.reinterpretAsShorts();
                word = word.or(number.lanewise(VectorOperators.LSHL, (short) filled));
                filled += width;
                if (filled >= Short.SIZE) {
                    word.intoMemorySegment(target, at, ORDER);
                    at += WORD_ROW_BYTES;
                    filled -= Short.SIZE;
                    word =
                            filled == 0
                                    ? ShortVector.zero(SHORTS)
                                    : number.lanewise(
                                            VectorOperators.LSHR, (short) (width - filled));
                }
            }
            if (filled > 0) {
                word.intoMemorySegment(target, at, ORDER);
            }
        }
    }

    @Override
    public void pack32(int[] values, int from, Packing packing, MemorySegment target, long offset) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        int reference = (int) packing.reference();
        for (int column = 0; column < COLUMNS_32; column += INTS.length()) {
            IntVector word = IntVector.zero(INTS);
            int filled = 0;
            long at = offset + column * 4L;
            for (int row = 0; row < laneRows; row++) {
                int first = from + row * LANES_32 + column;
                IntVector number = IntVector.fromArray(INTS, values, first).sub(reference);
                word = word.or(number.lanewise(VectorOperators.LSHL, filled));
                filled += width;
                if (filled >= Integer.SIZE) {
                    word.intoMemorySegment(target, at, ORDER);
                    at += WORD_ROW_BYTES;
                    filled -= Integer.SIZE;
                    word =
                            filled == 0
                                    ? IntVector.zero(INTS)
                                    : number.lanewise(VectorOperators.LSHR, width - filled);
                }
            }
            if (filled > 0) {
                word.intoMemorySegment(target, at, ORDER);
            }
        }
    }

    @Override
    public void unpack16(Packing packing, MemorySegment source, long offset, long[] out) {
        if (packing.divisor() != 1) {
            unpackMultiples16(packing, source, offset, out);
            return;
        }
        int laneRows = packing.laneRows();
        int width = packing.width();
        long mask = -1L >>> -width;
        long reference = packing.reference();
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
                LongVector numbers = turned.reinterpretAsLongs();
                int at = row * LANES_16 + column;
                numbers.and(mask).add(reference).intoArray(out, at);
                numbers.lanewise(VectorOperators.LSHR, 16)
                        .and(mask)
                        .add(reference)
                        .intoArray(out, at + COLUMNS_64);
                numbers.lanewise(VectorOperators.LSHR, 32)
                        .and(mask)
                        .add(reference)
                        .intoArray(out, at + 2 * COLUMNS_64);
                numbers.lanewise(VectorOperators.LSHR, 48)
                        .and(mask)
                        .add(reference)
                        .intoArray(out, at + 3 * COLUMNS_64);
            }
        }
    }

    @Override
    public void unpack32(Packing packing, MemorySegment source, long offset, long[] out) {
        if (packing.divisor() != 1) {
            unpackMultiples32(packing, source, offset, out);
            return;
        }
        int laneRows = packing.laneRows();
        int width = packing.width();
        long mask = -1L >>> -width;
        long reference = packing.reference();
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
                LongVector numbers = turned.reinterpretAsLongs();
                int at = row * LANES_32 + column;
                numbers.and(mask).add(reference).intoArray(out, at);
                numbers.lanewise(VectorOperators.LSHR, 32)
                        .and(mask)
                        .add(reference)
                        .intoArray(out, at + COLUMNS_64);
            }
        }
    }

    @Override
    public void unpack64(Packing packing, MemorySegment source, long offset, long[] out) {
        if (packing.divisor() != 1) {
            unpackMultiples64(packing, source, offset, out);
            return;
        }
        int laneRows = packing.laneRows();
        int width = packing.width();
        long mask = -1L >>> -width;
        long reference = packing.reference();
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
                LongVector numbers = turned;
                int at = row * LANES_64 + column;
                numbers.and(mask).add(reference).intoArray(out, at);
            }
        }
    }

    private static void unpackMultiples16(
            Packing packing, MemorySegment source, long offset, long[] out) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        long mask = -1L >>> -width;
        long reference = packing.reference();
        long divisor = packing.divisor();
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
                LongVector numbers = turned.reinterpretAsLongs();
                int at = row * LANES_16 + column;
                numbers.and(mask).mul(divisor).add(reference).intoArray(out, at);
                numbers.lanewise(VectorOperators.LSHR, 16)
                        .and(mask)
                        .mul(divisor)
                        .add(reference)
                        .intoArray(out, at + COLUMNS_64);
                numbers.lanewise(VectorOperators.LSHR, 32)
                        .and(mask)
                        .mul(divisor)
                        .add(reference)
                        .intoArray(out, at + 2 * COLUMNS_64);
                numbers.lanewise(VectorOperators.LSHR, 48)
                        .and(mask)
                        .mul(divisor)
                        .add(reference)
                        .intoArray(out, at + 3 * COLUMNS_64);
            }
        }
    }

    private static void unpackMultiples32(
            Packing packing, MemorySegment source, long offset, long[] out) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        long mask = -1L >>> -width;
        long reference = packing.reference();
        long divisor = packing.divisor();
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
                LongVector numbers = turned.reinterpretAsLongs();
                int at = row * LANES_32 + column;
                numbers.and(mask).mul(divisor).add(reference).intoArray(out, at);
                numbers.lanewise(VectorOperators.LSHR, 32)
                        .and(mask)
                        .mul(divisor)
                        .add(reference)
                        .intoArray(out, at + COLUMNS_64);
            }
        }
    }

    private static void unpackMultiples64(
            Packing packing, MemorySegment source, long offset, long[] out) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        long mask = -1L >>> -width;
        long reference = packing.reference();
        long divisor = packing.divisor();
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
                LongVector numbers = turned;
                int at = row * LANES_64 + column;
                numbers.and(mask).mul(divisor).add(reference).intoArray(out, at);
            }
        }
    }

    @Override
    public void unpack16(Packing packing, MemorySegment source, long offset, int[] out) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        int mask = -1 >>> -width;
        int reference = (int) packing.reference();
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
                IntVector numbers = turned.reinterpretAsInts();
                int at = row * LANES_16 + column;
                numbers.and(mask).add(reference).intoArray(out, at);
                numbers.lanewise(VectorOperators.LSHR, 16)
                        .and(mask)
                        .add(reference)
                        .intoArray(out, at + COLUMNS_32);
            }
        }
    }

    @Override
    public void unpack32(Packing packing, MemorySegment source, long offset, int[] out) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        int mask = -1 >>> -width;
        int reference = (int) packing.reference();
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
                IntVector numbers = turned;
                int at = row * LANES_32 + column;
                numbers.and(mask).add(reference).intoArray(out, at);
            }
        }
    }

    @Override
    public void sumStrided(long[] values, int rowCount) {
        int end = (rowCount + DELTA_STRIDE - 1) / DELTA_STRIDE * DELTA_STRIDE;
        for (int lane = 0; lane < DELTA_STRIDE; lane += LONGS.length()) {
            LongVector sum = LongVector.fromArray(LONGS, values, lane);
            for (int index = lane + DELTA_STRIDE; index < end; index += DELTA_STRIDE) {
                sum = sum.add(LongVector.fromArray(LONGS, values, index));
                sum.intoArray(values, index);
            }
        }
    }
}
