package dev.tidemark.merge.plan;

import dev.tidemark.core.table.Piece;
import java.util.ArrayList;
import java.util.List;

/** The rows of a level as one sorted sequence, numbered from 0. */
final class LevelRows {
    private final List<Piece> pieces;
    private final RowSearch search;

    /** Number of the first row of each piece, and at the end the number of rows. */
    private final long[] starts;

    LevelRows(List<Piece> pieces, RowSearch search) {
        this.pieces = pieces;
        this.search = search;
        this.starts = new long[pieces.size() + 1];
        for (int index = 0; index < pieces.size(); index++) {
            starts[index + 1] = starts[index] + pieces.get(index).rowCount();
        }
    }

    List<Piece> pieces() {
        return pieces;
    }

    long rowCount() {
        return starts[pieces.size()];
    }

    long maxTimestamp() {
        return pieces.getLast().maxTimestamp();
    }

    /** How many rows have timestamps up to and including {@code timestamp}. */
    long rowsThrough(long timestamp) {
        int index = piecesFrom(timestamp) - 1;
        if (index < 0) {
            return 0;
        }
        Piece piece = pieces.get(index);
        if (timestamp >= piece.maxTimestamp()) {
            return starts[index + 1];
        }
        return starts[index] + search.rowsThrough(piece, timestamp);
    }

    /** Whether some piece's range has a timestamp in common with {@code [low, high]}. */
    boolean touches(long low, long high) {
        int index = piecesFrom(high) - 1;
        return index >= 0 && pieces.get(index).maxTimestamp() >= low;
    }

    /** Rows {@code [from, to)} as pieces. */
    List<Piece> cut(long from, long to) {
        List<Piece> parts = new ArrayList<>();
        for (int index = pieceAt(from); index < pieces.size() && starts[index] < to; index++) {
            long low = Math.max(from, starts[index]) - starts[index];
            long high = Math.min(to, starts[index + 1]) - starts[index];
            if (low < high) {
                parts.add(part(pieces.get(index), low, high));
            }
        }
        return parts;
    }

    /** First row of the piece that the row before {@code row} lies in, or 0. */
    long pieceStartBefore(long row) {
        return row == 0 ? 0 : starts[pieceAt(row - 1)];
    }

    /** The row after the piece that {@code row} lies in, or the number of rows. */
    long pieceEndAfter(long row) {
        return row == rowCount() ? row : starts[pieceAt(row) + 1];
    }

    /** The file row that follows the row before {@code row}, which must exist. */
    long fileRowAfter(long row) {
        int index = pieceAt(row - 1);
        return pieces.get(index).fileRow() + row - starts[index];
    }

    /** By how many pieces the level grows if rows {@code [from, to)} become one new piece. */
    int addedPieces(long from, long to) {
        int before = 0;
        int after = 1;
        int index = pieceAt(from);
        if (index < pieces.size() && starts[index] < from) {
            after++;
            before++;
            if (starts[index + 1] > to) {
                return 2;
            }
            index++;
        }
        while (index < pieces.size() && starts[index] < to) {
            before++;
            after += starts[index + 1] > to ? 1 : 0;
            index++;
        }
        return after - before;
    }

    private Piece part(Piece piece, long low, long high) {
        if (low == 0 && high == piece.rowCount()) {
            return piece;
        }
        return new Piece(
                piece.fileRow() + low,
                high - low,
                low == 0 ? piece.minTimestamp() : search.timestampAt(piece, low),
                high == piece.rowCount()
                        ? piece.maxTimestamp()
                        : search.timestampAt(piece, high - 1));
    }

    /** The piece that holds a row, or the number of pieces. */
    private int pieceAt(long row) {
        int low = 0;
        int high = pieces.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (starts[middle + 1] <= row) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** How many pieces begin at or before {@code timestamp}. */
    private int piecesFrom(long timestamp) {
        int low = 0;
        int high = pieces.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (pieces.get(middle).minTimestamp() <= timestamp) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
