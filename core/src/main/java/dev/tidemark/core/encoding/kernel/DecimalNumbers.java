package dev.tidemark.core.encoding.kernel;

import java.util.Arrays;

/**
 * The values of a block as decimal floating point numbers: their whole numbers, and the rows whose
 * values are no such numbers. Filled vector by vector; reusable scratch, for one thread.
 */
public final class DecimalNumbers {
    private long[] numbers = {};
    private char[] exceptions = new char[PackingKernel.VECTOR_ROWS];
    private int exceptionCount;
    private int firstRow;

    /** Forgets the last block, and makes room for one of so many values. */
    public void clear(int rowCount) {
        if (numbers.length < rowCount) {
            numbers = new long[rowCount];
        }
        exceptionCount = 0;
        firstRow = 0;
    }

    /** Goes to the vector whose first row is this row of the block. */
    public void startVector(int row) {
        firstRow = row;
    }

    /** The whole numbers by row of the block; means nothing where a row is an exception. */
    public long[] numbers() {
        return numbers;
    }

    /** The first row of the current vector. */
    int firstRow() {
        return firstRow;
    }

    /** Exceptions of all vectors so far. */
    public int exceptionCount() {
        return exceptionCount;
    }

    /** The row, counted within its vector, of an exception. */
    public int exceptionRow(int index) {
        return exceptions[index];
    }

    void addException(int rowInVector) {
        if (exceptionCount == exceptions.length) {
            exceptions = Arrays.copyOf(exceptions, 2 * exceptionCount);
        }
        exceptions[exceptionCount++] = (char) rowInVector;
    }
}
