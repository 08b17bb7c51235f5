package dev.tidemark.ingest.parse;

import dev.tidemark.core.batch.RowStage;
import dev.tidemark.core.type.ColumnType;
import org.jspecify.annotations.Nullable;

/**
 * The fast reading of fields: for lines whose fields have the names that came last time (or some of
 * them), values in their plainest form and of the column's own type, and a plain trailing time.
 * Gives up on everything else, without having done more than put cells of the current row, so that
 * the careful reading can start over.
 *
 * <p>Never passes the end of a line, but may look at up to {@link LineParser#PADDING_BYTES} behind
 * it.
 */
final class PlainFields {
    /** What {@link #read} answers when the line needs the careful reading. */
    static final int NOT_PLAIN = -1;

    /** Digits that the whole and the fraction of a double may have together. */
    private static final int MAX_DOUBLE_DIGITS = 18;

    private static final long[] POWERS_OF_TEN = powersOfTen();

    private static final int TRUE = 't' | ('r' << 8) | ('u' << 16) | ('e' << 24);
    private static final int ALSE = 'a' | ('l' << 8) | ('s' << 16) | ('e' << 24);

    /** The 'i' of an integer, counted from '0' like a digit. */
    private static final int SUFFIX = 'i' - '0';

    private static final int SMALL_LETTERS = 0x20202020;

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private final DigitReader digits = new DigitReader();
    private final byte[] name = new byte[NameRules.MAX_NAME_BYTES];
    private final PlainTimestamp timestamp;

    /**
     * @param unit of trailing times
     */
    PlainFields(TimestampUnit unit) {
        this.timestamp = new PlainTimestamp(unit);
    }

    /**
     * Puts the cells of the fields and of the designated timestamp.
     *
     * @param from first byte behind the space that ends the tags
     * @return where the next line starts, or {@link #NOT_PLAIN}
     */
    int read(byte[] line, int from, TableTarget target) {
        RowStage stage = target.stage();
        int position = from;
        FieldName previous = null;
        FieldName expected = target.firstField();
        while (true) {
            FieldName field = expected;
            if (field == null || !field.matches(line, position)) {
                field = unexpected(line, position, target, previous, expected);
                if (field == null) {
                    return NOT_PLAIN;
                }
            }
            position = readValue(line, position + field.lengthBytes(), field.column(), stage);
            if (position < 0) {
                return NOT_PLAIN;
            }
            byte separator = line[position];
            position++;
            if (separator == ' ') {
                return timestamp.read(line, position, target.timestamp(), stage);
            }
            if (separator != ',') {
                return NOT_PLAIN;
            }
            previous = field;
            expected = field.next();
        }
    }

    /** The field that stands where another one stood last time, or null if it is not known. */
    private @Nullable FieldName unexpected(
            byte[] line,
            int position,
            TableTarget target,
            @Nullable FieldName previous,
            @Nullable FieldName expected) {
        FieldName afterGap = expected == null ? null : expected.next();
        if (afterGap != null && afterGap.matches(line, position)) {
            // One field is missing in this line; the next one is expected to have it again.
            return afterGap;
        }
        FieldName found = lookUp(line, position, target);
        if (found == null) {
            return null;
        }
        if (previous == null) {
            target.setFirstField(found);
        } else {
            previous.setNext(found);
        }
        return found;
    }

    private @Nullable FieldName lookUp(byte[] line, int position, TableTarget target) {
        for (int length = 0; length < name.length; length++) {
            byte next = line[position + length];
            if (next == '=') {
                return target.knownName(name, length);
            }
            if (next == ',' || next == ' ' || next == '\\' || next == '\n' || next == '\r') {
                return null;
            }
            name[length] = next;
        }
        return null;
    }

    /** Puts the value at {@code position} and returns where it ends. */
    private int readValue(byte[] line, int position, ColumnSlot column, RowStage stage) {
        int lane = column.lane();
        if (stage.isSet(lane)) {
            return NOT_PLAIN;
        }
        // In the order of how frequent they are; a switch would go through tables in memory.
        ColumnType type = column.type();
        if (type == ColumnType.LONG) {
            return readLong(line, position, lane, stage);
        }
        if (type == ColumnType.DOUBLE) {
            return readDouble(line, position, lane, stage);
        }
        if (type == ColumnType.BOOLEAN) {
            return readBoolean(line, position, lane, stage);
        }
        return type == ColumnType.VARCHAR ? readString(line, position, column) : NOT_PLAIN;
    }

    private int readLong(byte[] line, int position, int lane, RowStage stage) {
        // Most integers are short: branches that predict well beat arithmetic.
        long word = LittleEndian.longAt(line, position);
        int first = ((int) word & 0xFF) - '0';
        int second = ((int) (word >>> 8) & 0xFF) - '0';
        int third = ((int) (word >>> 16) & 0xFF) - '0';
        if (first >= 0 && first <= 9) {
            if (second == SUFFIX) {
                stage.put(lane, first);
                return position + 2;
            }
            if (second >= 0 && second <= 9 && third == SUFFIX) {
                stage.put(lane, first * 10L + second);
                return position + 3;
            }
        }
        return readLongerLong(line, position, word, lane, stage);
    }

    private int readLongerLong(byte[] line, int position, long word, int lane, RowStage stage) {
        long others = DigitReader.othersIn(word);
        int count = Long.numberOfTrailingZeros(others) >>> 3;
        if (count > 0
                && count < DigitReader.WORD_DIGITS
                && ((word >>> (count << 3)) & 0xFF) == 'i') {
            stage.put(lane, DigitReader.numberOf(word, count));
            return position + count + 1;
        }
        boolean negative = line[position] == '-';
        int end = digits.read(line, negative ? position + 1 : position);
        long value = digits.value();
        if (digits.count() == 0
                || digits.count() > DigitReader.MAX_DIGITS
                || value < 0
                || line[end] != 'i') {
            return NOT_PLAIN;
        }
        stage.put(lane, negative ? -value : value);
        return end + 1;
    }

    /** Numbers of up to seven digits, as most are, are read from one word. */
    private int readDouble(byte[] line, int position, int lane, RowStage stage) {
        boolean negative = line[position] == '-';
        int start = negative ? position + 1 : position;
        long word = LittleEndian.longAt(line, start);
        long others = DigitReader.othersIn(word);
        int whole = Long.numberOfTrailingZeros(others) >>> 3;
        int end;
        double value;
        if (whole > 0 && whole < DigitReader.WORD_DIGITS) {
            if (((word >>> (whole << 3)) & 0xFF) != '.') {
                value = DigitReader.numberOf(word, whole);
                end = whole;
            } else {
                end = Long.numberOfTrailingZeros(others & (others - 1)) >>> 3;
                if (end == whole + 1 || end == DigitReader.WORD_DIGITS) {
                    return readLongerDouble(line, position, lane, stage);
                }
                // The point is taken out; both numbers are exact, so that one division rounds once.
                long wholeBits = -1L >>> (Long.SIZE - (whole << 3));
                long numeral = (word & wholeBits) | ((word >>> 8) & ~wholeBits);
                value =
                        (double) DigitReader.numberOf(numeral, end - 1)
                                / POWERS_OF_TEN[end - whole - 1];
            }
            stage.put(lane, Double.doubleToRawLongBits(negative ? -value : value));
            return start + end;
        }
        return readLongerDouble(line, position, lane, stage);
    }

    private int readLongerDouble(byte[] line, int position, int lane, RowStage stage) {
        boolean negative = line[position] == '-';
        int end = digits.read(line, negative ? position + 1 : position);
        long value = digits.value();
        int count = digits.count();
        int fraction = 0;
        if (count == 0 || count > MAX_DOUBLE_DIGITS) {
            return NOT_PLAIN;
        }
        if (line[end] == '.') {
            end = digits.read(line, end + 1);
            fraction = digits.count();
            if (fraction == 0 || count + fraction > MAX_DOUBLE_DIGITS) {
                return NOT_PLAIN;
            }
            value = value * POWERS_OF_TEN[fraction] + digits.value();
        }
        double result = DecimalToDouble.convert(value, -fraction);
        if (Double.isNaN(result)) {
            return NOT_PLAIN;
        }
        stage.put(lane, Double.doubleToRawLongBits(negative ? -result : result));
        return end;
    }

    private static int readBoolean(byte[] line, int position, int lane, RowStage stage) {
        int word = LittleEndian.intAt(line, position);
        int first = (word & 0xFF) | 0x20;
        int second = (word >>> 8) & 0xFF;
        if (first != 't' && first != 'f') {
            return NOT_PLAIN;
        }
        if (second == ',' || second == ' ') {
            stage.put(lane, first == 't' ? 1 : 0);
            return position + 1;
        }
        if ((word | SMALL_LETTERS) == TRUE) {
            stage.put(lane, 1);
            return position + 4;
        }
        if (first == 'f' && (LittleEndian.intAt(line, position + 1) | SMALL_LETTERS) == ALSE) {
            stage.put(lane, 0);
            return position + 5;
        }
        return NOT_PLAIN;
    }

    private static int readString(byte[] line, int position, ColumnSlot column) {
        if (line[position] != '"') {
            return NOT_PLAIN;
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
            return NOT_PLAIN;
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

    private static long[] powersOfTen() {
        long[] powers = new long[MAX_DOUBLE_DIGITS + 1];
        powers[0] = 1;
        for (int exponent = 1; exponent < powers.length; exponent++) {
            powers[exponent] = powers[exponent - 1] * 10;
        }
        return powers;
    }
}
