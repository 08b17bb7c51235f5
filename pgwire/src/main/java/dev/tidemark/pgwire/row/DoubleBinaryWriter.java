package dev.tidemark.pgwire.row;

import dev.tidemark.core.column.Vector;

/** Writes floating-point numbers of 64 bits in binary. */
final class DoubleBinaryWriter extends FixedWriter {
    DoubleBinaryWriter() {
        super(Double.BYTES);
    }

    @Override
    void write(Vector vector, int from, int to, byte[] target, int[] positions) {
        boolean hasNulls = vector.hasNulls();
        double[] values = vector.doubles();
        for (int row = from; row < to; row++) {
            int at = begin(hasNulls && vector.isNull(row), row, target, positions);
            if (at >= 0) {
                BigEndian.putLong(target, at, Double.doubleToLongBits(values[row]));
            }
        }
    }
}
