package dev.tidemark.pgwire.row;

import dev.tidemark.core.column.Vector;

/** Writes integers of 64 bits in binary. */
final class LongBinaryWriter extends FixedWriter {
    LongBinaryWriter() {
        super(Long.BYTES);
    }

    @Override
    void write(Vector vector, int from, int to, byte[] target, int[] positions) {
        boolean hasNulls = vector.hasNulls();
        long[] values = vector.longs();
        for (int row = from; row < to; row++) {
            int at = begin(hasNulls && vector.isNull(row), row, target, positions);
            if (at >= 0) {
                BigEndian.putLong(target, at, values[row]);
            }
        }
    }
}
