package dev.tidemark.server.format;

import dev.tidemark.core.column.Vector;
import dev.tidemark.sql.ResultColumn;
import dev.tidemark.sql.type.SqlType;
import java.nio.charset.StandardCharsets;

/** Values in CSV: texts and times between quotes, a quote in a text doubled. */
public final class CsvCells {
    private CsvCells() {}

    /** Appends the line with the names of the columns. */
    public static void appendHeader(TextBytes out, Iterable<ResultColumn> columns) {
        String separator = "";
        for (ResultColumn column : columns) {
            out.put(separator);
            byte[] name = column.name().getBytes(StandardCharsets.UTF_8);
            appendQuoted(out, name, 0, name.length);
            separator = ",";
        }
        out.put("\r\n");
    }

    static CellWriter of(SqlType type) {
        return switch (type.kind()) {
            case BOOLEAN -> JsonCells::appendBoolean;
            case BYTE, SHORT, INT, LONG -> JsonCells::appendWhole;
            case FLOAT -> CsvCells::appendFloat;
            case DOUBLE -> CsvCells::appendDouble;
            case DATE -> JsonCells.quoted(JsonCells.time(3));
            case TIMESTAMP -> JsonCells.quoted(JsonCells.time(6));
            case TIMESTAMP_NS -> JsonCells.quoted(JsonCells.time(9));
            case SYMBOL -> CsvCells::appendSymbol;
            case VARCHAR, UNKNOWN -> CsvCells::appendText;
            case UUID -> WideText::appendUuid;
            case LONG256 -> WideText::appendLong256;
            case DECIMAL -> new DecimalCell();
            case ARRAY -> JsonCells.quoted(new ArrayCell("NaN"));
        };
    }

    private static void appendDouble(TextBytes out, Vector vector, int row) {
        double value = vector.doubles()[row];
        if (Double.isFinite(value)) {
            RealText.append(out, value);
        } else {
            out.put(Double.toString(value));
        }
    }

    private static void appendFloat(TextBytes out, Vector vector, int row) {
        RealText.append(out, (float) vector.doubles()[row]);
    }

    private static void appendSymbol(TextBytes out, Vector vector, int row) {
        byte[] text = JsonCells.symbol(vector, row);
        appendQuoted(out, text, 0, text.length);
    }

    private static void appendText(TextBytes out, Vector vector, int row) {
        int start = vector.offsets()[row];
        appendQuoted(out, vector.bytes(), start, vector.offsets()[row + 1] - start);
    }

    private static void appendQuoted(TextBytes out, byte[] text, int offset, int lengthBytes) {
        out.put('"');
        int plainFrom = offset;
        for (int index = offset; index < offset + lengthBytes; index++) {
            if (text[index] == '"') {
                out.put(text, plainFrom, index + 1 - plainFrom);
                plainFrom = index;
            }
        }
        out.put(text, plainFrom, offset + lengthBytes - plainFrom);
        out.put('"');
    }
}
