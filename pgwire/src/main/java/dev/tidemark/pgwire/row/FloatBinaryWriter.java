package dev.tidemark.pgwire.row;

import dev.tidemark.core.column.Vector;

/** Writes floating-point numbers of 32 bits in binary. */
final class FloatBinaryWriter extends FixedWriter {
    FloatBinaryWriter() {
        super(Float.BYTES);
    }

    @Override
    void write(Vector vector, int from, int to, byte[] target, int[] positions) {
        boolean hasNulls = vector.hasNulls();
        double[] values = vector.doubles();
        for (int row = from; row < to; row++) {
            int at = begin(hasNulls && vector.isNull(row), row, target, positions);
            if (at >= 0) {
                BigEndian.putInt(target, at, Float.floatToIntBits((float) values[row]));
            }
        }
    }
}
