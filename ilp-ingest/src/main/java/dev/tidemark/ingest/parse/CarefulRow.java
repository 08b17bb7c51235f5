package dev.tidemark.ingest.parse;

import org.jspecify.annotations.Nullable;

/**
 * Appends one line as a row, with care: whatever the grammar allows, into whatever the table is. A
 * line that names something new starts over after the table or the columns have been created.
 */
final class CarefulRow {
    /** Times that a line may find its table changed under its hands. */
    private static final int MAX_ATTEMPTS = 16;

    private final SchemaDiscovery discovery;
    private final TargetTables tables;
    private final ParserOptions options;
    private final LineReader reader = new LineReader();
    private final CellWriter cellWriter = new CellWriter();
    private final SeriesBuilder tags = new SeriesBuilder();
    private long attempt;
    private int tagsEnd;

    CarefulRow(SchemaDiscovery discovery, TargetTables tables, ParserOptions options) {
        this.discovery = discovery;
        this.tables = tables;
        this.options = options;
    }

    /** Where the tags of the last line ended. */
    int tagsEnd() {
        return tagsEnd;
    }

    /**
     * Appends the line as a row of its table's open batch, or throws and leaves no trace of it
     * there.
     *
     * @param end where the line's end mark stands
     * @param known the line's series, if it is known
     * @return the line's series
     */
    Series append(byte[] line, int start, int end, @Nullable Series known) throws LineException {
        for (int tries = 0; tries < MAX_ATTEMPTS; tries++) {
            attempt++;
            reader.begin(line, start, end);
            Series series = known != null ? known : readSeries();
            if (series != null) {
                tagsEnd = known != null ? start + known.keyLength() : reader.position();
                if (appendFields(series)) {
                    return series;
                }
                series.target().handOver();
            }
            discovery.prepare(line, start, end);
        }
        throw new LineException(LineErrorCode.TRY_AGAIN, start, "the table changes all the time");
    }

    /** Reads the start of the line; null if the table or a column does not exist yet. */
    private @Nullable Series readSeries() throws LineException {
        reader.readTable();
        TableTarget target = tables.find(reader.name().toString());
        if (target == null) {
            return null;
        }
        tags.clear();
        boolean hasTags = false;
        while (reader.nextTag()) {
            hasTags = true;
            if (reader.value().type() != null) {
                FieldName name = target.name(reader.name().bytes(), reader.name().lengthBytes());
                if (name == null) {
                    target.handOver();
                    return null;
                }
                if (name.column().claim(attempt)) {
                    cellWriter.writeTag(target.table(), name.column(), reader, tags);
                }
            }
        }
        return tags.build(target, hasTags);
    }

    /** Puts the row; false, with no row put, if a column does not exist yet. */
    private boolean appendFields(Series series) throws LineException {
        TableTarget target = series.target();
        target.batch();
        for (ColumnSlot column : series.shape().columns()) {
            column.claim(attempt);
        }
        boolean complete = false;
        try {
            series.putCells(target.stage());
            reader.beginFields(tagsEnd, series.shape().hasTags());
            while (reader.nextField()) {
                ValueType type = reader.value().type();
                if (type != null && !putField(target, type)) {
                    return false;
                }
            }
            putTimestamp(target);
            complete = true;
        } finally {
            if (!complete) {
                target.cancelRow();
            }
        }
        target.endRow();
        return true;
    }

    private boolean putField(TableTarget target, ValueType type) throws LineException {
        FieldName name = target.name(reader.name().bytes(), reader.name().lengthBytes());
        if (name == null) {
            return false;
        }
        ColumnSlot column = name.column();
        if (!column.claim(attempt)) {
            return true;
        }
        cellWriter.write(target.table(), column, type, reader);
        if (column == target.timestamp()) {
            checkDesignated(column.cells().currentLong(), column);
        }
        return true;
    }

    private void putTimestamp(TableTarget target) throws LineException {
        boolean present = reader.readTimestamp(options.timestampUnit());
        ColumnSlot column = target.timestamp();
        if (!column.claim(attempt)) {
            return;
        }
        long ticks =
                present
                        ? reader.timestampUnit().ticks(reader.timestamp(), column.type())
                        : TimestampUnit.NANOSECONDS.ticks(
                                options.clockNanos().getAsLong(), column.type());
        if (present && reader.timestamp() < 0) {
            throw negative();
        }
        checkDesignated(ticks, column);
        column.cells().putLong(ticks);
    }

    private void checkDesignated(long ticks, ColumnSlot column) throws LineException {
        if (ticks == TimestampUnit.OUT_OF_RANGE
                || ticks > TimestampUnit.maxDesignatedTicks(column.type())) {
            throw new LineException(
                    LineErrorCode.INVALID_TIMESTAMP,
                    reader.valuePosition(),
                    "the designated timestamp is beyond the range of " + column.type());
        }
        if (ticks < 0) {
            throw negative();
        }
    }

    private LineException negative() {
        return new LineException(
                LineErrorCode.INVALID_TIMESTAMP,
                reader.valuePosition(),
                "the designated timestamp must be positive");
    }
}
