package dev.tidemark.server.format;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tidemark.core.column.SymbolDictionary;
import dev.tidemark.core.column.Vector;
import dev.tidemark.sql.type.SqlType;
import java.util.Objects;

/** Values in JSON. */
final class JsonCells {
    private static final byte[] TRUE = "true".getBytes(US_ASCII);
    private static final byte[] FALSE = "false".getBytes(US_ASCII);
    private static final byte[] NULL = "null".getBytes(US_ASCII);

    private JsonCells() {}

    static CellWriter of(SqlType type, boolean quoteLongs) {
        return switch (type.kind()) {
            case BOOLEAN -> JsonCells::appendBoolean;
            case BYTE, SHORT, INT -> JsonCells::appendWhole;
            case LONG -> quoteLongs ? quoted(JsonCells::appendWhole) : JsonCells::appendWhole;
            case FLOAT -> JsonCells::appendFloat;
            case DOUBLE -> JsonCells::appendDouble;
            case DATE -> quoted(time(3));
            case TIMESTAMP -> quoted(time(6));
            case TIMESTAMP_NS -> quoted(time(9));
            case SYMBOL -> JsonCells::appendSymbol;
            case VARCHAR, UNKNOWN -> JsonCells::appendText;
            case UUID -> quoted(WideText::appendUuid);
            case LONG256 -> quoted(WideText::appendLong256);
            case DECIMAL -> quoted(new DecimalCell());
            case ARRAY -> new ArrayCell("null");
        };
    }

    static CellWriter time(int fractionDigits) {
        TimeText text = new TimeText(fractionDigits);
        return (out, vector, row) -> text.append(out, vector.longs()[row]);
    }

    static CellWriter quoted(CellWriter inner) {
        return (out, vector, row) -> {
            out.put('"');
            inner.append(out, vector, row);
            out.put('"');
        };
    }

    static void appendBoolean(TextBytes out, Vector vector, int row) {
        out.put(vector.longs()[row] != 0 ? TRUE : FALSE);
    }

    static void appendWhole(TextBytes out, Vector vector, int row) {
        out.putLong(vector.longs()[row]);
    }

    static byte[] symbol(Vector vector, int row) {
        SymbolDictionary dictionary = Objects.requireNonNull(vector.dictionary());
        return dictionary.bytes(vector.codes()[row]);
    }

    private static void appendDouble(TextBytes out, Vector vector, int row) {
        double value = vector.doubles()[row];
        if (Double.isFinite(value)) {
            RealText.append(out, value);
        } else {
            out.put(NULL);
        }
    }

    private static void appendFloat(TextBytes out, Vector vector, int row) {
        float value = (float) vector.doubles()[row];
        if (Float.isFinite(value)) {
            RealText.append(out, value);
        } else {
            out.put(NULL);
        }
    }

    private static void appendSymbol(TextBytes out, Vector vector, int row) {
        byte[] text = symbol(vector, row);
        JsonText.append(out, text, 0, text.length);
    }

    private static void appendText(TextBytes out, Vector vector, int row) {
        int start = vector.offsets()[row];
        JsonText.append(out, vector.bytes(), start, vector.offsets()[row + 1] - start);
    }
}
