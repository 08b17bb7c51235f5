package dev.tidemark.pgwire.row;

import dev.tidemark.core.column.Vector;

/** Writes integers of 16 bits in binary. */
final class ShortBinaryWriter extends FixedWriter {
    ShortBinaryWriter() {
        super(Short.BYTES);
    }

    @Override
    void write(Vector vector, int from, int to, byte[] target, int[] positions) {
        boolean hasNulls = vector.hasNulls();
        long[] values = vector.longs();
        for (int row = from; row < to; row++) {
            int at = begin(hasNulls && vector.isNull(row), row, target, positions);
            if (at >= 0) {
                BigEndian.putShort(target, at, (int) values[row]);
            }
        }
    }
}
