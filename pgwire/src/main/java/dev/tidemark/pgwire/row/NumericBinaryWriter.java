package dev.tidemark.pgwire.row;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.decimal.DecimalText;
import dev.tidemark.core.decimal.Int256;

/**
 * Writes decimals in PostgreSQL's binary form: four int16 (digits that follow, weight of the first,
 * sign, decimals to show), then int16 digits of base 10,000 of which the point divides none. Zeros
 * at both ends are left out.
 */
final class NumericBinaryWriter extends FormattedWriter {
    private static final int HEADER_BYTES = 4 * Short.BYTES;
    private static final int DECIMALS_PER_DIGIT = 4;
    private static final int NEGATIVE = 0x4000;

    /** Of 76 decimals, with one that the point cuts. */
    private static final int MAX_DIGITS = 21;

    private final Int256 value = new Int256();
    private final DecimalText text = new DecimalText();
    private final int[] digits = new int[MAX_DIGITS];

    NumericBinaryWriter() {
        super(HEADER_BYTES + MAX_DIGITS * Short.BYTES);
    }

    @Override
    int format(Vector vector, int row, byte[] target, int at) {
        int scale = vector.type().scale();
        vector.readDecimal(row, value);
        boolean negative = value.isNegative();
        text.format(value, scale);
        byte[] bytes = text.bytes();
        int start = negative ? text.start() + 1 : text.start();
        int wholeDecimals = bytes.length - start - (scale == 0 ? 0 : scale + 1);
        int count = 0;
        int weight = (wholeDecimals + DECIMALS_PER_DIGIT - 1) / DECIMALS_PER_DIGIT - 1;
        // The first digit may have fewer decimals, the last one is filled up with zeros.
        int decimals = DECIMALS_PER_DIGIT * (weight + 1) - wholeDecimals;
        int digit = 0;
        for (int index = start; index < bytes.length; index++) {
            if (bytes[index] != '.') {
                digit = digit * 10 + bytes[index] - '0';
                decimals++;
                if (decimals == DECIMALS_PER_DIGIT) {
                    digits[count++] = digit;
                    digit = 0;
                    decimals = 0;
                }
            }
        }
        if (decimals > 0) {
            for (; decimals < DECIMALS_PER_DIGIT; decimals++) {
                digit *= 10;
            }
            digits[count++] = digit;
        }
        int first = 0;
        while (first < count && digits[first] == 0) {
            first++;
        }
        while (count > first && digits[count - 1] == 0) {
            count--;
        }
        boolean isZero = first == count;
        BigEndian.putShort(target, at, count - first);
        BigEndian.putShort(target, at + Short.BYTES, isZero ? 0 : weight - first);
        BigEndian.putShort(target, at + 2 * Short.BYTES, negative ? NEGATIVE : 0);
        BigEndian.putShort(target, at + 3 * Short.BYTES, scale);
        int end = at + HEADER_BYTES;
        for (int index = first; index < count; index++) {
            BigEndian.putShort(target, end, digits[index]);
            end += Short.BYTES;
        }
        return end;
    }
}
