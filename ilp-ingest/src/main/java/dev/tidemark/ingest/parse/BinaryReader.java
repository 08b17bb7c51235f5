package dev.tidemark.ingest.parse;

import dev.tidemark.core.type.ColumnType;

/** Reads binary values of fields; {@link BinaryLayout} describes them. */
final class BinaryReader {
    private BinaryReader() {}

    /**
     * Reads a value.
     *
     * @param at where its type byte stands
     * @param end of the line
     * @param value gets it
     * @return where it ends
     */
    static int read(byte[] line, int at, int end, FieldValue value) throws LineException {
        boolean isCut = at == end;
        long lengthBytes = isCut ? 0 : BinaryLayout.lengthBytes(line, at, end);
        if (isCut || lengthBytes == BinaryLayout.INCOMPLETE || at + lengthBytes > end) {
            throw fail(LineErrorCode.UNSUPPORTED_BINARY_FORMAT, at, "the binary value is cut off");
        }
        switch (line[at]) {
            case BinaryLayout.DOUBLE ->
                    value.setFloat(Double.longBitsToDouble(LittleEndian.longAt(line, at + 1)));
            case BinaryLayout.FLOAT ->
                    value.setFloat(Float.intBitsToFloat(LittleEndian.intAt(line, at + 1)));
            case BinaryLayout.LONG -> value.setInteger(LittleEndian.longAt(line, at + 1));
            case BinaryLayout.INT -> value.setInteger(LittleEndian.intAt(line, at + 1));
            case BinaryLayout.BOOLEAN -> value.setBoolean(line[at + 1] == 1);
            case BinaryLayout.TIMESTAMP -> readTime(line, at, value);
            case BinaryLayout.DECIMAL -> readDecimal(line, at, value);
            case BinaryLayout.ARRAY -> readArray(line, at, lengthBytes, value);
            default ->
                    throw fail(
                            LineErrorCode.UNSUPPORTED_BINARY_FORMAT,
                            at,
                            "no binary values are of type " + Byte.toUnsignedInt(line[at]));
        }
        return at + (int) lengthBytes;
    }

    private static void readTime(byte[] line, int at, FieldValue value) throws LineException {
        byte number = line[at + 1];
        TimestampUnit unit =
                switch (number) {
                    case 1 -> TimestampUnit.NANOSECONDS;
                    case 2 -> TimestampUnit.MICROSECONDS;
                    case 3 -> TimestampUnit.MILLISECONDS;
                    case 4 -> TimestampUnit.SECONDS;
                    case 5 -> TimestampUnit.MINUTES;
                    case 6 -> TimestampUnit.HOURS;
                    default ->
                            throw fail(
                                    LineErrorCode.UNSUPPORTED_BINARY_FORMAT,
                                    at + 1,
                                    "no unit of time has the number " + number);
                };
        value.setTimestamp(LittleEndian.longAt(line, at + 2), unit);
    }

    private static void readDecimal(byte[] line, int at, FieldValue value) throws LineException {
        int scale = Byte.toUnsignedInt(line[at + 1]);
        int length = Byte.toUnsignedInt(line[at + 2]);
        if (scale > ColumnType.MAX_PRECISION) {
            throw fail(
                    LineErrorCode.DECIMAL_INVALID_SCALE,
                    at + 1,
                    "a decimal has at most 76 digits behind the point, not " + scale);
        }
        if (length > BinaryLayout.MAX_DECIMAL_BYTES) {
            throw fail(
                    LineErrorCode.DECIMAL_OVERFLOW,
                    at + 2,
                    "a decimal has at most 32 bytes, not " + length);
        }
        if (!value.setDecimal(line, at + BinaryLayout.HEADER_BYTES, length, scale)) {
            throw fail(LineErrorCode.DECIMAL_OVERFLOW, at, "a decimal has more than 76 digits");
        }
    }

    private static void readArray(byte[] line, int at, long lengthBytes, FieldValue value)
            throws LineException {
        byte elementType = line[at + 1];
        if (elementType == BinaryLayout.ELEMENTS_NONE) {
            value.setNull();
            return;
        }
        if (elementType != BinaryLayout.ELEMENTS_DOUBLE) {
            throw fail(
                    LineErrorCode.ARRAY_INVALID_TYPE,
                    at + 1,
                    "the elements of an array are of type 10 (DOUBLE), not "
                            + Byte.toUnsignedInt(elementType));
        }
        int dimensions = Byte.toUnsignedInt(line[at + 2]);
        if (dimensions == 0) {
            throw fail(
                    LineErrorCode.ARRAY_INVALID_TYPE, at + 2, "an array has at least 1 dimension");
        }
        if (dimensions > ColumnType.MAX_DIMENSIONS) {
            throw fail(
                    LineErrorCode.ARRAY_TOO_MANY_DIMENSIONS,
                    at + 2,
                    "an array has at most 32 dimensions, not " + dimensions);
        }
        int lengthsAt = at + BinaryLayout.HEADER_BYTES;
        if (BinaryLayout.elementCount(line, lengthsAt, dimensions) < 0) {
            throw fail(
                    LineErrorCode.ARRAY_TOO_LARGE,
                    lengthsAt,
                    "the lengths of the array's dimensions are negative or too large");
        }
        int cellBytes = (int) (lengthBytes - BinaryLayout.HEADER_BYTES);
        value.setArray(line, lengthsAt, cellBytes, dimensions);
    }

    private static LineException fail(LineErrorCode code, int position, String reason) {
        return new LineException(code, position, reason);
    }
}
