package dev.tidemark.ingest.parse;

import dev.tidemark.core.decimal.DecimalText;
import dev.tidemark.core.decimal.Int256;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.type.ColumnType;
import java.nio.charset.StandardCharsets;

/**
 * Puts numbers and texts into cells of DECIMAL. A value with too many digits before the point is
 * refused; one with too many behind it as well, unless it is a FLOAT, which is rounded as it was
 * never exact.
 */
final class DecimalWriter {
    private final Int256 unscaled = new Int256();
    private final DecimalText text = new DecimalText();

    /** Puts a field's value, of a type that decimals accept, into the current row. */
    void write(Table table, ColumnSlot column, ValueType type, LineReader reader)
            throws LineException {
        FieldValue value = reader.value();
        int scale =
                switch (type) {
                    case DECIMAL -> {
                        unscaled.set(value.unscaled());
                        yield value.scale();
                    }
                    case INTEGER -> {
                        unscaled.set(value.number());
                        yield 0;
                    }
                    case STRING, FLOAT ->
                            DecimalText.parse(
                                    value.text().bytes(), 0, value.text().lengthBytes(), unscaled);
                    case TAG, BOOLEAN, TIMESTAMP, LONG256, ARRAY ->
                            throw new IllegalStateException(type + " is no decimal");
                };
        if (scale == DecimalText.INVALID && type == ValueType.STRING) {
            throw CellWriter.castError(table, column, "STRING", reader.valuePosition());
        }
        boolean isRounded = type == ValueType.FLOAT;
        if (scale == DecimalText.TOO_PRECISE && isRounded) {
            // A number of so many digits is rounded as the DOUBLE that it would be elsewhere.
            scale = parse(Double.toString(value.decimal()));
        }
        if (scale == DecimalText.TOO_PRECISE) {
            throw tooPrecise(table, column, value.text().toString(), reader.valuePosition());
        }
        if (scale < 0) {
            throw CellWriter.outOfBounds(
                    LineErrorCode.DECIMAL_OVERFLOW,
                    table,
                    column,
                    value.text().toString(),
                    reader.valuePosition());
        }
        put(table, column, scale, isRounded, reader.valuePosition());
    }

    private void put(Table table, ColumnSlot column, int scale, boolean isRounded, int position)
            throws LineException {
        ColumnType type = column.type();
        boolean exact;
        boolean fits;
        text.format(unscaled, scale);
        try {
            exact = unscaled.rescale(scale, type.scale());
            fits = unscaled.fits(type.precision());
        } catch (ArithmeticException _) {
            exact = true;
            fits = false;
        }
        if (!exact && !isRounded) {
            throw tooPrecise(table, column, text.toString(), position);
        }
        if (!fits) {
            throw CellWriter.outOfBounds(
                    LineErrorCode.DECIMAL_OVERFLOW, table, column, text.toString(), position);
        }
        for (int word = 0; word < type.widthBytes() / Long.BYTES; word++) {
            column.cells().putWord(word, unscaled.word(word));
        }
    }

    private int parse(String number) {
        byte[] bytes = number.getBytes(StandardCharsets.US_ASCII);
        int scale = DecimalText.parse(bytes, 0, bytes.length, unscaled);
        if (scale == DecimalText.TOO_PRECISE) {
            // Smaller than 10^-59, since a DOUBLE has 17 digits.
            unscaled.set(0);
            return 0;
        }
        return scale;
    }

    private static LineException tooPrecise(
            Table table, ColumnSlot column, String value, int position) {
        return new LineException(
                LineErrorCode.DECIMAL_INVALID_SCALE,
                position,
                "table: %s, column: %s; line protocol value: %s has too many digits behind the point for column type: %s"
                        .formatted(table.name(), column.definition().name(), value, column.type()));
    }
}
