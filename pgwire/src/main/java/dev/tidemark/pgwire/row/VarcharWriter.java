package dev.tidemark.pgwire.row;

import dev.tidemark.core.column.Vector;

/** Writes texts; text and binary are the same. */
final class VarcharWriter extends ColumnWriter {
    @Override
    void measure(Vector vector, int rows, int[] sizes) {
        int[] offsets = vector.offsets();
        for (int row = 0; row < rows; row++) {
            int length = vector.isNull(row) ? 0 : offsets[row + 1] - offsets[row];
            sizes[row] = Math.addExact(sizes[row], LENGTH_BYTES + length);
        }
    }

    @Override
    void write(Vector vector, int from, int to, byte[] target, int[] positions) {
        int[] offsets = vector.offsets();
        byte[] bytes = vector.bytes();
        for (int row = from; row < to; row++) {
            int position = positions[row];
            if (vector.isNull(row)) {
                positions[row] = writeNull(target, position);
                continue;
            }
            int length = offsets[row + 1] - offsets[row];
            BigEndian.putInt(target, position, length);
            System.arraycopy(bytes, offsets[row], target, position + LENGTH_BYTES, length);
            positions[row] = position + LENGTH_BYTES + length;
        }
    }
}
