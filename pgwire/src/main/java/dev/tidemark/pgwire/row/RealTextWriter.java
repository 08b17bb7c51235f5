package dev.tidemark.pgwire.row;

import dev.tidemark.core.column.Vector;

/** Writes floating-point numbers as text. */
final class RealTextWriter extends FormattedWriter {
    private final RealText text = new RealText();
    private final boolean isSingle;

    /**
     * @param isSingle whether the values are of 32 bits, and so need fewer digits
     */
    RealTextWriter(boolean isSingle) {
        super(RealText.MAX_BYTES);
        this.isSingle = isSingle;
    }

    @Override
    int format(Vector vector, int row, byte[] target, int at) {
        double value = vector.doubles()[row];
        return isSingle ? text.write((float) value, target, at) : text.write(value, target, at);
    }
}
