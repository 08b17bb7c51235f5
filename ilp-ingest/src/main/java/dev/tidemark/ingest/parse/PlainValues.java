package dev.tidemark.ingest.parse;

import dev.tidemark.core.batch.RowStage;
import dev.tidemark.core.type.ColumnType;

/**
 * The fast reading of values: in their plainest form, text or binary, and of the column's own type.
 * They are written into the stage; whoever calls marks them.
 */
final class PlainValues {
    /** Digits that any number of 64 bits has room for. */
    private static final int SAFE_DIGITS = 18;

    private static final long[] POWERS_OF_TEN = powersOfTen();

    private static final int TRUE = 't' | ('r' << 8) | ('u' << 16) | ('e' << 24);
    private static final int ALSE = 'a' | ('l' << 8) | ('s' << 16) | ('e' << 24);
    private static final int SMALL_LETTERS = 0x20202020;

    /** Short integers as they look when the zeros and the suffix of this are taken away. */
    private static final int ONE_DIGIT = '0' | ('i' << 8);

    /** Bytes of an integer of two digits and its suffix. */
    static final int TWO_DIGITS_BYTES = 3;

    private static final int TWO_DIGITS = '0' | ('0' << 8) | ('i' << 16);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private final DigitReader digits = new DigitReader();
    private boolean binaryExpected;

    /** As {@link PlainFields#expectBinary}. */
    void expectBinary(boolean expected) {
        binaryExpected = expected;
    }

    /**
     * Writes a field's value.
     *
     * @return where the value ends, or {@link PlainFields#NOT_PLAIN}
     */
    int read(byte[] line, int position, FieldName field, RowStage stage) {
        // In the order of how frequent they are; a switch would go through tables in memory.
        ColumnType type = field.type();
        if (type == ColumnType.LONG) {
            return readLong(line, position, field, stage);
        }
        if (type == ColumnType.DOUBLE) {
            return readDouble(line, position, field, stage);
        }
        if (type == ColumnType.BOOLEAN) {
            return readBoolean(line, position, field, stage);
        }
        if (type == ColumnType.VARCHAR) {
            return readString(line, position, field.column());
        }
        return type.isDecimal() ? readDecimal(line, position, field, stage) : PlainFields.NOT_PLAIN;
    }

    /**
     * What stands at {@code position}, as an integer of two digits, which most integers have: to be
     * asked {@link #noTwoDigits} and {@link #numberOfTwoDigits}.
     */
    static int twoDigits(byte[] line, int position) {
        return (LittleEndian.intAt(line, position) & 0xFFFFFF) ^ TWO_DIGITS;
    }

    /** Not 0 if it is no integer of two digits: if a digit exceeds 9, or something else differs. */
    static int noTwoDigits(int two) {
        return (two | (two + 0x0606)) & 0xFFF0F0;
    }

    static int numberOfTwoDigits(int two) {
        return (two & 0xF) * 10 + (two >>> 8);
    }

    private int readLong(byte[] line, int position, FieldName field, RowStage stage) {
        // Most integers are short: branches that predict well beat arithmetic.
        int two = twoDigits(line, position);
        if (noTwoDigits(two) == 0) {
            stage.write(field.lane(), numberOfTwoDigits(two));
            return position + TWO_DIGITS_BYTES;
        }
        long word = LittleEndian.longAt(line, position);
        int one = ((int) word & 0xFFFF) ^ ONE_DIGIT;
        if (((one | (one + 0x06)) & 0xFFF0) == 0) {
            stage.write(field.lane(), one);
            return position + 2;
        }
        return readLongerLong(line, position, word, field, stage);
    }

    private int readLongerLong(
            byte[] line, int position, long word, FieldName field, RowStage stage) {
        int count = DigitReader.digitsIn(word);
        if (count > 0
                && count < DigitReader.WORD_DIGITS
                && ((word >>> (count << 3)) & 0xFF) == 'i') {
            stage.write(field.lane(), DigitReader.numberOf(word, count));
            return position + count + 1;
        }
        if ((word & 0xFF) == '=') {
            return readBinaryWord(line, position, BinaryLayout.LONG, field, stage);
        }
        boolean negative = line[position] == '-';
        int end = digits.read(line, negative ? position + 1 : position);
        long value = digits.value();
        if (digits.count() == 0
                || digits.count() > DigitReader.MAX_DIGITS
                || value < 0
                || line[end] != 'i') {
            return PlainFields.NOT_PLAIN;
        }
        stage.write(field.lane(), negative ? -value : value);
        return end + 1;
    }

    /** Up to seven digits on each side of the point, as most numbers have, take a word each. */
    private int readDouble(byte[] line, int position, FieldName field, RowStage stage) {
        boolean negative = line[position] == '-';
        int start = negative ? position + 1 : position;
        long word = LittleEndian.longAt(line, start);
        int whole = DigitReader.digitsIn(word);
        if (whole == 0 || whole == DigitReader.WORD_DIGITS) {
            return readLongerDouble(line, position, field, stage);
        }
        double value = DigitReader.numberOf(word, whole);
        int end = start + whole;
        if (((word >>> (whole << 3)) & 0xFF) == '.') {
            long fraction = LittleEndian.longAt(line, end + 1);
            int count = DigitReader.digitsIn(fraction);
            if (count == 0 || count == DigitReader.WORD_DIGITS) {
                return readLongerDouble(line, position, field, stage);
            }
            // Both numbers are exact, so that the one division rounds once.
            double power = POWERS_OF_TEN[count];
            value = (value * power + DigitReader.numberOf(fraction, count)) / power;
            end += 1 + count;
        }
        stage.write(field.lane(), Double.doubleToRawLongBits(negative ? -value : value));
        return end;
    }

    private int readLongerDouble(byte[] line, int position, FieldName field, RowStage stage) {
        if (line[position] == '=') {
            return readBinaryWord(line, position, BinaryLayout.DOUBLE, field, stage);
        }
        boolean negative = line[position] == '-';
        int end = digits.read(line, negative ? position + 1 : position);
        long value = digits.value();
        int count = digits.count();
        int fraction = 0;
        if (count == 0 || count > SAFE_DIGITS) {
            return PlainFields.NOT_PLAIN;
        }
        if (line[end] == '.') {
            end = digits.read(line, end + 1);
            fraction = digits.count();
            if (fraction == 0 || count + fraction > SAFE_DIGITS) {
                return PlainFields.NOT_PLAIN;
            }
            value = value * POWERS_OF_TEN[fraction] + digits.value();
        }
        double result = DecimalToDouble.convert(value, -fraction);
        if (Double.isNaN(result)) {
            return PlainFields.NOT_PLAIN;
        }
        stage.write(field.lane(), Double.doubleToRawLongBits(negative ? -result : result));
        return end;
    }

    /** A binary value of 64 bits, which are those of the cell. */
    private int readBinaryWord(
            byte[] line, int position, byte type, FieldName field, RowStage stage) {
        if (!binaryExpected || line[position + 1] != type) {
            return PlainFields.NOT_PLAIN;
        }
        stage.write(field.lane(), LittleEndian.longAt(line, position + 2));
        return position + 2 + Long.BYTES;
    }

    private int readBoolean(byte[] line, int position, FieldName field, RowStage stage) {
        int word = LittleEndian.intAt(line, position);
        int first = (word & 0xFF) | 0x20;
        int second = (word >>> 8) & 0xFF;
        if (first != 't' && first != 'f') {
            return readBinaryBoolean(word, position, field, stage);
        }
        if (second == ',' || second == ' ') {
            stage.write(field.lane(), first == 't' ? 1 : 0);
            return position + 1;
        }
        if ((word | SMALL_LETTERS) == TRUE) {
            stage.write(field.lane(), 1);
            return position + 4;
        }
        if (first == 'f' && (LittleEndian.intAt(line, position + 1) | SMALL_LETTERS) == ALSE) {
            stage.write(field.lane(), 0);
            return position + 5;
        }
        return PlainFields.NOT_PLAIN;
    }

    private int readBinaryBoolean(int word, int position, FieldName field, RowStage stage) {
        if (!binaryExpected || (word & 0xFFFF) != ('=' | BinaryLayout.BOOLEAN << 8)) {
            return PlainFields.NOT_PLAIN;
        }
        stage.write(field.lane(), (word >>> 16 & 0xFF) == 1 ? 1 : 0);
        return position + 2 + Byte.BYTES;
    }

    private static int readString(byte[] line, int position, ColumnSlot column) {
        if (line[position] != '"') {
            return PlainFields.NOT_PLAIN;
        }
        int start = position + 1;
        int end = start;
        long special = specialBytes(LittleEndian.longAt(line, end));
        while (special == 0) {
            end += Long.BYTES;
            special = specialBytes(LittleEndian.longAt(line, end));
        }
        end += Long.numberOfTrailingZeros(special) >>> 3;
        if (line[end] != '"') {
            return PlainFields.NOT_PLAIN;
        }
        column.cells().putBytes(line, start, end - start);
        return end + 1;
    }

    /**
     * Marks bytes of a word that end the plain text: quote, backslash, control characters and what
     * is not ASCII. The lowest mark is right; higher ones may be false.
     */
    private static long specialBytes(long word) {
        long quotes = word ^ (ONES * '"');
        long backslashes = word ^ (ONES * '\\');
        long found = (quotes - ONES) | (backslashes - ONES) | (word - ONES * ' ') | word;
        return found & HIGH_BITS;
    }

    /** Decimals of so few digits that they still fit into 64 bits with those of the column. */
    private int readDecimal(byte[] line, int position, FieldName field, RowStage stage) {
        if (line[position] == '=') {
            return readBinaryDecimal(line, position + 1, field, stage);
        }
        boolean negative = line[position] == '-';
        int end = digits.read(line, negative ? position + 1 : position);
        long value = digits.value();
        int count = digits.count();
        int scale = 0;
        if (count == 0 || count > SAFE_DIGITS) {
            return PlainFields.NOT_PLAIN;
        }
        if (line[end] == '.') {
            end = digits.read(line, end + 1);
            scale = digits.count();
            if (scale == 0 || count + scale > SAFE_DIGITS) {
                return PlainFields.NOT_PLAIN;
            }
            value = value * POWERS_OF_TEN[scale] + digits.value();
        }
        if (line[end] != 'd' || !writeDecimal(negative ? -value : value, scale, field, stage)) {
            return PlainFields.NOT_PLAIN;
        }
        return end + 1;
    }

    /**
     * @param position of the type byte
     */
    private int readBinaryDecimal(byte[] line, int position, FieldName field, RowStage stage) {
        int scale = line[position + 1];
        int lengthBytes = line[position + 2];
        if (!binaryExpected
                || line[position] != BinaryLayout.DECIMAL
                || scale < 0
                || lengthBytes < 1
                || lengthBytes > Long.BYTES) {
            return PlainFields.NOT_PLAIN;
        }
        int start = position + BinaryLayout.HEADER_BYTES;
        long highestFirst = Long.reverseBytes(LittleEndian.longAt(line, start));
        long value = highestFirst >> (Long.SIZE - (lengthBytes << 3));
        return writeDecimal(value, scale, field, stage)
                ? start + lengthBytes
                : PlainFields.NOT_PLAIN;
    }

    /** Writes an unscaled value; false if it needs more than 64 bits or does not fit the column. */
    private static boolean writeDecimal(long value, int scale, FieldName field, RowStage stage) {
        ColumnType type = field.type();
        int added = type.scale() - scale;
        if (added < 0 || added > SAFE_DIGITS) {
            return false;
        }
        int digits = Math.min(type.precision(), SAFE_DIGITS) - added;
        if (digits < 0 || Math.abs(value) >= POWERS_OF_TEN[digits] || value == Long.MIN_VALUE) {
            return false;
        }
        long cell = value * POWERS_OF_TEN[added];
        int lanes = type.widthBytes() / Long.BYTES;
        stage.write(field.lane(), cell);
        for (int lane = 1; lane < lanes; lane++) {
            stage.write(field.lane() + lane, cell >> (Long.SIZE - 1));
        }
        return true;
    }

    private static long[] powersOfTen() {
        long[] powers = new long[SAFE_DIGITS + 1];
        powers[0] = 1;
        for (int exponent = 1; exponent < powers.length; exponent++) {
            powers[exponent] = powers[exponent - 1] * 10;
        }
        return powers;
    }
}
