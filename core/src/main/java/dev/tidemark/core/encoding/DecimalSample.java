package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.VECTOR_ROWS;

import dev.tidemark.core.encoding.kernel.DecimalForm;
import dev.tidemark.core.encoding.kernel.Packing;

/**
 * Looks at a few values of a block of floating point numbers to find out with how many digits after
 * the decimal point they are stored best, if they are decimal numbers at all. Reusable scratch.
 */
final class DecimalSample {
    /** Values looked at. */
    private static final int SIZE = 64;

    /** Digits of a value that is no decimal number. */
    private static final int NONE = DecimalForm.MAXIMUM_DIGITS + 1;

    private static final int EXCEPTION_BITS = BlockLayout.EXCEPTION_BYTES * Byte.SIZE;

    private final double[] values = new double[SIZE];
    private final int[] digits = new int[SIZE];
    private int count;

    /**
     * The best number of digits.
     *
     * @param values one for each row of the block from index {@code from} on
     * @param isSingle whether they are floats
     * @return -1 if values are better left as they are
     */
    int bestDigits(double[] values, int from, BlockRows rows, boolean isSingle) {
        take(values, from, rows, isSingle);
        int best = -1;
        double bestBits = isSingle ? Float.SIZE : Double.SIZE;
        for (int candidate = 0; candidate <= DecimalForm.MAXIMUM_DIGITS; candidate++) {
            double bits = bitsPerValue(candidate);
            if (bits < bestBits) {
                best = candidate;
                bestBits = bits;
            }
        }
        return best;
    }

    private void take(double[] source, int from, BlockRows rows, boolean isSingle) {
        count = 0;
        int perVector = Math.max(1, SIZE / rows.vectorCount());
        for (int vector = 0; vector < rows.vectorCount() && count < SIZE; vector++) {
            int vectorRows = rows.vectorRowCount(vector);
            for (int index = 0; index < Math.min(perVector, vectorRows); index++) {
                int row = (int) ((long) index * vectorRows / perVector);
                double value = source[from + vector * VECTOR_ROWS + row];
                values[count] = value;
                digits[count] = leastDigits(value, isSingle);
                count++;
            }
        }
    }

    private static int leastDigits(double value, boolean isSingle) {
        int least = 0;
        while (least < NONE && !new DecimalForm(least, isSingle).isExact(value)) {
            least++;
        }
        return least;
    }

    /** What a value would take on average, exceptions included. */
    private double bitsPerValue(int candidate) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        int exceptions = 0;
        for (int index = 0; index < count; index++) {
            if (digits[index] <= candidate) {
                low = Math.min(low, values[index]);
                high = Math.max(high, values[index]);
            } else {
                exceptions++;
            }
        }
        if (exceptions == count) {
            return Double.POSITIVE_INFINITY;
        }
        double span = (high - low) * Math.pow(10, candidate);
        int width = span > DecimalForm.MAXIMUM_NUMBER ? Double.SIZE : Packing.widthOf((long) span);
        return width + (double) exceptions / count * EXCEPTION_BITS;
    }
}
