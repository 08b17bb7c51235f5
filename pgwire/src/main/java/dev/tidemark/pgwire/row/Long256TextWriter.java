package dev.tidemark.pgwire.row;

import dev.tidemark.core.column.Vector;

/** Writes integers of 256 bits in hexadecimal: {@code 0x1f}. */
final class Long256TextWriter extends FormattedWriter {
    private static final int WORDS = 4;
    private static final int DIGITS_PER_WORD = 16;

    Long256TextWriter() {
        super(2 + WORDS * DIGITS_PER_WORD);
    }

    @Override
    int format(Vector vector, int row, byte[] target, int at) {
        long[] words = vector.longs();
        int first = row * WORDS;
        int top = WORDS - 1;
        while (top > 0 && words[first + top] == 0) {
            top--;
        }
        target[at] = '0';
        target[at + 1] = 'x';
        int bits = Long.SIZE - Long.numberOfLeadingZeros(words[first + top]);
        int end =
                DigitText.writeHex(words[first + top], Math.max(1, (bits + 3) / 4), target, at + 2);
        for (int word = top - 1; word >= 0; word--) {
            end = DigitText.writeHex(words[first + word], DIGITS_PER_WORD, target, end);
        }
        return end;
    }
}
