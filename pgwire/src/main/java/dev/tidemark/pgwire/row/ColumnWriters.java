package dev.tidemark.pgwire.row;

import dev.tidemark.sql.type.SqlType;

/** Chooses the writer of a column. */
final class ColumnWriters {
    private ColumnWriters() {}

    /** A new writer of values of a type. */
    static ColumnWriter create(SqlType type, boolean isBinary) {
        return switch (type.kind()) {
            case BOOLEAN -> new BooleanWriter(isBinary);
            case BYTE, SHORT -> isBinary ? new ShortBinaryWriter() : new IntegerTextWriter();
            case INT -> isBinary ? new IntBinaryWriter() : new IntegerTextWriter();
            case LONG -> isBinary ? new LongBinaryWriter() : new IntegerTextWriter();
            case FLOAT -> isBinary ? new FloatBinaryWriter() : new RealTextWriter(true);
            case DOUBLE -> isBinary ? new DoubleBinaryWriter() : new RealTextWriter(false);
            case DATE, TIMESTAMP, TIMESTAMP_NS -> {
                TimeUnits units = TimeUnits.of(type.columnType());
                yield isBinary ? new TimeBinaryWriter(units) : new TimeTextWriter(units);
            }
            case SYMBOL -> new SymbolWriter();
            case UNKNOWN, VARCHAR -> new VarcharWriter();
            case UUID -> isBinary ? new UuidBinaryWriter() : new UuidTextWriter();
            case LONG256 -> new Long256TextWriter();
            case DECIMAL -> isBinary ? new NumericBinaryWriter() : new NumericTextWriter();
            case ARRAY -> isBinary ? new ArrayBinaryWriter() : new ArrayTextWriter();
        };
    }
}
