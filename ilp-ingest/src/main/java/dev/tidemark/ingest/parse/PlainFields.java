package dev.tidemark.ingest.parse;

import dev.tidemark.core.batch.ColumnBuffer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
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
    static final long NOT_PLAIN = -1;

    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

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
    long read(MemorySegment segment, long from, TableTarget target) {
        long position = from;
        FieldName previous = null;
        FieldName expected = target.firstField();
        while (true) {
            FieldName field = expected;
            if (field == null || !field.matches(segment, position)) {
                field = unexpected(segment, position, target, previous, expected);
                if (field == null) {
                    return NOT_PLAIN;
                }
            }
            position = readValue(segment, position + field.lengthBytes(), field.column());
            if (position < 0) {
                return NOT_PLAIN;
            }
            byte separator = segment.get(BYTE, position);
            position++;
            if (separator == ' ') {
                return timestamp.read(segment, position, target.timestamp());
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
            MemorySegment segment,
            long position,
            TableTarget target,
            @Nullable FieldName previous,
            @Nullable FieldName expected) {
        FieldName afterGap = expected == null ? null : expected.next();
        if (afterGap != null && afterGap.matches(segment, position)) {
            // One field is missing in this line; the next one is expected to have it again.
            return afterGap;
        }
        FieldName found = lookUp(segment, position, target);
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

    private @Nullable FieldName lookUp(MemorySegment segment, long position, TableTarget target) {
        for (int length = 0; length < name.length; length++) {
            byte next = segment.get(BYTE, position + length);
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
    private long readValue(MemorySegment segment, long position, ColumnSlot column) {
        ColumnBuffer cells = column.cells();
        if (cells.isSet()) {
            return NOT_PLAIN;
        }
        return switch (column.type().kind()) {
            case LONG -> readLong(segment, position, cells);
            case DOUBLE -> readDouble(segment, position, cells);
            case BOOLEAN -> readBoolean(segment, position, cells);
            case VARCHAR -> readString(segment, position, cells);
            case BYTE, SHORT, INT, FLOAT, DATE -> NOT_PLAIN;
            case TIMESTAMP, TIMESTAMP_NS, SYMBOL, UUID, LONG256 -> NOT_PLAIN;
            case DECIMAL, ARRAY -> NOT_PLAIN;
        };
    }

    private long readLong(MemorySegment segment, long position, ColumnBuffer cells) {
        // Most integers are short: branches that predict well beat arithmetic.
        int four = segment.get(INT, position);
        int first = (four & 0xFF) - '0';
        int second = ((four >>> 8) & 0xFF) - '0';
        int third = ((four >>> 16) & 0xFF) - '0';
        if (first >= 0 && first <= 9) {
            if (second == SUFFIX) {
                cells.putLong(first);
                return position + 2;
            }
            if (second >= 0 && second <= 9) {
                if (third == SUFFIX) {
                    cells.putLong(first * 10L + second);
                    return position + 3;
                }
                if (third >= 0 && third <= 9 && (four >>> 24) - '0' == SUFFIX) {
                    cells.putLong(first * 100L + second * 10L + third);
                    return position + 4;
                }
            }
        }
        boolean negative = (byte) four == '-';
        long end = digits.read(segment, negative ? position + 1 : position);
        long value = digits.value();
        int count = digits.count();
        if (count == 0
                || count > DigitReader.MAX_DIGITS
                || value < 0
                || segment.get(BYTE, end) != 'i') {
            return NOT_PLAIN;
        }
        cells.putLong(negative ? -value : value);
        return end + 1;
    }

    private long readDouble(MemorySegment segment, long position, ColumnBuffer cells) {
        boolean negative = segment.get(BYTE, position) == '-';
        long end = digits.read(segment, negative ? position + 1 : position);
        long value = digits.value();
        int count = digits.count();
        int fraction = 0;
        if (count == 0 || count > MAX_DOUBLE_DIGITS) {
            return NOT_PLAIN;
        }
        if (segment.get(BYTE, end) == '.') {
            end = digits.read(segment, end + 1);
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
        cells.putDouble(negative ? -result : result);
        return end;
    }

    private static long readBoolean(MemorySegment segment, long position, ColumnBuffer cells) {
        int word = segment.get(INT, position);
        int first = (word & 0xFF) | 0x20;
        int second = (word >>> 8) & 0xFF;
        if (first != 't' && first != 'f') {
            return NOT_PLAIN;
        }
        if (second == ',' || second == ' ') {
            cells.putLong(first == 't' ? 1 : 0);
            return position + 1;
        }
        if ((word | SMALL_LETTERS) == TRUE) {
            cells.putLong(1);
            return position + 4;
        }
        if (first == 'f' && (segment.get(INT, position + 1) | SMALL_LETTERS) == ALSE) {
            cells.putLong(0);
            return position + 5;
        }
        return NOT_PLAIN;
    }

    private static long readString(MemorySegment segment, long position, ColumnBuffer cells) {
        if (segment.get(BYTE, position) != '"') {
            return NOT_PLAIN;
        }
        long start = position + 1;
        long end = start;
        long special = specialBytes(segment.get(LONG, end));
        while (special == 0) {
            end += Long.BYTES;
            special = specialBytes(segment.get(LONG, end));
        }
        end += Long.numberOfTrailingZeros(special) >>> 3;
        if (segment.get(BYTE, end) != '"') {
            return NOT_PLAIN;
        }
        cells.putBytes(segment, start, (int) (end - start));
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
