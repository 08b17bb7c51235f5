package dev.tidemark.ingest.parse;

import dev.tidemark.core.decimal.DecimalText;
import dev.tidemark.core.decimal.Int256;
import dev.tidemark.core.type.ColumnType;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The value of a tag or field, read with care: every form, one byte at a time. Holds the last value
 * read, to be used before the next one is.
 */
final class FieldValue {
    private static final int LONG256_DIGITS = 64;
    private static final int WORD_DIGITS = 16;

    private final NumberText numbers = new NumberText();
    private final ByteText text = new ByteText();
    private final Int256 unscaled = new Int256();
    private final long[] words = new long[LONG256_DIGITS / WORD_DIGITS];
    private @Nullable ValueType type;
    private TimestampUnit unit = TimestampUnit.NANOSECONDS;
    private long number;
    private double decimal;
    private int scale;
    private final ArrayValue array = new ArrayValue();

    /** Whether {@link #text} is still to be made from a binary value, which is seldom wanted. */
    private boolean textIsPending;

    /** What was read; null for an empty value, which means NULL. */
    @Nullable ValueType type() {
        return type;
    }

    /** An INTEGER, a TIMESTAMP in its {@link #unit()}, or a BOOLEAN as 0 or 1. */
    long number() {
        return number;
    }

    /** A FLOAT. */
    double decimal() {
        return decimal;
    }

    /** A DECIMAL without its point, which stands before the last {@link #scale()} digits. */
    Int256 unscaled() {
        return unscaled;
    }

    /** Digits of a DECIMAL behind the point. */
    int scale() {
        return scale;
    }

    /** Unit of a TIMESTAMP. */
    TimestampUnit unit() {
        return unit;
    }

    /** A LONG256, least significant word first. */
    long[] words() {
        return words;
    }

    /** A TAG or STRING without escapes; of other values their text without the suffix. */
    ByteText text() {
        if (textIsPending) {
            textIsPending = false;
            text.set(textOfBinary());
        }
        return text;
    }

    private String textOfBinary() {
        return switch (Objects.requireNonNull(type)) {
            case INTEGER, TIMESTAMP -> Long.toString(number);
            case BOOLEAN -> number == 0 ? "false" : "true";
            case FLOAT -> Double.toString(decimal);
            case DECIMAL -> {
                DecimalText digits = new DecimalText();
                digits.format(unscaled, scale);
                yield digits.toString();
            }
            case TAG, STRING, LONG256, ARRAY ->
                    throw new IllegalStateException(type + " in binary");
        };
    }

    /**
     * Type of a column that is created for the value, which is not NULL: no digit is to be lost.
     */
    ColumnType columnType() {
        ValueType known = Objects.requireNonNull(type);
        return switch (known) {
            case ARRAY -> array.columnType();
            case TIMESTAMP ->
                    unit == TimestampUnit.NANOSECONDS
                            ? ColumnType.TIMESTAMP_NS
                            : known.columnType();
            case TAG, INTEGER, FLOAT, BOOLEAN, STRING, LONG256, DECIMAL -> known.columnType();
        };
    }

    /** The value's type as messages name it. */
    String typeName() {
        return type == ValueType.ARRAY ? columnType().toString() : String.valueOf(type);
    }

    /** An ARRAY. */
    ArrayValue array() {
        return array;
    }

    /** Sets NULL. */
    void setNull() {
        type = null;
    }

    /** Sets a FLOAT. */
    void setFloat(double value) {
        type = ValueType.FLOAT;
        decimal = value;
        textIsPending = true;
    }

    /** Sets an INTEGER. */
    void setInteger(long value) {
        type = ValueType.INTEGER;
        number = value;
        textIsPending = true;
    }

    /** Sets a BOOLEAN. */
    void setBoolean(boolean value) {
        type = ValueType.BOOLEAN;
        number = value ? 1 : 0;
        textIsPending = true;
    }

    /** Sets a TIMESTAMP. */
    void setTimestamp(long value, TimestampUnit unitOfValue) {
        type = ValueType.TIMESTAMP;
        number = value;
        unit = unitOfValue;
        textIsPending = true;
    }

    /**
     * Sets a DECIMAL from its unscaled value, highest byte first; NULL if that has no bytes.
     *
     * @return false if it has more digits than a decimal can have
     */
    boolean setDecimal(byte[] line, int at, int lengthBytes, int scaleOfValue) {
        type = lengthBytes == 0 ? null : ValueType.DECIMAL;
        unscaled.setBigEndian(line, at, lengthBytes);
        scale = scaleOfValue;
        textIsPending = true;
        return unscaled.fits(ColumnType.MAX_PRECISION);
    }

    /** Sets an ARRAY, whose bytes must stay until it has been put into its cell. */
    void setArray(byte[] line, int at, int lengthBytes, int dimensionCount) {
        type = ValueType.ARRAY;
        array.set(line, at, lengthBytes, dimensionCount);
    }

    /** Announces a TAG, whose text the caller appends. */
    ByteText beginTag() {
        type = ValueType.TAG;
        clearText();
        return text;
    }

    /** Announces a STRING, whose text the caller appends. */
    ByteText beginString() {
        type = ValueType.STRING;
        clearText();
        return text;
    }

    /** Reads the bytes in {@code [start, end)} as a value without quotes. */
    void read(byte[] line, int start, int end) throws LineException {
        if (start == end) {
            type = null;
            return;
        }
        int bare = end - 1;
        byte last = line[bare];
        if (readBoolean(line, start, end)) {
            type = ValueType.BOOLEAN;
            keepText(line, start, end);
        } else if (last == 'i') {
            readInteger(line, start, bare);
            keepText(line, start, bare);
        } else if (isTimeSuffix(last) && numbers.readLong(line, start, bare)) {
            type = ValueType.TIMESTAMP;
            unit = unitOf(last);
            number = numbers.number();
            keepText(line, start, bare);
        } else if (last == 'd') {
            keepText(line, start, bare);
            readDecimal(start);
        } else if (numbers.readDouble(line, start, end)) {
            type = ValueType.FLOAT;
            decimal = numbers.decimal();
            keepText(line, start, end);
        } else {
            throw invalid(start, "the value is no number, boolean, time or quoted text");
        }
    }

    static boolean isTimeSuffix(byte suffix) {
        return suffix == 't' || suffix == 'n' || suffix == 'm';
    }

    static TimestampUnit unitOf(byte suffix) {
        return switch (suffix) {
            case 't' -> TimestampUnit.MICROSECONDS;
            case 'n' -> TimestampUnit.NANOSECONDS;
            case 'm' -> TimestampUnit.MILLISECONDS;
            default -> throw new IllegalArgumentException("no unit: " + suffix);
        };
    }

    private void readInteger(byte[] line, int start, int end) throws LineException {
        boolean hex = end - start > 2 && line[start] == '0' && line[start + 1] == 'x';
        if (hex) {
            type = ValueType.LONG256;
            readHex(line, start + 2, end);
        } else if (numbers.readLong(line, start, end)) {
            type = ValueType.INTEGER;
            number = numbers.number();
        } else {
            throw invalid(start, "the value is no integer of 64 bits");
        }
    }

    private void readDecimal(int start) throws LineException {
        type = ValueType.DECIMAL;
        scale = DecimalText.parse(text.bytes(), 0, text.lengthBytes(), unscaled);
        switch (scale) {
            case DecimalText.INVALID -> throw invalid(start, "the value is no decimal number");
            case DecimalText.TOO_LARGE ->
                    throw new LineException(
                            LineErrorCode.DECIMAL_OVERFLOW,
                            start,
                            "the decimal has more than 76 digits");
            case DecimalText.TOO_PRECISE ->
                    throw new LineException(
                            LineErrorCode.DECIMAL_INVALID_SCALE,
                            start,
                            "the decimal has more than 76 digits behind the point");
            default -> {}
        }
    }

    private void readHex(byte[] line, int start, int end) throws LineException {
        if (end - start > LONG256_DIGITS) {
            throw invalid(start, "the value has more than 256 bits");
        }
        Arrays.fill(words, 0);
        int place = 0;
        for (int position = end - 1; position >= start; position--) {
            int digit = Character.digit(line[position], 16);
            if (digit < 0) {
                throw invalid(position, "the value has a digit that is not hexadecimal");
            }
            words[place / WORD_DIGITS] |= (long) digit << (place % WORD_DIGITS * 4);
            place++;
        }
    }

    private boolean readBoolean(byte[] line, int start, int end) {
        if (equalsKeyword(line, start, end, "t") || equalsKeyword(line, start, end, "true")) {
            number = 1;
            return true;
        }
        number = 0;
        return equalsKeyword(line, start, end, "f") || equalsKeyword(line, start, end, "false");
    }

    static boolean equalsKeyword(byte[] line, int start, int end, String keyword) {
        if (end - start != keyword.length()) {
            return false;
        }
        for (int index = 0; index < keyword.length(); index++) {
            // Bit 5 is what makes an ASCII letter a small one; nothing else becomes a letter.
            if ((line[start + index] | 0x20) != keyword.charAt(index)) {
                return false;
            }
        }
        return true;
    }

    private void clearText() {
        text.clear();
        textIsPending = false;
    }

    private void keepText(byte[] line, int start, int end) {
        clearText();
        for (int position = start; position < end; position++) {
            text.append(line[position]);
        }
    }

    private static LineException invalid(int position, String reason) {
        return new LineException(LineErrorCode.INVALID_FIELD_VALUE, position, reason);
    }
}
