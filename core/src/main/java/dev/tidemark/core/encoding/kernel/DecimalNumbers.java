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
    private boolean expectsExceptions;
    private int exceptionsBefore;
    private long minimum;
    private long maximum;

    /** Forgets the last block, and makes room for one of so many values. */
    public void clear(int rowCount) {
        if (numbers.length < rowCount) {
            numbers = new long[rowCount];
        }
        exceptionCount = 0;
        exceptionsBefore = 0;
        firstRow = 0;
    }

    /** Goes to the next vector, whose numbers are put down from an index on. */
    public void startVector(int index) {
        firstRow = index;
        expectsExceptions = exceptionCount > exceptionsBefore;
        exceptionsBefore = exceptionCount;
        minimum = Long.MAX_VALUE;
        maximum = Long.MIN_VALUE;
    }

    /** The least number of the current vector; means nothing if it has exceptions. */
    public long minimum() {
        return minimum;
    }

    /** The greatest number of the current vector, likewise. */
    public long maximum() {
        return maximum;
    }

    /** The whole numbers, from where vectors start; means nothing where a row is an exception. */
    public long[] numbers() {
        return numbers;
    }

    /** Where the numbers of the current vector begin. */
    int firstRow() {
        return firstRow;
    }

    /** Whether there were exceptions in the vector before. */
    boolean expectsExceptions() {
        return expectsExceptions;
    }

    /** Exceptions of all vectors so far. */
    public int exceptionCount() {
        return exceptionCount;
    }

    /** The row, counted within its vector, of an exception. */
    public int exceptionRow(int index) {
        return exceptions[index];
    }

    /** Takes note of a range of numbers of the current vector. */
    void include(long least, long greatest) {
        minimum = Math.min(minimum, least);
        maximum = Math.max(maximum, greatest);
    }

    void addException(int rowInVector) {
        if (exceptionCount == exceptions.length) {
            exceptions = Arrays.copyOf(exceptions, 2 * exceptionCount);
        }
        exceptions[exceptionCount++] = (char) rowInVector;
    }
}
