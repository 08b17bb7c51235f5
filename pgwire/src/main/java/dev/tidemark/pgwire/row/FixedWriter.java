package dev.tidemark.pgwire.row;

import dev.tidemark.core.column.Vector;

/**
 * Writes values that all take the same number of bytes. Each kind has a loop of its own, so that
 * the compiler sees one type of value in it.
 */
abstract class FixedWriter extends ColumnWriter {
    private final int widthBytes;

    FixedWriter(int widthBytes) {
        this.widthBytes = widthBytes;
    }

    @Override
    final void measure(Vector vector, int rows, int[] sizes) {
        boolean hasNulls = vector.hasNulls();
        for (int row = 0; row < rows; row++) {
            sizes[row] += hasNulls && vector.isNull(row) ? LENGTH_BYTES : LENGTH_BYTES + widthBytes;
        }
    }

    /**
     * Writes the length word, or NULL, and moves the row's position to the end of the value.
     *
     * @return where the value starts, or -1 if it is NULL
     */
    final int begin(boolean isNull, int row, byte[] target, int[] positions) {
        int position = positions[row];
        if (isNull) {
            positions[row] = writeNull(target, position);
            return -1;
        }
        BigEndian.putInt(target, position, widthBytes);
        positions[row] = position + LENGTH_BYTES + widthBytes;
        return position + LENGTH_BYTES;
    }
}
