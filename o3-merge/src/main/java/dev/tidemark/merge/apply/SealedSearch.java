package dev.tidemark.merge.apply;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.table.Piece;
import dev.tidemark.core.table.RowRun;
import dev.tidemark.merge.plan.RowSearch;
import java.util.function.Function;

/** Searches the timestamps of sealed pieces. */
final class SealedSearch implements RowSearch {
    private final Function<Piece, RowRun> runs;
    private final int timestampIndex;
    private final Vector decoded;

    /**
     * @param runs opens the rows of a piece
     * @param decoded lent for reading timestamps
     */
    SealedSearch(Function<Piece, RowRun> runs, int timestampIndex, Vector decoded) {
        this.runs = runs;
        this.timestampIndex = timestampIndex;
        this.decoded = decoded;
    }

    /** Rows {@code [from, to)} of a piece. */
    Piece part(Piece piece, long from, long to) {
        return new Piece(
                piece.fileRow() + from,
                to - from,
                timestampAt(piece, from),
                timestampAt(piece, to - 1));
    }

    @Override
    public long rowsThrough(Piece piece, long timestamp) {
        return timestamp == Long.MAX_VALUE
                ? piece.rowCount()
                : runs.apply(piece).lowerBound(timestamp + 1);
    }

    @Override
    public long timestampAt(Piece piece, long row) {
        runs.apply(piece).reader(timestampIndex).read(row, 1, decoded);
        return decoded.longs()[0];
    }
}
