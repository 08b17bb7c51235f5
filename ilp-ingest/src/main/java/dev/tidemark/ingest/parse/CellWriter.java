package dev.tidemark.ingest.parse;

import dev.tidemark.core.column.SymbolDictionary;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.type.ColumnType;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Puts values that were read with care into cells, converted to the column's type where the two
 * differ.
 *
 * <pre>
 *   in the line   columns that accept it
 *   TAG           SYMBOL, VARCHAR
 *   INTEGER       LONG, INT, SHORT, BYTE (within bounds), TIMESTAMP, TIMESTAMP_NS, DATE (as ticks),
 *                 DOUBLE, FLOAT, SYMBOL, DECIMAL (within bounds)
 *   FLOAT         DOUBLE, FLOAT, SYMBOL, DECIMAL (rounded, within bounds)
 *   BOOLEAN       BOOLEAN, BYTE, SHORT, INT, LONG, FLOAT, DOUBLE (1 or 0), SYMBOL
 *   STRING        VARCHAR, SYMBOL, UUID, LONG256, DECIMAL (within bounds)
 *   TIMESTAMP     TIMESTAMP, TIMESTAMP_NS, DATE (unit converted), SYMBOL
 *   LONG256       LONG256, SYMBOL
 *   DECIMAL       DECIMAL (within bounds), DOUBLE, FLOAT
 *   ARRAY         ARRAY of as many dimensions
 * </pre>
 */
final class CellWriter {
    private static final int UUID_CHARACTERS = 36;
    private static final int LONG256_DIGITS = 64;
    private static final int WORD_DIGITS = 16;

    private final DecimalWriter decimals = new DecimalWriter();

    /** Whether a column of a type accepts such values at all. */
    static boolean accepts(ColumnType column, ValueType value) {
        return switch (value) {
            case TAG -> column == ColumnType.SYMBOL || column == ColumnType.VARCHAR;
            case INTEGER ->
                    switch (column.kind()) {
                        case LONG, INT, SHORT, BYTE, TIMESTAMP, TIMESTAMP_NS -> true;
                        case DATE, DOUBLE, FLOAT, SYMBOL, DECIMAL -> true;
                        case BOOLEAN, VARCHAR, UUID, LONG256, ARRAY -> false;
                    };
            case FLOAT ->
                    column == ColumnType.DOUBLE
                            || column == ColumnType.FLOAT
                            || column == ColumnType.SYMBOL
                            || column.isDecimal();
            case BOOLEAN ->
                    switch (column.kind()) {
                        case BOOLEAN, BYTE, SHORT, INT, LONG, FLOAT, DOUBLE, SYMBOL -> true;
                        case DATE, TIMESTAMP, TIMESTAMP_NS, VARCHAR, UUID, LONG256 -> false;
                        case DECIMAL, ARRAY -> false;
                    };
            case STRING ->
                    switch (column.kind()) {
                        case VARCHAR, SYMBOL, UUID, LONG256, DECIMAL -> true;
                        case BOOLEAN, BYTE, SHORT, INT, LONG, FLOAT, DOUBLE -> false;
                        case DATE, TIMESTAMP, TIMESTAMP_NS, ARRAY -> false;
                    };
            case TIMESTAMP ->
                    column.isTimestamp()
                            || column == ColumnType.DATE
                            || column == ColumnType.SYMBOL;
            case LONG256 -> column == ColumnType.LONG256 || column == ColumnType.SYMBOL;
            case DECIMAL ->
                    column.isDecimal() || column == ColumnType.DOUBLE || column == ColumnType.FLOAT;
            case ARRAY -> column.isArray();
        };
    }

    /** The refusal of a value that the column's type does not accept. */
    static LineException castError(
            String table, String column, String value, ColumnType type, int position) {
        return new LineException(
                LineErrorCode.CAST_ERROR,
                position,
                "table: %s, column: %s; cast error from protocol type: %s to column type: %s"
                        .formatted(table, column, value, type));
    }

    /** The refusal of a value beyond what the column's type can hold. */
    static LineException outOfBounds(
            LineErrorCode code, Table table, ColumnSlot column, String value, int position) {
        return new LineException(
                code,
                position,
                "table: %s, column: %s; line protocol value: %s is out bounds of column type: %s"
                        .formatted(table.name(), column.definition().name(), value, column.type()));
    }

    /** Adds the value of a tag, which is not NULL, to a series. */
    void writeTag(Table table, ColumnSlot column, LineReader reader, SeriesBuilder series)
            throws LineException {
        ByteText text = reader.value().text();
        switch (column.type().kind()) {
            case SYMBOL ->
                    series.addSymbol(column, symbol(table, column, text, reader.valuePosition()));
            case VARCHAR -> series.addText(column, text.copy());
            case BOOLEAN, BYTE, SHORT, INT, LONG, FLOAT, DOUBLE, DATE, TIMESTAMP, TIMESTAMP_NS ->
                    throw castError(table, column, "TAG", reader.valuePosition());
            case UUID, LONG256, DECIMAL, ARRAY ->
                    throw castError(table, column, "TAG", reader.valuePosition());
        }
    }

    /**
     * Puts a field's value into the current row.
     *
     * @param type of the value, which is not NULL
     */
    void write(Table table, ColumnSlot column, ValueType type, LineReader reader)
            throws LineException {
        FieldValue value = reader.value();
        int position = reader.valuePosition();
        boolean isOtherArray = type == ValueType.ARRAY && value.columnType() != column.type();
        if (isOtherArray || !accepts(column.type(), type)) {
            throw castError(table, column, value.typeName(), position);
        }
        if (column.type() == ColumnType.SYMBOL) {
            column.cells().putCode(symbol(table, column, value.text(), position));
            return;
        }
        if (column.type().isDecimal()) {
            decimals.write(table, column, type, reader);
            return;
        }
        switch (type) {
            case TAG -> throw new IllegalStateException("a tag is no field");
            case INTEGER -> writeInteger(table, column, value.number(), position);
            case FLOAT -> column.cells().putDouble(value.decimal());
            case BOOLEAN -> writeNumber(column, value.number());
            case STRING -> writeString(table, column, value.text(), position);
            case TIMESTAMP -> writeTimestamp(column, value, position);
            case LONG256 -> writeWords(column, value.words());
            case ARRAY -> value.array().put(column.cells());
            case DECIMAL -> column.cells().putDouble(value.unscaled().toDouble(value.scale()));
        }
    }

    private static void writeInteger(Table table, ColumnSlot column, long value, int position)
            throws LineException {
        boolean fits =
                switch (column.type().kind()) {
                    case INT -> value == (int) value;
                    case SHORT -> value == (short) value;
                    case BYTE -> value == (byte) value;
                    case BOOLEAN, LONG, FLOAT, DOUBLE, DATE, TIMESTAMP, TIMESTAMP_NS -> true;
                    case SYMBOL, VARCHAR, UUID, LONG256, DECIMAL, ARRAY -> true;
                };
        if (!fits) {
            throw outOfBounds(
                    LineErrorCode.CAST_ERROR, table, column, Long.toString(value), position);
        }
        writeNumber(column, value);
    }

    private static void writeNumber(ColumnSlot column, long value) {
        if (column.type() == ColumnType.DOUBLE || column.type() == ColumnType.FLOAT) {
            column.cells().putDouble((double) value);
        } else {
            column.cells().putLong(value);
        }
    }

    private static void writeTimestamp(ColumnSlot column, FieldValue value, int position)
            throws LineException {
        long ticks = value.unit().ticks(value.number(), column.type());
        if (ticks == TimestampUnit.OUT_OF_RANGE) {
            throw new LineException(
                    LineErrorCode.INVALID_FIELD_VALUE,
                    position,
                    "the time is out of the range of a " + column.type());
        }
        column.cells().putLong(ticks);
    }

    private static void writeString(Table table, ColumnSlot column, ByteText text, int position)
            throws LineException {
        if (column.type() == ColumnType.VARCHAR) {
            column.cells().putBytes(text.bytes(), 0, text.lengthBytes());
            return;
        }
        try {
            if (column.type() == ColumnType.UUID) {
                if (text.lengthBytes() != UUID_CHARACTERS) {
                    throw castError(table, column, "STRING", position);
                }
                UUID uuid = UUID.fromString(text.toString());
                column.cells().putWord(0, uuid.getLeastSignificantBits());
                column.cells().putWord(1, uuid.getMostSignificantBits());
            } else {
                writeWords(column, wordsOf(text.toString()));
            }
        } catch (IllegalArgumentException _) {
            throw castError(table, column, "STRING", position);
        }
    }

    private static void writeWords(ColumnSlot column, long[] words) {
        for (int word = 0; word < words.length; word++) {
            column.cells().putWord(word, words[word]);
        }
    }

    /** The words of {@code 0x} and up to 64 hexadecimal digits. */
    private static long[] wordsOf(String text) {
        int digits = text.length() - 2;
        if (!text.startsWith("0x") || digits < 1 || digits > LONG256_DIGITS) {
            throw new IllegalArgumentException(text);
        }
        long[] words = new long[LONG256_DIGITS / WORD_DIGITS];
        for (int place = 0; place < digits; place++) {
            // Throws IllegalArgumentException for what is no hexadecimal digit.
            int digit = HexFormat.fromHexDigit(text.charAt(text.length() - 1 - place));
            words[place / WORD_DIGITS] |= (long) digit << (place % WORD_DIGITS * 4);
        }
        return words;
    }

    private static int symbol(Table table, ColumnSlot column, ByteText text, int position)
            throws LineException {
        SymbolDictionary dictionary = table.dictionary(column.definition().id());
        if (dictionary.size() >= SymbolDictionary.MAX_SYMBOLS
                && dictionary.find(text.toString()) == SymbolDictionary.UNKNOWN) {
            throw new LineException(
                    LineErrorCode.LIMIT_EXCEEDED,
                    position,
                    "table: %s, column: %s; a column has at most %d symbols"
                            .formatted(
                                    table.name(),
                                    column.definition().name(),
                                    SymbolDictionary.MAX_SYMBOLS));
        }
        return dictionary.intern(text.copy());
    }

    static LineException castError(Table table, ColumnSlot column, String value, int position) {
        return castError(table.name(), column.definition().name(), value, column.type(), position);
    }
}
