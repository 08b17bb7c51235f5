package dev.tidemark.pgwire.row;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.decimal.DecimalText;
import dev.tidemark.core.decimal.Int256;

/** Writes decimals as text, with all digits of their scale: {@code -0.050}. */
final class NumericTextWriter extends FormattedWriter {
    /** A sign, 76 digits, a point and a zero before it. */
    private static final int MAX_TEXT_BYTES = 79;

    private final Int256 value = new Int256();
    private final DecimalText text = new DecimalText();

    NumericTextWriter() {
        super(MAX_TEXT_BYTES);
    }

    @Override
    int format(Vector vector, int row, byte[] target, int at) {
        int length = text.format(vector.readDecimal(row, value), vector.type().scale());
        System.arraycopy(text.bytes(), text.start(), target, at, length);
        return at + length;
    }
}
