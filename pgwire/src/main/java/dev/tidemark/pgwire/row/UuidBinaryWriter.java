package dev.tidemark.pgwire.row;

import dev.tidemark.core.column.Vector;

/** Writes UUIDs in binary. */
final class UuidBinaryWriter extends FixedWriter {
    UuidBinaryWriter() {
        super(2 * Long.BYTES);
    }

    @Override
    void write(Vector vector, int from, int to, byte[] target, int[] positions) {
        boolean hasNulls = vector.hasNulls();
        long[] words = vector.longs();
        for (int row = from; row < to; row++) {
            int at = begin(hasNulls && vector.isNull(row), row, target, positions);
            if (at >= 0) {
                BigEndian.putLong(target, at, words[2 * row + 1]);
                BigEndian.putLong(target, at + Long.BYTES, words[2 * row]);
            }
        }
    }
}
