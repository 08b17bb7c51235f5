package dev.tidemark.pgwire.row;

import dev.tidemark.core.column.Vector;

/** Writes integers as text. */
final class IntegerTextWriter extends ColumnWriter {
    @Override
    void measure(Vector vector, int rows, int[] sizes) {
        boolean hasNulls = vector.hasNulls();
        long[] values = vector.longs();
        for (int row = 0; row < rows; row++) {
            sizes[row] += LENGTH_BYTES;
            if (!hasNulls || !vector.isNull(row)) {
                sizes[row] += DigitText.lengthOfLong(values[row]);
            }
        }
    }

    @Override
    void write(Vector vector, int from, int to, byte[] target, int[] positions) {
        boolean hasNulls = vector.hasNulls();
        long[] values = vector.longs();
        for (int row = from; row < to; row++) {
            int position = positions[row];
            if (hasNulls && vector.isNull(row)) {
                positions[row] = writeNull(target, position);
                continue;
            }
            int length = DigitText.lengthOfLong(values[row]);
            BigEndian.putInt(target, position, length);
            int end = position + LENGTH_BYTES + length;
            DigitText.writeLong(values[row], target, end);
            positions[row] = end;
        }
    }
}
