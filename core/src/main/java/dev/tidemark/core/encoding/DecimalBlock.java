package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.DOUBLE;
import static dev.tidemark.core.encoding.BlockLayout.INT;
import static dev.tidemark.core.encoding.BlockLayout.LONG;
import static dev.tidemark.core.encoding.BlockLayout.SHORT;
import static dev.tidemark.core.encoding.BlockLayout.VECTOR_ROWS;

import dev.tidemark.core.encoding.kernel.DecimalForm;
import dev.tidemark.core.encoding.kernel.DecimalKernel;
import dev.tidemark.core.encoding.kernel.DecimalNumbers;
import dev.tidemark.core.encoding.kernel.Packing;
import dev.tidemark.core.encoding.kernel.Statistics;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A block of floating point numbers as decimals: taken vector by vector, measured and, if that
 * pays, written. Vectors that decimals do not suit are packed as the bits of their doubles.
 * Reusable scratch.
 */
final class DecimalBlock {
    /** The least width for bits of doubles, which have a kernel for lanes of 64 bits only. */
    private static final int MINIMUM_BITS_WIDTH = Integer.SIZE + 1;

    private final DecimalKernel kernel;
    private final VectorPacker packer;
    private final DecimalSample sample = new DecimalSample();
    private final DecimalNumbers decimals = new DecimalNumbers();
    private final Statistics statistics;
    private final long[] bits = new long[VECTOR_ROWS];
    private final DecimalDirectory vectors = new DecimalDirectory();
    private @Nullable DecimalForm form;
    private long divisor;
    private boolean isPackedAtOnce;
    private long packedBytes;

    DecimalBlock(DecimalKernel kernel, Statistics statistics, VectorPacker packer) {
        this.kernel = kernel;
        this.statistics = statistics;
        this.packer = packer;
    }

    /**
     * Looks at a few values and forgets the last block.
     *
     * @param values one for each row of the block from index {@code from} on
     * @param isSingle whether they are floats
     */
    void begin(double[] values, int from, BlockRows rows, boolean isSingle) {
        int best = sample.bestDigits(values, from, rows, isSingle);
        form = best < 0 ? null : new DecimalForm(best, isSingle);
        decimals.clear(rows.count());
        divisor = 0;
        isPackedAtOnce = false;
        packedBytes = 0;
    }

    /**
     * Asks, after the first vector was taken, whether vectors are to be {@linkplain #pack packed}
     * as soon as they are taken, while they are in the cache: if the whole numbers of the first one
     * have no common divisor, those of the block have none.
     */
    boolean startPacking() {
        isPackedAtOnce = form != null && divisor == 1;
        return isPackedAtOnce;
    }

    /**
     * Turns the values of the next vector into whole numbers.
     *
     * @return whether all of them are decimals, so that {@link #minimum} and {@link #maximum} tell
     *     of them
     */
    boolean take(double[] values, int from, BlockRows rows, int vector) {
        vectors.exceptionsFrom[vector] = decimals.exceptionCount();
        vectors.digits[vector] = BlockLayout.DIGITS_OF_BITS;
        if (form != null) {
            int count = rows.vectorRowCount(vector);
            decimals.startVector(numbersAt(vector));
            kernel.encode(values, from + vector * VECTOR_ROWS, count, form, decimals);
            measureNumbers(vector, count, form.digits());
        }
        vectors.exceptionsFrom[vector + 1] = decimals.exceptionCount();
        return form != null && exceptionCount(vector) == 0;
    }

    /** Where the whole numbers of a vector are put down. */
    private int numbersAt(int vector) {
        return isPackedAtOnce ? 0 : vector * VECTOR_ROWS;
    }

    /** Whether some values of a vector that was taken are decimals. */
    boolean hasDecimals(int vector) {
        return !vectors.isOfBits(vector);
    }

    /**
     * Measures the bits of the values of a vector that has no decimals.
     *
     * @param first index of its first value
     * @return minimum and maximum of the bits, until something else is measured
     */
    Statistics measureBits(double[] values, int first, int count, int vector) {
        kernel.measureBits(values, first, count, statistics);
        vectors.setRange(
                vector, BlockLayout.DIGITS_OF_BITS, statistics.minimum(), statistics.maximum());
        return statistics;
    }

    int exceptionCount(int vector) {
        return vectors.exceptionCount(vector);
    }

    /** The row, counted within its vector, of one of its exceptions. */
    int exceptionRow(int vector, int index) {
        return decimals.exceptionRow(vectors.exceptionsFrom[vector] + index);
    }

    /** The least of those values of a vector that are decimals. */
    double minimum(int vector) {
        return Objects.requireNonNull(form).decode(vectors.reference[vector]);
    }

    /** The greatest of those values of a vector that are decimals. */
    double maximum(int vector) {
        long number = vectors.reference[vector] + vectors.span[vector];
        return Objects.requireNonNull(form).decode(number);
    }

    /**
     * Finds how every vector would be stored, unless they are packed already, after all were taken.
     *
     * @param constants by vector, whether there is nothing to store
     * @return size of all payloads
     */
    long measure(double[] values, int from, BlockRows rows, boolean isSingle, boolean[] constants) {
        if (form == null && isSingle) {
            return EncodingChoice.NOT_POSSIBLE;
        }
        long bytes = (long) rows.vectorCount() * BlockLayout.DECIMAL_RECORD_BYTES;
        if (isPackedAtOnce) {
            return bytes + packedBytes;
        }
        divisor = Math.max(1, divisor);
        for (int vector = 0; vector < rows.vectorCount(); vector++) {
            if (!constants[vector]) {
                bytes += measureVector(values, from, rows, vector);
            }
        }
        return bytes;
    }

    private void measureNumbers(int vector, int count, int best) {
        int exceptions = decimals.exceptionCount() - vectors.exceptionsFrom[vector];
        if (exceptions == count) {
            return;
        }
        int first = numbersAt(vector);
        long[] numbers = decimals.numbers();
        long minimum = decimals.minimum();
        long maximum = decimals.maximum();
        if (exceptions > 0) {
            long substitute = numbers[first + firstRegularRow(vector, exceptions)];
            for (int index = 0; index < exceptions; index++) {
                numbers[first + exceptionRow(vector, index)] = substitute;
            }
            statistics.measure(numbers, first, first + count);
            minimum = statistics.minimum();
            maximum = statistics.maximum();
        }
        vectors.setRange(vector, best, minimum, maximum);
        if (divisor != 1 && minimum < maximum) {
            divisor = statistics.commonDivisor(numbers, first, first + count, minimum, divisor);
        }
    }

    /** The first row that is no exception. */
    private int firstRegularRow(int vector, int exceptions) {
        int row = 0;
        while (row < exceptions && exceptionRow(vector, row) == row) {
            row++;
        }
        return row;
    }

    /** Chooses between decimals and bits; returns the size of the payload. */
    private long measureVector(double[] values, int from, BlockRows rows, int vector) {
        int count = rows.vectorRowCount(vector);
        int exceptions = exceptionCount(vector);
        if (!vectors.isOfBits(vector)) {
            // Width 0 stands for a constant vector, which this is not.
            int width = Math.max(1, Packing.widthOf(vectors.span[vector] / divisor));
            vectors.width[vector] = width;
            long decimalBytes =
                    Packing.lengthBytes(count, width)
                            + (long) exceptions * BlockLayout.EXCEPTION_BYTES;
            if (decimalBytes <= Packing.lengthBytes(count, MINIMUM_BITS_WIDTH)) {
                return decimalBytes;
            }
            kernel.measureBits(values, from + vector * VECTOR_ROWS, count, statistics);
            long bitSpan = statistics.maximum() - statistics.minimum();
            if (decimalBytes <= Packing.lengthBytes(count, widthOfBits(bitSpan))) {
                return decimalBytes;
            }
            vectors.setRange(
                    vector, BlockLayout.DIGITS_OF_BITS, statistics.minimum(), statistics.maximum());
        }
        vectors.width[vector] = widthOfBits(vectors.span[vector]);
        return Packing.lengthBytes(count, vectors.width[vector]);
    }

    private static int widthOfBits(long span) {
        return Math.max(MINIMUM_BITS_WIDTH, Packing.widthOf(span));
    }

    private void takeBits(double[] values, int first, int count) {
        for (int row = 0; row < count; row++) {
            bits[row] = Double.doubleToRawLongBits(values[first + row]);
        }
    }

    /** The divisor of all whole numbers, for the block's header, after they were measured. */
    long divisor() {
        return divisor;
    }

    /** Writes the payload of the vector that was taken last. */
    void pack(double[] values, int from, BlockRows rows, int vector, BlockFrame frame) {
        packedBytes += measureVector(values, from, rows, vector);
        write(values, from + vector * VECTOR_ROWS, vector, rows.vectorRowCount(vector), frame);
    }

    /** Writes the payload of a vector as it was measured. */
    void write(double[] values, int first, int vector, int count, BlockFrame frame) {
        MemorySegment segment = frame.segment();
        Packing packing = vectors.packing(vector, count, divisor);
        int bytes;
        if (vectors.isOfBits(vector)) {
            takeBits(values, first, count);
            bytes = packer.packLongs(bits, 0, packing, segment, frame.position());
        } else {
            int from = numbersAt(vector);
            bytes = packer.packLongs(decimals.numbers(), from, packing, segment, frame.position());
        }
        segment.set(
                LONG,
                frame.record(vector) + BlockLayout.RECORD_REFERENCE_OFFSET,
                vectors.reference[vector]);
        vectors.payloadOffset[vector] = frame.endPayload(bytes);
    }

    /** Tells the directory of a vector that was written. */
    void describe(int vector, VectorDirectory directory) {
        directory.digits[vector] = vectors.digits[vector];
        directory.width[vector] = vectors.width[vector];
        directory.payloadOffset[vector] = vectors.payloadOffset[vector];
    }

    /** Writes the exceptions of a vector, after the payloads of all vectors. */
    void writeExceptions(double[] values, int first, int vector, BlockFrame frame) {
        int count = exceptionCount(vector);
        if (count == 0 || vectors.isOfBits(vector)) {
            return;
        }
        MemorySegment segment = frame.segment();
        long rowsAt = frame.position();
        long valuesAt = rowsAt + (long) count * Short.BYTES;
        for (int index = 0; index < count; index++) {
            int row = exceptionRow(vector, index);
            segment.set(SHORT, rowsAt + (long) index * Short.BYTES, (short) row);
            segment.set(DOUBLE, valuesAt + (long) index * Double.BYTES, values[first + row]);
        }
        long record = frame.record(vector);
        segment.set(SHORT, record + BlockLayout.EXCEPTION_COUNT_OFFSET, (short) count);
        segment.set(
                INT,
                record + BlockLayout.EXCEPTIONS_OFFSET,
                frame.endLoosePayload((long) count * BlockLayout.EXCEPTION_BYTES));
    }
}
