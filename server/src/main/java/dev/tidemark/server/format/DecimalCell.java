package dev.tidemark.server.format;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.decimal.DecimalText;
import dev.tidemark.core.decimal.Int256;

/** Decimals with all digits of their scale: {@code -0.050}. */
final class DecimalCell implements CellWriter {
    private final Int256 value = new Int256();
    private final DecimalText text = new DecimalText();

    @Override
    public void append(TextBytes out, Vector vector, int row) {
        int lengthBytes = text.format(vector.readDecimal(row, value), vector.type().scale());
        out.put(text.bytes(), text.start(), lengthBytes);
    }
}
