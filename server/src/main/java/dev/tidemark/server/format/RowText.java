package dev.tidemark.server.format;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tidemark.core.column.Vector;
import dev.tidemark.sql.Result;
import dev.tidemark.sql.ResultColumn;
import java.util.List;

/** Writes the rows of one result, in JSON or CSV. */
public final class RowText {
    private final byte[] rowStart;
    private final byte[] nullText;
    private final byte[] rowEnd;
    private final CellWriter[] cells;
    private final Vector[] vectors;

    private RowText(Frame frame, CellWriter[] cells) {
        this.rowStart = frame.rowStart().getBytes(US_ASCII);
        this.nullText = frame.nullText().getBytes(US_ASCII);
        this.rowEnd = frame.rowEnd().getBytes(US_ASCII);
        this.cells = cells;
        this.vectors = new Vector[cells.length];
    }

    /** What stands around the values. */
    private record Frame(String rowStart, String nullText, String rowEnd) {}

    /**
     * Rows as JSON arrays, without commas between rows.
     *
     * @param quoteLongs whether LONG values stand between quotes, for readers whose numbers are
     *     doubles
     */
    public static RowText json(List<ResultColumn> columns, boolean quoteLongs) {
        CellWriter[] cells =
                columns.stream()
                        .map(column -> JsonCells.of(column.type(), quoteLongs))
                        .toArray(CellWriter[]::new);
        return new RowText(new Frame("[", "null", "]"), cells);
    }

    /** Rows as lines of CSV, with their line ends. */
    public static RowText csv(List<ResultColumn> columns) {
        CellWriter[] cells =
                columns.stream()
                        .map(column -> CsvCells.of(column.type()))
                        .toArray(CellWriter[]::new);
        return new RowText(new Frame("", "", "\r\n"), cells);
    }

    /** Takes the vectors of the result's current batch. */
    public void useBatch(Result result) {
        for (int column = 0; column < vectors.length; column++) {
            vectors[column] = result.column(column);
        }
    }

    /** Appends a row of the batch that was last used. */
    public void append(TextBytes out, int row) {
        out.put(rowStart);
        for (int column = 0; column < cells.length; column++) {
            if (column > 0) {
                out.put(',');
            }
            Vector vector = vectors[column];
            if (vector.isNull(row)) {
                out.put(nullText);
            } else {
                cells[column].append(out, vector, row);
            }
        }
        out.put(rowEnd);
    }
}
