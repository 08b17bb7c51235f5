package dev.tidemark.core.encoding.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API twin. A register holds neighbouring lanes; the inner loop walks down the values of
 * those lanes.
 *
 * <p>Shift counts are taken modulo the lane width, so a number that lies within one word can be
 * read as the low and the high part of the same word without a branch: {@code word >>> shift | word
 * << -shift} is a rotation, and the mask keeps the number. All vectors stay local to a method,
 * because one that escapes is allocated on the heap.
 */
public final class VectorPackingKernel implements PackingKernel {
    private static final int LANES_16 = VECTOR_ROWS / Short.SIZE;
    private static final int LANES_32 = VECTOR_ROWS / Integer.SIZE;
    private static final int LANES_64 = VECTOR_ROWS / Long.SIZE;

    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;

    @Override
    public void pack16(short[] numbers, Packing packing, MemorySegment target, long offset) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        for (int lane = 0; lane < LANES_16; lane += SHORTS.length()) {
            ShortVector word = ShortVector.zero(SHORTS);
            int filled = 0;
            long at = offset + lane * 2L;
            for (int row = 0; row < laneRows; row++) {
                ShortVector number = ShortVector.fromArray(SHORTS, numbers, row * LANES_16 + lane);
                word = word.or(number.lanewise(VectorOperators.LSHL, (short) filled));
                filled += width;
                if (filled >= Short.SIZE) {
                    word.intoMemorySegment(target, at, ByteOrder.LITTLE_ENDIAN);
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
                word.intoMemorySegment(target, at, ByteOrder.LITTLE_ENDIAN);
            }
        }
    }

    @Override
    public void pack32(int[] numbers, Packing packing, MemorySegment target, long offset) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        for (int lane = 0; lane < LANES_32; lane += INTS.length()) {
            IntVector word = IntVector.zero(INTS);
            int filled = 0;
            long at = offset + lane * 4L;
            for (int row = 0; row < laneRows; row++) {
                IntVector number = IntVector.fromArray(INTS, numbers, row * LANES_32 + lane);
                word = word.or(number.lanewise(VectorOperators.LSHL, filled));
                filled += width;
                if (filled >= Integer.SIZE) {
                    word.intoMemorySegment(target, at, ByteOrder.LITTLE_ENDIAN);
                    at += WORD_ROW_BYTES;
                    filled -= Integer.SIZE;
                    word =
                            filled == 0
                                    ? IntVector.zero(INTS)
                                    : number.lanewise(VectorOperators.LSHR, width - filled);
                }
            }
            if (filled > 0) {
                word.intoMemorySegment(target, at, ByteOrder.LITTLE_ENDIAN);
            }
        }
    }

    @Override
    public void pack64(long[] numbers, Packing packing, MemorySegment target, long offset) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        for (int lane = 0; lane < LANES_64; lane += LONGS.length()) {
            LongVector word = LongVector.zero(LONGS);
            int filled = 0;
            long at = offset + lane * 8L;
            for (int row = 0; row < laneRows; row++) {
                LongVector number = LongVector.fromArray(LONGS, numbers, row * LANES_64 + lane);
                word = word.or(number.lanewise(VectorOperators.LSHL, filled));
                filled += width;
                if (filled >= Long.SIZE) {
                    word.intoMemorySegment(target, at, ByteOrder.LITTLE_ENDIAN);
                    at += WORD_ROW_BYTES;
                    filled -= Long.SIZE;
                    word =
                            filled == 0
                                    ? LongVector.zero(LONGS)
                                    : number.lanewise(VectorOperators.LSHR, width - filled);
                }
            }
            if (filled > 0) {
                word.intoMemorySegment(target, at, ByteOrder.LITTLE_ENDIAN);
            }
        }
    }

    @Override
    public void unpack16(Packing packing, MemorySegment source, long offset, long[] out) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        short mask = (short) (0xFFFF >>> (Short.SIZE - width));
        long reference = packing.reference();
        long divisor = packing.divisor();
        boolean scaled = divisor != 1;
        for (int lane = 0; lane < LANES_16; lane += SHORTS.length()) {
            long laneAt = offset + lane * 2L;
            for (int row = 0; row < laneRows; row++) {
                int bit = row * width;
                int shift = bit % Short.SIZE;
                long lowAt = laneAt + (long) (bit / Short.SIZE) * WORD_ROW_BYTES;
                long highAt = laneAt + (long) ((bit + width - 1) / Short.SIZE) * WORD_ROW_BYTES;
                ShortVector low =
                        ShortVector.fromMemorySegment(
                                SHORTS, source, lowAt, ByteOrder.LITTLE_ENDIAN);
                ShortVector high =
                        ShortVector.fromMemorySegment(
                                SHORTS, source, highAt, ByteOrder.LITTLE_ENDIAN);
                ShortVector numbers =
                        low.lanewise(VectorOperators.LSHR, (short) shift)
                                .or(high.lanewise(VectorOperators.LSHL, (short) -shift))
                                .and(mask);
                int at = row * LANES_16 + lane;
                LongVector part0 =
                        (LongVector)
                                numbers.convertShape(VectorOperators.ZERO_EXTEND_S2L, LONGS, 0);
                (scaled ? part0.mul(divisor) : part0).add(reference).intoArray(out, at);
                LongVector part1 =
                        (LongVector)
                                numbers.convertShape(VectorOperators.ZERO_EXTEND_S2L, LONGS, 1);
                (scaled ? part1.mul(divisor) : part1)
                        .add(reference)
                        .intoArray(out, at + LONGS.length());
                LongVector part2 =
                        (LongVector)
                                numbers.convertShape(VectorOperators.ZERO_EXTEND_S2L, LONGS, 2);
                (scaled ? part2.mul(divisor) : part2)
                        .add(reference)
                        .intoArray(out, at + 2 * LONGS.length());
                LongVector part3 =
                        (LongVector)
                                numbers.convertShape(VectorOperators.ZERO_EXTEND_S2L, LONGS, 3);
                (scaled ? part3.mul(divisor) : part3)
                        .add(reference)
                        .intoArray(out, at + 3 * LONGS.length());
            }
        }
    }

    @Override
    public void unpack32(Packing packing, MemorySegment source, long offset, long[] out) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        int mask = -1 >>> (Integer.SIZE - width);
        long reference = packing.reference();
        long divisor = packing.divisor();
        boolean scaled = divisor != 1;
        for (int lane = 0; lane < LANES_32; lane += INTS.length()) {
            long laneAt = offset + lane * 4L;
            for (int row = 0; row < laneRows; row++) {
                int bit = row * width;
                int shift = bit % Integer.SIZE;
                long lowAt = laneAt + (long) (bit / Integer.SIZE) * WORD_ROW_BYTES;
                long highAt = laneAt + (long) ((bit + width - 1) / Integer.SIZE) * WORD_ROW_BYTES;
                IntVector low =
                        IntVector.fromMemorySegment(INTS, source, lowAt, ByteOrder.LITTLE_ENDIAN);
                IntVector high =
                        IntVector.fromMemorySegment(INTS, source, highAt, ByteOrder.LITTLE_ENDIAN);
                IntVector numbers =
                        low.lanewise(VectorOperators.LSHR, shift)
                                .or(high.lanewise(VectorOperators.LSHL, -shift))
                                .and(mask);
                int at = row * LANES_32 + lane;
                LongVector part0 =
                        (LongVector)
                                numbers.convertShape(VectorOperators.ZERO_EXTEND_I2L, LONGS, 0);
                (scaled ? part0.mul(divisor) : part0).add(reference).intoArray(out, at);
                LongVector part1 =
                        (LongVector)
                                numbers.convertShape(VectorOperators.ZERO_EXTEND_I2L, LONGS, 1);
                (scaled ? part1.mul(divisor) : part1)
                        .add(reference)
                        .intoArray(out, at + LONGS.length());
            }
        }
    }

    @Override
    public void unpack64(Packing packing, MemorySegment source, long offset, long[] out) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        long mask = -1L >>> (Long.SIZE - width);
        long reference = packing.reference();
        long divisor = packing.divisor();
        boolean scaled = divisor != 1;
        for (int lane = 0; lane < LANES_64; lane += LONGS.length()) {
            long laneAt = offset + lane * 8L;
            for (int row = 0; row < laneRows; row++) {
                int bit = row * width;
                int shift = bit % Long.SIZE;
                long lowAt = laneAt + (long) (bit / Long.SIZE) * WORD_ROW_BYTES;
                long highAt = laneAt + (long) ((bit + width - 1) / Long.SIZE) * WORD_ROW_BYTES;
                LongVector low =
                        LongVector.fromMemorySegment(LONGS, source, lowAt, ByteOrder.LITTLE_ENDIAN);
                LongVector high =
                        LongVector.fromMemorySegment(
                                LONGS, source, highAt, ByteOrder.LITTLE_ENDIAN);
                LongVector numbers =
                        low.lanewise(VectorOperators.LSHR, shift)
                                .or(high.lanewise(VectorOperators.LSHL, -shift))
                                .and(mask);
                int at = row * LANES_64 + lane;
                LongVector part0 = numbers;
                (scaled ? part0.mul(divisor) : part0).add(reference).intoArray(out, at);
            }
        }
    }

    @Override
    public void unpack16(Packing packing, MemorySegment source, long offset, int[] out) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        short mask = (short) (0xFFFF >>> (Short.SIZE - width));
        int reference = (int) packing.reference();
        for (int lane = 0; lane < LANES_16; lane += SHORTS.length()) {
            long laneAt = offset + lane * 2L;
            for (int row = 0; row < laneRows; row++) {
                int bit = row * width;
                int shift = bit % Short.SIZE;
                long lowAt = laneAt + (long) (bit / Short.SIZE) * WORD_ROW_BYTES;
                long highAt = laneAt + (long) ((bit + width - 1) / Short.SIZE) * WORD_ROW_BYTES;
                ShortVector low =
                        ShortVector.fromMemorySegment(
                                SHORTS, source, lowAt, ByteOrder.LITTLE_ENDIAN);
                ShortVector high =
                        ShortVector.fromMemorySegment(
                                SHORTS, source, highAt, ByteOrder.LITTLE_ENDIAN);
                ShortVector numbers =
                        low.lanewise(VectorOperators.LSHR, (short) shift)
                                .or(high.lanewise(VectorOperators.LSHL, (short) -shift))
                                .and(mask);
                int at = row * LANES_16 + lane;
                ((IntVector) numbers.convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0))
                        .add(reference)
                        .intoArray(out, at);
                ((IntVector) numbers.convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 1))
                        .add(reference)
                        .intoArray(out, at + INTS.length());
            }
        }
    }

    @Override
    public void unpack32(Packing packing, MemorySegment source, long offset, int[] out) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        int mask = -1 >>> (Integer.SIZE - width);
        int reference = (int) packing.reference();
        for (int lane = 0; lane < LANES_32; lane += INTS.length()) {
            long laneAt = offset + lane * 4L;
            for (int row = 0; row < laneRows; row++) {
                int bit = row * width;
                int shift = bit % Integer.SIZE;
                long lowAt = laneAt + (long) (bit / Integer.SIZE) * WORD_ROW_BYTES;
                long highAt = laneAt + (long) ((bit + width - 1) / Integer.SIZE) * WORD_ROW_BYTES;
                IntVector low =
                        IntVector.fromMemorySegment(INTS, source, lowAt, ByteOrder.LITTLE_ENDIAN);
                IntVector high =
                        IntVector.fromMemorySegment(INTS, source, highAt, ByteOrder.LITTLE_ENDIAN);
                IntVector numbers =
                        low.lanewise(VectorOperators.LSHR, shift)
                                .or(high.lanewise(VectorOperators.LSHL, -shift))
                                .and(mask);
                int at = row * LANES_32 + lane;
                numbers.add(reference).intoArray(out, at);
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
