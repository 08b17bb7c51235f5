package dev.tidemark.pgwire.row;

import dev.tidemark.core.column.Vector;

/** Writes booleans in one byte each: 0 and 1, or {@code f} and {@code t}. */
final class BooleanWriter extends FixedWriter {
    private final byte falseByte;
    private final byte trueByte;

    BooleanWriter(boolean isBinary) {
        super(Byte.BYTES);
        this.falseByte = (byte) (isBinary ? 0 : 'f');
        this.trueByte = (byte) (isBinary ? 1 : 't');
    }

    @Override
    void write(Vector vector, int from, int to, byte[] target, int[] positions) {
        boolean hasNulls = vector.hasNulls();
        long[] values = vector.longs();
        for (int row = from; row < to; row++) {
            int at = begin(hasNulls && vector.isNull(row), row, target, positions);
            if (at >= 0) {
                target[at] = values[row] == 0 ? falseByte : trueByte;
            }
        }
    }
}
