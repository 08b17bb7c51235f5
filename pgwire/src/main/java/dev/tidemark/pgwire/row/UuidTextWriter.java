package dev.tidemark.pgwire.row;

import dev.tidemark.core.column.Vector;

/** Writes UUIDs as text: {@code 123e4567-e89b-12d3-a456-426614174000}. */
final class UuidTextWriter extends FixedWriter {
    private static final int TEXT_BYTES = 36;

    UuidTextWriter() {
        super(TEXT_BYTES);
    }

    @Override
    void write(Vector vector, int from, int to, byte[] target, int[] positions) {
        boolean hasNulls = vector.hasNulls();
        long[] words = vector.longs();
        for (int row = from; row < to; row++) {
            int at = begin(hasNulls && vector.isNull(row), row, target, positions);
            if (at >= 0) {
                writeUuid(words[2 * row + 1], words[2 * row], target, at);
            }
        }
    }

    private static void writeUuid(long high, long low, byte[] target, int start) {
        int at = DigitText.writeHex(high >>> 32, 8, target, start);
        target[at++] = '-';
        at = DigitText.writeHex(high >>> 16, 4, target, at);
        target[at++] = '-';
        at = DigitText.writeHex(high, 4, target, at);
        target[at++] = '-';
        at = DigitText.writeHex(low >>> 48, 4, target, at);
        target[at++] = '-';
        DigitText.writeHex(low, 12, target, at);
    }
}
