package dev.tidemark.ingest.parse;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.ingest.kernel.ByteKernel;
import org.jspecify.annotations.Nullable;

/**
 * Turns the lines of one connection or request into rows of batches. Belongs to one thread.
 *
 * <p>Each line is first tried the fast way: its tags as a known series, its fields by the names
 * that came last time, values in plain form. What does not fit is read again with care, which gives
 * the same row for a plain line, and handles everything else: escapes, casts, new series, new
 * columns, new tables, errors.
 */
final class LineParser {
    /** Bytes, of any content, that must follow the lines in their buffer. */
    static final int PADDING_BYTES = 256;

    private final int maxLineBytes;
    private final TargetTables tables;
    private final SeriesCache series;
    private final PlainFields plainFields;
    private final CarefulRow carefulRow;
    private final LineScanner scanner = new LineScanner();
    private boolean hasBinaryLines;
    private long lineCount;
    private long rowCount;
    private boolean afterCarriageReturn;
    private @Nullable LineError error;

    LineParser(Store store, ParserOptions options, BatchSink sink, int maxLineBytes) {
        this.maxLineBytes = maxLineBytes;
        this.series = new SeriesCache(ByteKernel.preferred());
        this.tables = new TargetTables(store, sink, series);
        this.plainFields = new PlainFields(options.timestampUnit());
        this.carefulRow = new CarefulRow(new SchemaDiscovery(store, options), tables, options);
    }

    /**
     * Parses lines up to the first bad one.
     *
     * @param from where a line starts
     * @param to behind the end mark of the last line, as text has it; once {@link
     *     #hasBinaryLines()} behind the last byte that has come, where a line feed must stand
     * @return {@code to}, or where the line after a bad one starts, and then {@link #error()} tells
     *     why, or where a line starts that is not complete
     */
    int parse(byte[] lines, int from, int to) {
        error = null;
        int position = from;
        while (position < to && error == null) {
            byte first = lines[position];
            if (first == '\n' || first == '\r') {
                position++;
                endLine(first, true);
                continue;
            }
            int end = parseLine(lines, position, to);
            if (end == LineScanner.INCOMPLETE) {
                return position;
            }
            position = end;
            endLine(lines[position - 1], false);
        }
        return position;
    }

    /** The bad line that ended the last call of {@link #parse}, if one did. */
    @Nullable LineError error() {
        return error;
    }

    /** Whether binary values have come, whose bytes may look like the end of a line. */
    boolean hasBinaryLines() {
        return hasBinaryLines;
    }

    /** Says that binary values have come in a line that is not complete yet. */
    void expectBinaryLines() {
        hasBinaryLines = true;
        plainFields.expectBinary(true);
    }

    /** Why a line beyond the limit is refused. */
    String tooLong() {
        return "the line is longer than " + maxLineBytes + " bytes";
    }

    /** Counts a line that was refused before it came here. */
    void skippedLine(byte endMark) {
        endLine(endMark, false);
    }

    /** Lines so far; empty ones count. */
    long lineCount() {
        return lineCount;
    }

    /** Rows so far. */
    long rowCount() {
        return rowCount;
    }

    /** Whether there are rows that the sink does not have yet. */
    boolean hasOpenRows() {
        return tables.hasOpenRows();
    }

    /** Gives all rows to the sink. */
    void handOver() {
        tables.handOver();
    }

    /** Lets go of all rows that the sink does not have yet. */
    void discard() {
        tables.discard();
    }

    /** Bytes of what is known of series. */
    int knownBytes() {
        return series.recordBytes();
    }

    /** Lets go of open rows and counts from zero; tables and series stay known. */
    void restart() {
        tables.discard();
        lineCount = 0;
        rowCount = 0;
        afterCarriageReturn = false;
        hasBinaryLines = false;
        plainFields.expectBinary(false);
        error = null;
    }

    /** Gives all memory back, without handing over rows; the parser must not be used any more. */
    void close() {
        tables.discard();
        series.clear();
    }

    private int parseLine(byte[] lines, int from, int to) {
        int record = series.resolve(lines, from, to);
        if (record != SeriesCache.NO_RECORD && series.shape(record).target().table().isDropped()) {
            tables.forgetDropped();
            record = SeriesCache.NO_RECORD;
        }
        if (record == SeriesCache.NO_RECORD) {
            return parseCarefully(lines, from, to, null);
        }
        int end = parsePlainly(lines, from, to, record);
        if (end < 0) {
            return parseCarefully(lines, from, to, series.series(record));
        }
        rowCount++;
        return end;
    }

    private int parsePlainly(byte[] lines, int from, int to, int record) {
        int tagsEnd = from + series.keyLength(record);
        if (lines[tagsEnd] != ' ') {
            return PlainFields.NOT_PLAIN;
        }
        SeriesShape shape = series.shape(record);
        TableTarget target = shape.target();
        series.writeCells(record, shape, target.stage());
        int end = plainFields.read(lines, tagsEnd + 1, shape);
        if (end < 0 || end > to || end - from - 1 > maxLineBytes) {
            target.cancelRow();
            return PlainFields.NOT_PLAIN;
        }
        target.endRow();
        return end;
    }

    private int parseCarefully(byte[] lines, int from, int to, @Nullable Series known) {
        scanner.begin();
        int end = scanner.find(lines, from, to);
        if (scanner.hasBinary()) {
            expectBinaryLines();
        }
        if (end == LineScanner.INCOMPLETE) {
            return end;
        }
        try {
            if (end - from > maxLineBytes) {
                throw new LineException(LineErrorCode.LINE_TOO_LONG, from, tooLong());
            }
            Series built = carefulRow.append(lines, from, end, known);
            if (built != known) {
                series.add(built, lines, from, carefulRow.tagsEnd() - from);
            }
            rowCount++;
        } catch (LineException e) {
            error =
                    new LineError(
                            e.code(),
                            lineCount + 1,
                            e.position() - from + 1,
                            e.reason(),
                            LineText.start(lines, from, end));
        }
        return end + 1;
    }

    private void endLine(byte mark, boolean empty) {
        // The line feed of a CR LF ends the same line.
        if (!(empty && mark == '\n' && afterCarriageReturn)) {
            lineCount++;
        }
        afterCarriageReturn = mark == '\r';
    }
}
