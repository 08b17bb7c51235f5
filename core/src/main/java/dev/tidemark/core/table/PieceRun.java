package dev.tidemark.core.table;

import dev.tidemark.core.column.ColumnFileReader;
import dev.tidemark.core.column.ColumnReader;
import dev.tidemark.core.column.ReadBuffers;
import java.util.Objects;

/** The rows of a piece of a mapped partition. */
record PieceRun(MappedPartition partition, Piece piece) implements RowRun {
    @Override
    public long rowCount() {
        return piece.rowCount();
    }

    @Override
    public long minTimestamp() {
        return piece.minTimestamp();
    }

    @Override
    public long maxTimestamp() {
        return piece.maxTimestamp();
    }

    @Override
    public boolean isSorted() {
        return true;
    }

    @Override
    public long vectorEnd(long row) {
        Objects.checkIndex(row, piece.rowCount());
        long fileEnd = partition.timestamps().vectorEnd(piece.fileRow() + row);
        return Math.min(fileEnd - piece.fileRow(), piece.rowCount());
    }

    @Override
    public long blockOf(long row) {
        return partition.timestamps().blockOf(piece.fileRow() + row);
    }

    @Override
    public ColumnReader reader(int columnIndex, ReadBuffers buffers) {
        return partition.reader(columnIndex, piece, buffers);
    }

    @Override
    public long lowerBound(long timestamp) {
        if (timestamp <= piece.minTimestamp()) {
            return 0;
        }
        if (timestamp > piece.maxTimestamp()) {
            return piece.rowCount();
        }
        return new ColumnFileReader(partition.timestamps(), piece.fileRow(), null)
                .lowerBound(0, piece.rowCount(), timestamp);
    }
}
