package dev.tidemark.ingest.parse;

import java.nio.charset.StandardCharsets;

/** Reads numbers of every form, one byte at a time. Holds the last one read. */
final class NumberText {

    /** Digits that 64 bits hold in any case. */
    private static final int SAFE_DIGITS = 18;

    /** Exponents beyond this give zero or infinity however many digits the number has. */
    private static final int HUGE_EXPONENT = 1 << 24;

    private long number;
    private double decimal;

    long number() {
        return number;
    }

    double decimal() {
        return decimal;
    }

    /** Reads {@code -?digits}; false if it is something else or needs more than 64 bits. */
    boolean readLong(byte[] line, int start, int end) {
        if (start == end) {
            return false;
        }
        boolean negative = line[start] == '-';
        int position = negative ? start + 1 : start;
        if (position == end) {
            return false;
        }
        // Counted downwards, since the smallest number has no positive counterpart.
        long total = 0;
        for (; position < end; position++) {
            int digit = line[position] - '0';
            boolean overflows = total < Long.MIN_VALUE / 10 || total * 10 < Long.MIN_VALUE + digit;
            if (digit < 0 || digit > 9 || overflows) {
                return false;
            }
            total = total * 10 - digit;
        }
        if (!negative && total == Long.MIN_VALUE) {
            return false;
        }
        number = negative ? total : -total;
        return true;
    }

    /**
     * Reads {@code [+-]?(digits[.digits]|.digits)([eE][+-]?digits)?}, and NaN and Infinity in any
     * case with or without a sign; false if it is something else.
     */
    boolean readDouble(byte[] line, int start, int end) {
        if (start == end) {
            return false;
        }
        byte sign = line[start];
        int unsigned = sign == '-' || sign == '+' ? start + 1 : start;
        if (!readUnsigned(line, unsigned, end)) {
            return false;
        }
        decimal = sign == '-' ? -decimal : decimal;
        return true;
    }

    private boolean readUnsigned(byte[] line, int start, int end) {
        if (FieldValue.equalsKeyword(line, start, end, "nan")) {
            decimal = Double.NaN;
            return true;
        }
        if (FieldValue.equalsKeyword(line, start, end, "infinity")) {
            decimal = Double.POSITIVE_INFINITY;
            return true;
        }
        long mantissa = 0;
        int digits = 0;
        int fractionDigits = 0;
        boolean afterPoint = false;
        int position = start;
        for (; position < end; position++) {
            byte value = line[position];
            if (value >= '0' && value <= '9') {
                mantissa = mantissa * 10 + value - '0';
                digits++;
                fractionDigits += afterPoint ? 1 : 0;
            } else if (value == '.' && !afterPoint) {
                afterPoint = true;
            } else {
                break;
            }
        }
        if (digits == 0) {
            return false;
        }
        int exponent = 0;
        if (position < end) {
            if (!readExponent(line, position, end)) {
                return false;
            }
            exponent = (int) number;
        }
        decimal =
                digits <= SAFE_DIGITS
                        ? DecimalToDouble.convert(mantissa, exponent - fractionDigits)
                        : DecimalToDouble.UNDECIDED;
        if (Double.isNaN(decimal)) {
            decimal = parse(line, start, end);
        }
        return true;
    }

    private boolean readExponent(byte[] line, int position, int end) {
        if ((line[position] | 0x20) != 'e' || position + 1 == end) {
            return false;
        }
        byte sign = line[position + 1];
        int digits = sign == '-' || sign == '+' ? position + 2 : position + 1;
        long total = 0;
        for (int index = digits; index < end; index++) {
            int digit = line[index] - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            total = Math.min(total * 10 + digit, HUGE_EXPONENT);
        }
        number = sign == '-' ? -total : total;
        return digits < end;
    }

    private static double parse(byte[] line, int start, int end) {
        return Double.parseDouble(new String(line, start, end - start, StandardCharsets.US_ASCII));
    }
}
