package dev.tidemark.ingest.parse;

import dev.tidemark.core.type.ColumnType;

/**
 * Binary field values, versions 2 and 3 of the protocol: what stands behind {@code name==},
 * beginning with the byte that tells the type. Numbers are little endian but for the decimal's.
 *
 * <pre>
 *    2  FLOAT       4 bytes, IEEE 754 binary32
 *    3  INT         4 bytes
 *    6  BOOLEAN     1 byte: 1 is true
 *   13  TIMESTAMP   1 byte: unit, 1 ns, 2 us, 3 ms, 4 s, 5 min, 6 h; 8 bytes
 *   14  ARRAY       1 byte: type of the elements, 10 DOUBLE, or 33 for NULL, where it ends;
 *                   1 byte: number of dimensions n, 1 to 32; n times 4 bytes: length of a dimension;
 *                   8 bytes for each element, the last dimension running fastest
 *   15  LONG        8 bytes
 *   16  DOUBLE      8 bytes, IEEE 754 binary64
 *   23  DECIMAL     1 byte: digits behind the point, 0 to 76; 1 byte: length l, 0 to 32, 0 is NULL;
 *                   l bytes: the unscaled value in two's complement, highest byte first
 * </pre>
 */
final class BinaryLayout {
    static final byte FLOAT = 2;
    static final byte INT = 3;
    static final byte BOOLEAN = 6;
    static final byte TIMESTAMP = 13;
    static final byte ARRAY = 14;
    static final byte LONG = 15;
    static final byte DOUBLE = 16;
    static final byte DECIMAL = 23;

    /** Types of an array's elements. */
    static final byte ELEMENTS_DOUBLE = 10;

    static final byte ELEMENTS_LONG = 6;
    static final byte ELEMENTS_NONE = 33;

    /** Bytes before a decimal's value, and before an array's lengths, with the type. */
    static final int HEADER_BYTES = 3;

    static final int MAX_DECIMAL_BYTES = 32;

    /** Not enough bytes have come to tell. */
    static final long INCOMPLETE = -1;

    /** Elements beyond which an array is refused whatever the length of a line may be. */
    private static final long MAX_ELEMENTS = 1L << 28;

    private BinaryLayout() {}

    /**
     * Bytes of a value with its type byte. Of a value that is none: those up to which it could be
     * one; what follows is read as text.
     *
     * @param at where the type byte stands
     * @return {@link #INCOMPLETE} if {@code to} lies too near to tell; the value may end beyond it
     */
    static long lengthBytes(byte[] line, int at, int to) {
        return switch (line[at]) {
            case BOOLEAN -> 1 + Byte.BYTES;
            case FLOAT, INT -> 1 + Integer.BYTES;
            case LONG, DOUBLE -> 1 + Long.BYTES;
            case TIMESTAMP -> 1 + Byte.BYTES + Long.BYTES;
            case DECIMAL -> {
                if (to - at < HEADER_BYTES) {
                    yield INCOMPLETE;
                }
                int length = Byte.toUnsignedInt(line[at + 2]);
                yield length > MAX_DECIMAL_BYTES ? HEADER_BYTES : HEADER_BYTES + length;
            }
            case ARRAY -> arrayBytes(line, at, to);
            default -> 0;
        };
    }

    private static long arrayBytes(byte[] line, int at, int to) {
        if (to - at < 2) {
            return INCOMPLETE;
        }
        byte elementType = line[at + 1];
        if (elementType != ELEMENTS_DOUBLE && elementType != ELEMENTS_LONG) {
            return 2;
        }
        if (to - at < HEADER_BYTES) {
            return INCOMPLETE;
        }
        int dimensions = Byte.toUnsignedInt(line[at + 2]);
        if (dimensions == 0 || dimensions > ColumnType.MAX_DIMENSIONS) {
            return HEADER_BYTES;
        }
        long headerBytes = HEADER_BYTES + (long) dimensions * Integer.BYTES;
        if (to - at < headerBytes) {
            return INCOMPLETE;
        }
        long elements = elementCount(line, at + HEADER_BYTES, dimensions);
        return elements < 0 ? headerBytes : headerBytes + elements * Double.BYTES;
    }

    /** The product of an array's lengths; negative if it, or a length, is out of bounds. */
    static long elementCount(byte[] line, int lengthsAt, int dimensions) {
        long count = 1;
        boolean isEmpty = false;
        for (int dimension = 0; dimension < dimensions; dimension++) {
            int length = LittleEndian.intAt(line, lengthsAt + dimension * Integer.BYTES);
            if (length < 0) {
                return -1;
            }
            isEmpty |= length == 0;
            count = Math.min(count * Math.max(length, 1), MAX_ELEMENTS);
        }
        return isEmpty ? 0 : count == MAX_ELEMENTS ? -1 : count;
    }
}
