package dev.tidemark.pgwire.row;

import dev.tidemark.core.column.Vector;

/** Writes integers of 32 bits in binary. */
final class IntBinaryWriter extends FixedWriter {
    IntBinaryWriter() {
        super(Integer.BYTES);
    }

    @Override
    void write(Vector vector, int from, int to, byte[] target, int[] positions) {
        boolean hasNulls = vector.hasNulls();
        long[] values = vector.longs();
        for (int row = from; row < to; row++) {
            int at = begin(hasNulls && vector.isNull(row), row, target, positions);
            if (at >= 0) {
                BigEndian.putInt(target, at, (int) values[row]);
            }
        }
    }
}
