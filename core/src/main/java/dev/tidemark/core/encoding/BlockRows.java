package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.VECTOR_ROWS;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which rows of a column go into a block, and which of them are NULL. */
final class BlockRows {
    private final long @Nullable [] validity;
    private final int from;
    private final int count;
    private final int nullCount;

    private BlockRows(long @Nullable [] validity, int from, int count) {
        this.validity = validity;
        this.from = from;
        this.count = count;
        this.nullCount = Validity.countNulls(validity, from, count);
    }

    /**
     * A range of rows of a column.
     *
     * @throws IllegalArgumentException if a block cannot have so many rows
     * @throws IndexOutOfBoundsException if the column or its bitmap have fewer rows
     */
    static BlockRows of(long @Nullable [] validity, int from, int count, int availableRows) {
        if (count < 1 || count > BlockLayout.BLOCK_ROWS) {
            throw new IllegalArgumentException(
                    "a block holds 1 to " + BlockLayout.BLOCK_ROWS + " rows, not " + count);
        }
        Objects.checkFromIndexSize(from, count, availableRows);
        return new BlockRows(validity, from, count);
    }

    /** Bitmap of the column, or null if no row is NULL. */
    long @Nullable [] validity() {
        return validity;
    }

    /** First row of the column. */
    int from() {
        return from;
    }

    /** Number of rows. */
    int count() {
        return count;
    }

    /** NULLs among the rows. */
    int nullCount() {
        return nullCount;
    }

    boolean isAllNull() {
        return nullCount == count;
    }

    int vectorCount() {
        return BlockLayout.vectorCount(count);
    }

    int vectorRowCount(int vector) {
        return BlockLayout.vectorRowCount(count, vector);
    }

    int vectorNullCount(int vector) {
        if (nullCount == 0) {
            return 0;
        }
        return Validity.countNulls(validity, from + vector * VECTOR_ROWS, vectorRowCount(vector));
    }

    boolean isPresent(int row) {
        return validity == null || Validity.isPresent(validity, from + row);
    }

    /**
     * For each row of the block the row of the column whose value is stored for it: itself, or for
     * a NULL one that is present, so that NULLs widen nothing. That is the present row before it in
     * its vector, or the first one of its vector, or in a vector of NULLs any one of the block.
     *
     * @param out receives {@code count} row numbers of the column; some row must be present
     */
    void storedRows(int[] out) {
        int substitute = from;
        while (validity != null && !Validity.isPresent(validity, substitute)) {
            substitute++;
        }
        for (int start = 0; start < count; start += VECTOR_ROWS) {
            int end = Math.min(count, start + VECTOR_ROWS);
            int firstPresent = start;
            while (firstPresent < end && !isPresent(firstPresent)) {
                firstPresent++;
            }
            if (firstPresent < end) {
                substitute = from + firstPresent;
            }
            for (int row = start; row < end; row++) {
                substitute = isPresent(row) ? from + row : substitute;
                out[row] = substitute;
            }
        }
    }
}
