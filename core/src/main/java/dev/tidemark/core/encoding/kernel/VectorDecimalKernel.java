package dev.tidemark.core.encoding.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API twin; numbers are parted as in {@link VectorPackingKernel}.
 *
 * <p>A long becomes a double, and a double a long, by way of doubles that are one apart, whose bits
 * count them: processors without AVX-512 have no instruction for either.
 */
public final class VectorDecimalKernel implements DecimalKernel {
    private static final int VECTOR_ROWS = PackingKernel.VECTOR_ROWS;
    private static final int WORD_ROW_BYTES = PackingKernel.WORD_ROW_BYTES;
    private static final int LANES_16 = VECTOR_ROWS / Short.SIZE;
    private static final int LANES_32 = VECTOR_ROWS / Integer.SIZE;
    private static final int LANES_64 = VECTOR_ROWS / Long.SIZE;
    private static final int COLUMNS_64 = VECTOR_ROWS / Long.SIZE;

    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

    /** As many floats as {@link #DOUBLES} has doubles. */
    private static final VectorSpecies<Float> FLOATS =
            VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));

    /** The least double from which on they are one apart, for numbers of 0 to 52 bits. */
    private static final double UNSIGNED_ORIGIN = 0x1p52;

    private static final long UNSIGNED_ORIGIN_BITS = Double.doubleToRawLongBits(UNSIGNED_ORIGIN);

    /** One in the middle of those that are one apart, for signed numbers of 51 bits. */
    private static final double SIGNED_ORIGIN = 0x1.8p52;

    private static final long SIGNED_ORIGIN_BITS = Double.doubleToRawLongBits(SIGNED_ORIGIN);

    @Override
    public void unpack(
            Packing packing, DecimalForm form, MemorySegment source, long offset, double[] out) {
        int width = packing.width();
        if (width <= Short.SIZE) {
            unpack16(packing, form, source, offset, out);
        } else if (width <= Integer.SIZE) {
            unpack32(packing, form, source, offset, out);
        } else {
            unpack64(packing, form, source, offset, out);
        }
        if (form.isSingle()) {
            for (int row = 0; row < VECTOR_ROWS; row++) {
                out[row] = (float) out[row];
            }
        }
    }

    private static void unpack16(
            Packing packing, DecimalForm form, MemorySegment source, long offset, double[] out) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        long mask = -1L >>> -width;
        DoubleVector divisor = DoubleVector.broadcast(DOUBLES, (double) packing.divisor());
        DoubleVector reference = DoubleVector.broadcast(DOUBLES, (double) packing.reference());
        DoubleVector negativePower = DoubleVector.broadcast(DOUBLES, -form.power());
        DoubleVector inverse = DoubleVector.broadcast(DOUBLES, form.inverse());
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
                DoubleVector whole0 =
                        numbers.and(mask)
                                .or(UNSIGNED_ORIGIN_BITS)
                                .reinterpretAsDoubles()
                                .sub(UNSIGNED_ORIGIN)
                                .fma(divisor, reference);
                DoubleVector near0 = whole0.mul(inverse);
                near0.fma(negativePower, whole0).fma(inverse, near0).intoArray(out, at);
                DoubleVector whole1 =
                        numbers.lanewise(VectorOperators.LSHR, 16)
                                .and(mask)
                                .or(UNSIGNED_ORIGIN_BITS)
                                .reinterpretAsDoubles()
                                .sub(UNSIGNED_ORIGIN)
                                .fma(divisor, reference);
                DoubleVector near1 = whole1.mul(inverse);
                near1.fma(negativePower, whole1)
                        .fma(inverse, near1)
                        .intoArray(out, at + COLUMNS_64);
                DoubleVector whole2 =
                        numbers.lanewise(VectorOperators.LSHR, 32)
                                .and(mask)
                                .or(UNSIGNED_ORIGIN_BITS)
                                .reinterpretAsDoubles()
                                .sub(UNSIGNED_ORIGIN)
                                .fma(divisor, reference);
                DoubleVector near2 = whole2.mul(inverse);
                near2.fma(negativePower, whole2)
                        .fma(inverse, near2)
                        .intoArray(out, at + 2 * COLUMNS_64);
                DoubleVector whole3 =
                        numbers.lanewise(VectorOperators.LSHR, 48)
                                .and(mask)
                                .or(UNSIGNED_ORIGIN_BITS)
                                .reinterpretAsDoubles()
                                .sub(UNSIGNED_ORIGIN)
                                .fma(divisor, reference);
                DoubleVector near3 = whole3.mul(inverse);
                near3.fma(negativePower, whole3)
                        .fma(inverse, near3)
                        .intoArray(out, at + 3 * COLUMNS_64);
            }
        }
    }

    private static void unpack32(
            Packing packing, DecimalForm form, MemorySegment source, long offset, double[] out) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        long mask = -1L >>> -width;
        DoubleVector divisor = DoubleVector.broadcast(DOUBLES, (double) packing.divisor());
        DoubleVector reference = DoubleVector.broadcast(DOUBLES, (double) packing.reference());
        DoubleVector negativePower = DoubleVector.broadcast(DOUBLES, -form.power());
        DoubleVector inverse = DoubleVector.broadcast(DOUBLES, form.inverse());
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
                DoubleVector whole0 =
                        numbers.and(mask)
                                .or(UNSIGNED_ORIGIN_BITS)
                                .reinterpretAsDoubles()
                                .sub(UNSIGNED_ORIGIN)
                                .fma(divisor, reference);
                DoubleVector near0 = whole0.mul(inverse);
                near0.fma(negativePower, whole0).fma(inverse, near0).intoArray(out, at);
                DoubleVector whole1 =
                        numbers.lanewise(VectorOperators.LSHR, 32)
                                .and(mask)
                                .or(UNSIGNED_ORIGIN_BITS)
                                .reinterpretAsDoubles()
                                .sub(UNSIGNED_ORIGIN)
                                .fma(divisor, reference);
                DoubleVector near1 = whole1.mul(inverse);
                near1.fma(negativePower, whole1)
                        .fma(inverse, near1)
                        .intoArray(out, at + COLUMNS_64);
            }
        }
    }

    private static void unpack64(
            Packing packing, DecimalForm form, MemorySegment source, long offset, double[] out) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        long mask = -1L >>> -width;
        DoubleVector divisor = DoubleVector.broadcast(DOUBLES, (double) packing.divisor());
        DoubleVector reference = DoubleVector.broadcast(DOUBLES, (double) packing.reference());
        DoubleVector negativePower = DoubleVector.broadcast(DOUBLES, -form.power());
        DoubleVector inverse = DoubleVector.broadcast(DOUBLES, form.inverse());
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
                DoubleVector whole0 =
                        numbers.and(mask)
                                .or(UNSIGNED_ORIGIN_BITS)
                                .reinterpretAsDoubles()
                                .sub(UNSIGNED_ORIGIN)
                                .fma(divisor, reference);
                DoubleVector near0 = whole0.mul(inverse);
                near0.fma(negativePower, whole0).fma(inverse, near0).intoArray(out, at);
            }
        }
    }

    @Override
    public void unpackBits(Packing packing, MemorySegment source, long offset, double[] out) {
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
                numbers.and(mask).add(reference).reinterpretAsDoubles().intoArray(out, at);
            }
        }
    }

    @Override
    public void encode(double[] values, int from, int count, DecimalForm form, DecimalNumbers out) {
        double power = form.power();
        boolean isSingle = form.isSingle();
        DoubleVector negativePower = DoubleVector.broadcast(DOUBLES, -power);
        DoubleVector inverse = DoubleVector.broadcast(DOUBLES, form.inverse());
        long[] numbers = out.numbers();
        int first = out.firstRow();
        long lanes = -1L >>> -DOUBLES.length();
        int whole = DOUBLES.loopBound(count);
        for (int row = 0; row < whole; row += DOUBLES.length()) {
            DoubleVector value = DoubleVector.fromArray(DOUBLES, values, from + row);
            DoubleVector shifted = value.mul(power).add(SIGNED_ORIGIN);
            DoubleVector number = shifted.sub(SIGNED_ORIGIN);
            DoubleVector near = number.mul(inverse);
            DoubleVector decoded = near.fma(negativePower, number).fma(inverse, near);
            if (isSingle) {
                decoded = (DoubleVector) decoded.castShape(FLOATS, 0).castShape(DOUBLES, 0);
            }
            shifted.reinterpretAsLongs().sub(SIGNED_ORIGIN_BITS).intoArray(numbers, first + row);
            VectorMask<Long> same =
                    decoded.reinterpretAsLongs()
                            .compare(VectorOperators.EQ, value.reinterpretAsLongs());
            VectorMask<Double> small =
                    number.lanewise(VectorOperators.ABS)
                            .compare(VectorOperators.LE, DecimalForm.MAXIMUM_NUMBER);
            long wrong = ~(same.toLong() & small.toLong()) & lanes;
            while (wrong != 0) {
                out.addException(row + Long.numberOfTrailingZeros(wrong));
                wrong &= wrong - 1;
            }
        }
        ScalarDecimalKernel.encode(values, from, whole, count, form, out);
    }
}
