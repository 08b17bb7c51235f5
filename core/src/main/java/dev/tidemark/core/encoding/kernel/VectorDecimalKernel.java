package dev.tidemark.core.encoding.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API twin; it walks down the rows of lanes as {@link VectorPackingKernel} does.
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

    /** Bytes from a register to the one beside it. */
    private static final int NEXT = LONGS.vectorByteSize();

    /** As many floats as {@link #DOUBLES} has doubles. */
    private static final VectorSpecies<Float> FLOATS =
            VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));

    /** The least double from which on they are one apart, for numbers of 0 to 52 bits. */
    private static final double UNSIGNED_ORIGIN = 0x1p52;

    private static final long UNSIGNED_ORIGIN_BITS = Double.doubleToRawLongBits(UNSIGNED_ORIGIN);

    /** One in the middle of those that are one apart, for signed numbers of 51 bits. */
    private static final double SIGNED_ORIGIN = 0x1.8p52;

    private static final long SIGNED_ORIGIN_BITS = Double.doubleToRawLongBits(SIGNED_ORIGIN);

    private final ScalarDecimalKernel scalar = new ScalarDecimalKernel();

    @Override
    public void unpack(
            Packing packing, DecimalForm form, MemorySegment source, long offset, double[] out) {
        int width = packing.width();
        if (width <= Short.SIZE) {
            unpack16(packing, UNSIGNED_ORIGIN_BITS, source, offset, out);
        } else if (width <= Integer.SIZE) {
            unpack32(packing, UNSIGNED_ORIGIN_BITS, source, offset, out);
        } else {
            unpack64(packing, UNSIGNED_ORIGIN_BITS, source, offset, out);
        }
        divide(packing, form, out);
        if (form.isSingle()) {
            for (int row = 0; row < VECTOR_ROWS; row++) {
                out[row] = (float) out[row];
            }
        }
    }

    @Override
    public void unpackBits(Packing packing, MemorySegment source, long offset, double[] out) {
        unpack64(packing, packing.reference(), source, offset, out);
    }

    /** As {@link #unpack64}, from lanes of 16 bits. */
    private static void unpack16(
            Packing packing, long origin, MemorySegment source, long offset, double[] out) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        long mask = -1L >>> -width;
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
                int to = row * LANES_16 + column;
                int next = to + LONGS.length();
                LongVector numbers = turned.reinterpretAsLongs();
                LongVector nextNumbers = nextTurned.reinterpretAsLongs();
                numbers.and(mask).add(origin).reinterpretAsDoubles().intoArray(out, to);
                nextNumbers.and(mask).add(origin).reinterpretAsDoubles().intoArray(out, next);
                numbers.lanewise(VectorOperators.LSHR, 16)
                        .and(mask)
                        .add(origin)
                        .reinterpretAsDoubles()
                        .intoArray(out, to + COLUMNS_64);
                nextNumbers
                        .lanewise(VectorOperators.LSHR, 16)
                        .and(mask)
                        .add(origin)
                        .reinterpretAsDoubles()
                        .intoArray(out, next + COLUMNS_64);
                numbers.lanewise(VectorOperators.LSHR, 32)
                        .and(mask)
                        .add(origin)
                        .reinterpretAsDoubles()
                        .intoArray(out, to + 2 * COLUMNS_64);
                nextNumbers
                        .lanewise(VectorOperators.LSHR, 32)
                        .and(mask)
                        .add(origin)
                        .reinterpretAsDoubles()
                        .intoArray(out, next + 2 * COLUMNS_64);
                numbers.lanewise(VectorOperators.LSHR, 48)
                        .and(mask)
                        .add(origin)
                        .reinterpretAsDoubles()
                        .intoArray(out, to + 3 * COLUMNS_64);
                nextNumbers
                        .lanewise(VectorOperators.LSHR, 48)
                        .and(mask)
                        .add(origin)
                        .reinterpretAsDoubles()
                        .intoArray(out, next + 3 * COLUMNS_64);
            }
        }
    }

    /** As {@link #unpack64}, from lanes of 32 bits. */
    private static void unpack32(
            Packing packing, long origin, MemorySegment source, long offset, double[] out) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        long mask = -1L >>> -width;
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
                int to = row * LANES_32 + column;
                int next = to + LONGS.length();
                LongVector numbers = turned.reinterpretAsLongs();
                LongVector nextNumbers = nextTurned.reinterpretAsLongs();
                numbers.and(mask).add(origin).reinterpretAsDoubles().intoArray(out, to);
                nextNumbers.and(mask).add(origin).reinterpretAsDoubles().intoArray(out, next);
                numbers.lanewise(VectorOperators.LSHR, 32)
                        .and(mask)
                        .add(origin)
                        .reinterpretAsDoubles()
                        .intoArray(out, to + COLUMNS_64);
                nextNumbers
                        .lanewise(VectorOperators.LSHR, 32)
                        .and(mask)
                        .add(origin)
                        .reinterpretAsDoubles()
                        .intoArray(out, next + COLUMNS_64);
            }
        }
    }

    /** Unpacks numbers, adds the same to all, and takes the sums for the bits of doubles. */
    private static void unpack64(
            Packing packing, long origin, MemorySegment source, long offset, double[] out) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        long mask = -1L >>> -width;
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
                int to = row * LANES_64 + column;
                int next = to + LONGS.length();
                turned.and(mask).add(origin).reinterpretAsDoubles().intoArray(out, to);
                nextTurned.and(mask).add(origin).reinterpretAsDoubles().intoArray(out, next);
            }
        }
    }

    /**
     * Turns doubles that count packed numbers into values, in a second pass, which stays in the
     * cache.
     */
    private static void divide(Packing packing, DecimalForm form, double[] out) {
        DoubleVector divisor = DoubleVector.broadcast(DOUBLES, (double) packing.divisor());
        DoubleVector reference = DoubleVector.broadcast(DOUBLES, (double) packing.reference());
        DoubleVector negativePower = DoubleVector.broadcast(DOUBLES, -form.power());
        DoubleVector inverse = DoubleVector.broadcast(DOUBLES, form.inverse());
        int rowCount = packing.rowCount();
        for (int row = 0; row < rowCount; row += DOUBLES.length()) {
            DoubleVector whole =
                    DoubleVector.fromArray(DOUBLES, out, row)
                            .sub(UNSIGNED_ORIGIN)
                            .fma(divisor, reference);
            DoubleVector near = whole.mul(inverse);
            near.fma(negativePower, whole).fma(inverse, near).intoArray(out, row);
        }
    }

    @Override
    public void encode(double[] values, int from, int count, DecimalForm form, DecimalNumbers out) {
        int whole = out.expectsExceptions() ? 0 : encodeExact(values, from, count, form, out);
        if (whole == 0) {
            whole =
                    form.isSingle()
                            ? encodeSingles(values, from, count, form, out)
                            : encodeDoubles(values, from, count, form, out);
        }
        ScalarDecimalKernel.encode(values, from, whole, count, form, out);
    }

    /**
     * Encodes whole pairs of registers as if there were no exceptions, in half the time that
     * looking for them takes: differing bits are gathered, and numbers that are too great, or come
     * of what is no number, show in minimum or maximum.
     *
     * @return how many rows these are; 0 if there are exceptions, and then nothing has been said
     */
    private static int encodeExact(
            double[] values, int from, int count, DecimalForm form, DecimalNumbers out) {
        boolean isSingle = form.isSingle();
        double power = form.power();
        DoubleVector negativePower = DoubleVector.broadcast(DOUBLES, -power);
        DoubleVector inverse = DoubleVector.broadcast(DOUBLES, form.inverse());
        long[] numbers = out.numbers();
        int first = out.firstRow();
        int lanes = DOUBLES.length();
        int whole = count & -2 * lanes;
        LongVector low = LongVector.broadcast(LONGS, Long.MAX_VALUE);
        LongVector high = LongVector.broadcast(LONGS, Long.MIN_VALUE);
        LongVector wrong = LongVector.zero(LONGS);
        for (int row = 0; row < whole; row += 2 * lanes) {
            DoubleVector value = DoubleVector.fromArray(DOUBLES, values, from + row);
            DoubleVector nextValue = DoubleVector.fromArray(DOUBLES, values, from + row + lanes);
            DoubleVector shifted = value.mul(power).add(SIGNED_ORIGIN);
            DoubleVector nextShifted = nextValue.mul(power).add(SIGNED_ORIGIN);
            LongVector counted = shifted.reinterpretAsLongs().sub(SIGNED_ORIGIN_BITS);
            LongVector nextCounted = nextShifted.reinterpretAsLongs().sub(SIGNED_ORIGIN_BITS);
            counted.intoArray(numbers, first + row);
            nextCounted.intoArray(numbers, first + row + lanes);
            low = low.min(counted).min(nextCounted);
            high = high.max(counted).max(nextCounted);
            DoubleVector number = shifted.sub(SIGNED_ORIGIN);
            DoubleVector nextNumber = nextShifted.sub(SIGNED_ORIGIN);
            DoubleVector near = number.mul(inverse);
            DoubleVector nextNear = nextNumber.mul(inverse);
            DoubleVector decoded = near.fma(negativePower, number).fma(inverse, near);
            DoubleVector nextDecoded =
                    nextNear.fma(negativePower, nextNumber).fma(inverse, nextNear);
            if (isSingle) {
                decoded = (DoubleVector) decoded.castShape(FLOATS, 0).castShape(DOUBLES, 0);
                nextDecoded = (DoubleVector) nextDecoded.castShape(FLOATS, 0).castShape(DOUBLES, 0);
            }
            wrong =
                    wrong.or(differentBits(decoded, value))
                            .or(differentBits(nextDecoded, nextValue));
        }
        long least = low.reduceLanes(VectorOperators.MIN);
        long greatest = high.reduceLanes(VectorOperators.MAX);
        if (wrong.reduceLanes(VectorOperators.OR) != 0
                || least < -DecimalForm.MAXIMUM_NUMBER
                || greatest > DecimalForm.MAXIMUM_NUMBER) {
            return 0;
        }
        out.include(least, greatest);
        return whole;
    }

    private static LongVector differentBits(DoubleVector decoded, DoubleVector value) {
        return decoded.reinterpretAsLongs()
                .lanewise(VectorOperators.XOR, value.reinterpretAsLongs());
    }

    /** Encodes whole pairs of registers; returns how many rows these are. */
    private static int encodeDoubles(
            double[] values, int from, int count, DecimalForm form, DecimalNumbers out) {
        double power = form.power();
        DoubleVector negativePower = DoubleVector.broadcast(DOUBLES, -power);
        DoubleVector inverse = DoubleVector.broadcast(DOUBLES, form.inverse());
        long[] numbers = out.numbers();
        int first = out.firstRow();
        int lanes = DOUBLES.length();
        long all = -1L >>> (-2 * lanes);
        int whole = count & -2 * lanes;
        LongVector low = LongVector.broadcast(LONGS, Long.MAX_VALUE);
        LongVector high = LongVector.broadcast(LONGS, Long.MIN_VALUE);
        for (int row = 0; row < whole; row += 2 * lanes) {
            DoubleVector value = DoubleVector.fromArray(DOUBLES, values, from + row);
            DoubleVector nextValue = DoubleVector.fromArray(DOUBLES, values, from + row + lanes);
            DoubleVector shifted = value.mul(power).add(SIGNED_ORIGIN);
            DoubleVector nextShifted = nextValue.mul(power).add(SIGNED_ORIGIN);
            DoubleVector number = shifted.sub(SIGNED_ORIGIN);
            DoubleVector nextNumber = nextShifted.sub(SIGNED_ORIGIN);
            DoubleVector near = number.mul(inverse);
            DoubleVector nextNear = nextNumber.mul(inverse);
            DoubleVector decoded = near.fma(negativePower, number).fma(inverse, near);
            DoubleVector nextDecoded =
                    nextNear.fma(negativePower, nextNumber).fma(inverse, nextNear);
            LongVector counted = shifted.reinterpretAsLongs().sub(SIGNED_ORIGIN_BITS);
            LongVector nextCounted = nextShifted.reinterpretAsLongs().sub(SIGNED_ORIGIN_BITS);
            counted.intoArray(numbers, first + row);
            nextCounted.intoArray(numbers, first + row + lanes);
            low = low.min(counted.min(nextCounted));
            high = high.max(counted.max(nextCounted));
            long same = sameBits(decoded, value) & smallNumbers(number);
            long nextSame = sameBits(nextDecoded, nextValue) & smallNumbers(nextNumber);
            long right = same | nextSame << lanes;
            if (right != all) {
                addExceptions(~right & all, row, out);
            }
        }
        out.include(low.reduceLanes(VectorOperators.MIN), high.reduceLanes(VectorOperators.MAX));
        return whole;
    }

    /** As {@link #encodeDoubles}, of floats. */
    private static int encodeSingles(
            double[] values, int from, int count, DecimalForm form, DecimalNumbers out) {
        double power = form.power();
        DoubleVector negativePower = DoubleVector.broadcast(DOUBLES, -power);
        DoubleVector inverse = DoubleVector.broadcast(DOUBLES, form.inverse());
        long[] numbers = out.numbers();
        int first = out.firstRow();
        int lanes = DOUBLES.length();
        long all = -1L >>> -lanes;
        int whole = count & -lanes;
        LongVector low = LongVector.broadcast(LONGS, Long.MAX_VALUE);
        LongVector high = LongVector.broadcast(LONGS, Long.MIN_VALUE);
        for (int row = 0; row < whole; row += lanes) {
            DoubleVector value = DoubleVector.fromArray(DOUBLES, values, from + row);
            DoubleVector shifted = value.mul(power).add(SIGNED_ORIGIN);
            DoubleVector number = shifted.sub(SIGNED_ORIGIN);
            DoubleVector near = number.mul(inverse);
            DoubleVector decoded = near.fma(negativePower, number).fma(inverse, near);
            DoubleVector single = (DoubleVector) decoded.castShape(FLOATS, 0).castShape(DOUBLES, 0);
            LongVector counted = shifted.reinterpretAsLongs().sub(SIGNED_ORIGIN_BITS);
            counted.intoArray(numbers, first + row);
            low = low.min(counted);
            high = high.max(counted);
            long right = sameBits(single, value) & smallNumbers(number);
            if (right != all) {
                addExceptions(~right & all, row, out);
            }
        }
        out.include(low.reduceLanes(VectorOperators.MIN), high.reduceLanes(VectorOperators.MAX));
        return whole;
    }

    private static long sameBits(DoubleVector decoded, DoubleVector value) {
        return decoded.reinterpretAsLongs()
                .compare(VectorOperators.EQ, value.reinterpretAsLongs())
                .toLong();
    }

    private static long smallNumbers(DoubleVector number) {
        return number.lanewise(VectorOperators.ABS)
                .compare(VectorOperators.LE, DecimalForm.MAXIMUM_NUMBER)
                .toLong();
    }

    private static void addExceptions(long rows, int firstRow, DecimalNumbers out) {
        for (long wrong = rows; wrong != 0; wrong &= wrong - 1) {
            out.addException(firstRow + Long.numberOfTrailingZeros(wrong));
        }
    }

    @Override
    public void measureBits(double[] values, int from, int count, Statistics into) {
        int lanes = DOUBLES.length();
        if (count < 2 * lanes) {
            scalar.measureBits(values, from, count, into);
            return;
        }
        LongVector low = LongVector.broadcast(LONGS, Long.MAX_VALUE);
        LongVector high = LongVector.broadcast(LONGS, Long.MIN_VALUE);
        for (int row = 0; row < count; row += 2 * lanes) {
            int at = from + Math.min(row, count - 2 * lanes); // the last step may overlap
            LongVector bits = DoubleVector.fromArray(DOUBLES, values, at).reinterpretAsLongs();
            LongVector nextBits =
                    DoubleVector.fromArray(DOUBLES, values, at + lanes).reinterpretAsLongs();
            low = low.min(bits).min(nextBits);
            high = high.max(bits).max(nextBits);
        }
        into.set(low.reduceLanes(VectorOperators.MIN), high.reduceLanes(VectorOperators.MAX), 0);
    }

    @Override
    public boolean areSingles(double[] values, int from, int count) {
        int lanes = DOUBLES.length();
        int whole = count & -2 * lanes;
        long all = -1L >>> -lanes;
        long same = all;
        for (int row = 0; row < whole; row += 2 * lanes) {
            DoubleVector value = DoubleVector.fromArray(DOUBLES, values, from + row);
            DoubleVector next = DoubleVector.fromArray(DOUBLES, values, from + row + lanes);
            DoubleVector single = (DoubleVector) value.castShape(FLOATS, 0).castShape(DOUBLES, 0);
            DoubleVector nextSingle =
                    (DoubleVector) next.castShape(FLOATS, 0).castShape(DOUBLES, 0);
            same &=
                    single.compare(VectorOperators.EQ, value)
                            .and(nextSingle.compare(VectorOperators.EQ, next))
                            .toLong();
        }
        return same == all
                && ScalarDecimalKernel.areSinglesUpTo(values, from + whole, from + count);
    }
}
