package dev.tidemark.core.table;

/**
 * A sorted run of rows in a partition's column files: {@code [fileRow, fileRow + rowCount)}.
 *
 * @param fileRow first row, counted from the start of the partition's files
 * @param rowCount at least 1
 * @param minTimestamp timestamp of the first row
 * @param maxTimestamp timestamp of the last row
 */
public record Piece(long fileRow, long rowCount, long minTimestamp, long maxTimestamp) {
    public Piece {
        if (fileRow < 0 || rowCount < 1 || minTimestamp > maxTimestamp) {
            throw new IllegalArgumentException(
                    "no piece: row %d, %d rows, timestamps %d to %d"
                            .formatted(fileRow, rowCount, minTimestamp, maxTimestamp));
        }
    }

    /** The row after the last. */
    public long endRow() {
        return fileRow + rowCount;
    }
}
