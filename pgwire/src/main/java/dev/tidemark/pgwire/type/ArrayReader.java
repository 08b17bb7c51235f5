package dev.tidemark.pgwire.type;

import java.nio.ByteBuffer;

/** Reads an array of float8 in binary; the package documentation has its layout. */
final class ArrayReader {
    private static final int HEADER_BYTES = 3 * Integer.BYTES;
    private static final int DIMENSION_BYTES = 2 * Integer.BYTES;
    private static final int ELEMENT_BYTES = Integer.BYTES + Double.BYTES;
    private static final int MAX_DIMENSIONS = 32;
    private static final int FLOAT8 = 701;

    private final ByteBuffer bytes;
    private final int[] lengths;
    private final StringBuilder text = new StringBuilder();

    private ArrayReader(ByteBuffer bytes, int dimensions) {
        this.bytes = bytes;
        this.lengths = new int[dimensions];
    }

    /**
     * The array as text, between braces.
     *
     * @throws InvalidValueException if the bytes are no array of float8, or one with NULLs
     */
    static String read(ByteBuffer bytes) {
        if (bytes.remaining() < HEADER_BYTES) {
            throw new InvalidValueException("an array has at least 12 bytes");
        }
        int dimensions = bytes.getInt();
        bytes.getInt();
        int elementType = bytes.getInt();
        if (elementType != FLOAT8) {
            throw new InvalidValueException("arrays hold float8, not the type " + elementType);
        }
        if (dimensions < 0 || dimensions > MAX_DIMENSIONS) {
            throw new InvalidValueException("an array has at most 32 dimensions");
        }
        if (bytes.remaining() < dimensions * DIMENSION_BYTES) {
            throw new InvalidValueException("the array's dimensions are cut off");
        }
        return new ArrayReader(bytes, dimensions).text();
    }

    private String text() {
        long elements = 1;
        for (int dimension = 0; dimension < lengths.length; dimension++) {
            lengths[dimension] = bytes.getInt();
            bytes.getInt();
            if (lengths[dimension] < 1) {
                throw new InvalidValueException("a dimension has no elements");
            }
            elements = Math.min(elements * lengths[dimension], Integer.MAX_VALUE);
        }
        if (lengths.length == 0) {
            return "{}";
        }
        if (bytes.remaining() != elements * ELEMENT_BYTES) {
            throw new InvalidValueException(
                    "the array's elements are NULL or do not fill its dimensions");
        }
        list(0);
        return text.toString();
    }

    private void list(int dimension) {
        text.append('{');
        for (int index = 0; index < lengths[dimension]; index++) {
            if (index > 0) {
                text.append(',');
            }
            if (dimension < lengths.length - 1) {
                list(dimension + 1);
            } else if (bytes.getInt() == Double.BYTES) {
                text.append(bytes.getDouble());
            } else {
                throw new InvalidValueException("an element does not have 8 bytes");
            }
        }
        text.append('}');
    }
}
