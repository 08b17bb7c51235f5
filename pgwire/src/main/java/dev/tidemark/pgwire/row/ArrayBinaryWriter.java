package dev.tidemark.pgwire.row;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.type.ArrayLayout;

/**
 * Writes arrays in PostgreSQL's binary form: int32 dimensions, int32 0 (no NULLs), int32 number of
 * the elements' type; for each dimension int32 length and int32 1, the first index; for each
 * element int32 8 and a float8. An array without elements has no dimensions.
 */
final class ArrayBinaryWriter extends FormattedWriter {
    private static final int HEADER_BYTES = 3 * Integer.BYTES;
    private static final int DIMENSION_BYTES = 2 * Integer.BYTES;
    private static final int ELEMENT_BYTES = Integer.BYTES + Double.BYTES;
    private static final int FLOAT8 = 701;

    ArrayBinaryWriter() {
        super(0);
    }

    @Override
    int maxValueBytes(Vector vector, int row) {
        int dimensions = vector.type().dimensions();
        int elements = ArrayLayout.elementCount(vector.bytes(), vector.offsets()[row], dimensions);
        return Math.addExact(
                HEADER_BYTES + dimensions * DIMENSION_BYTES,
                Math.multiplyExact(elements, ELEMENT_BYTES));
    }

    @Override
    int format(Vector vector, int row, byte[] target, int at) {
        byte[] bytes = vector.bytes();
        int start = vector.offsets()[row];
        int dimensions = vector.type().dimensions();
        int elements = ArrayLayout.elementCount(bytes, start, dimensions);
        BigEndian.putInt(target, at, elements == 0 ? 0 : dimensions);
        BigEndian.putInt(target, at + Integer.BYTES, 0);
        BigEndian.putInt(target, at + 2 * Integer.BYTES, FLOAT8);
        int end = at + HEADER_BYTES;
        if (elements == 0) {
            return end;
        }
        for (int dimension = 0; dimension < dimensions; dimension++) {
            BigEndian.putInt(target, end, ArrayLayout.length(bytes, start, dimension));
            BigEndian.putInt(target, end + Integer.BYTES, 1);
            end += DIMENSION_BYTES;
        }
        for (int index = 0; index < elements; index++) {
            double element = ArrayLayout.element(bytes, start, dimensions, index);
            BigEndian.putInt(target, end, Double.BYTES);
            BigEndian.putLong(target, end + Integer.BYTES, Double.doubleToRawLongBits(element));
            end += ELEMENT_BYTES;
        }
        return end;
    }
}
