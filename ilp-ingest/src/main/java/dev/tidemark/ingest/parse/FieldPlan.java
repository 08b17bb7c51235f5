package dev.tidemark.ingest.parse;

import dev.tidemark.core.batch.RowStage;
import dev.tidemark.core.type.ColumnType;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What lines are compared with that have the fields of an earlier line, in the same order.
 *
 * <p>Most integers have one or two digits. Two digits, what separates them from the next field and
 * the name of that field make a text of known length, which is compared as a whole:
 *
 * <pre>
 *   00i,name=     with any digits in place of the zeros
 *   00i           and a space, behind the last field
 *   =0i,name=     the same with one digit, from the '=' before it on
 * </pre>
 */
final class FieldPlan {
    static final FieldPlan EMPTY = new FieldPlan(new FieldName[0]);

    private final FieldName[] names;

    /** Each field as a short integer; null if it cannot be read as one. */
    private final @Nullable ShortInteger[] shortIntegers;

    /** A field's value as a short integer, and what follows it. */
    private static final class ShortInteger {
        final int index;

        /** Where the field's lane begins in the stage. */
        final int firstValue;

        final ExpectedText twoDigits;
        final ExpectedText oneDigit;

        /** Length of both texts. */
        final int lengthBytes;

        /** The field behind this one, if it can be read in the same way. */
        final @Nullable ShortInteger next;

        ShortInteger(int index, int lane, String rest, @Nullable ShortInteger next) {
            this.index = index;
            this.firstValue = RowStage.firstValue(lane);
            this.twoDigits = new ExpectedText("00" + rest);
            this.oneDigit = new ExpectedText("=0" + rest);
            this.lengthBytes = 2 + rest.length();
            this.next = next;
        }
    }

    /**
     * @param names of the fields; not copied
     */
    FieldPlan(FieldName[] names) {
        this.names = names;
        this.shortIntegers = new @Nullable ShortInteger[names.length];
        ShortInteger next = null;
        String rest = "i ";
        for (int index = names.length - 1; index >= 0; index--) {
            FieldName name = names[index];
            boolean isExpected =
                    name.type() == ColumnType.LONG
                            && 2 + rest.length() <= ExpectedText.MAX_LENGTH_BYTES;
            next = isExpected ? new ShortInteger(index, name.lane(), rest, next) : null;
            shortIntegers[index] = next;
            rest = "i," + new String(name.name(), StandardCharsets.ISO_8859_1) + "=";
        }
    }

    int count() {
        return names.length;
    }

    FieldName name(int index) {
        return names[index];
    }

    /**
     * Whether a value may be an integer of one or two digits: a look at two bytes that spares other
     * values the comparison.
     */
    static boolean mayBeShortInteger(byte[] line, int position) {
        return line[position + 1] == 'i' || line[position + 2] == 'i';
    }

    /**
     * Reads values from that of field {@code index} on, as long as they are integers of one or two
     * digits and the fields behind them are as planned; writes their cells, which the caller marks.
     * A loop of its own because it is the one in which most of the time of parsing goes.
     *
     * @param from where the field's value stands, right behind its '='
     * @return the {@link #field} that is to be read next, or their count, and the {@link #position}
     *     of its value, or behind the space that ends the last field
     */
    long readShortIntegers(byte[] line, int from, int index, RowStage stage) {
        long[] cells = stage.values();
        int row = stage.rowCount();
        int position = from;
        ShortInteger field = shortIntegers[index];
        if (field == null) {
            return pair(position, index);
        }
        while (true) {
            long digits = field.twoDigits.digitsAt(line, position);
            if (!field.twoDigits.isAt(line, position, digits)) {
                digits = field.oneDigit.digitsAt(line, position - 1);
                if (!field.oneDigit.isAt(line, position - 1, digits)) {
                    return pair(position, field.index);
                }
                position--;
            }
            cells[field.firstValue + row] = ExpectedText.number(digits);
            position += field.lengthBytes;
            if (field.next == null) {
                return pair(position, field.index + 1);
            }
            field = field.next;
        }
    }

    private static long pair(int position, int field) {
        return position | ((long) field << Integer.SIZE);
    }

    static int field(long read) {
        return (int) (read >>> Integer.SIZE);
    }

    static int position(long read) {
        return (int) read;
    }
}
