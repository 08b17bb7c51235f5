package dev.tidemark.ingest.parse;

import dev.tidemark.core.batch.RowStage;
import dev.tidemark.core.type.ColumnType;

/**
 * What lines are compared with that have the fields of an earlier line, in the same order.
 *
 * <p>All that is to be known of a field lies side by side in one array, because the objects that it
 * comes from would cost a load from memory for each member:
 *
 * <pre>
 *   field     0  first word of the name
 *             1  last word
 *             2  mask of both
 *             3  word behind the first one, if the name has more than two words
 *             4  bits  0 to 31  where the last word begins
 *                     32 to 63  length of the name with its '='
 *             5  bits  0 to 31  where the lane begins in the stage
 *                     32 to 63  what a value of two digits and the byte behind it are compared with
 * </pre>
 */
final class FieldPlan {
    static final FieldPlan EMPTY = new FieldPlan(new FieldName[0]);

    private static final int FIRST = 0;
    private static final int LAST = 1;
    private static final int MASK = 2;
    private static final int SECOND = 3;
    private static final int LENGTHS = 4;
    private static final int VALUE = 5;
    private static final int FIELD_SHIFT = 3;
    private static final int FIELD_WORDS = 1 << FIELD_SHIFT;

    /** Two digits of zero with their suffix; a comma or, behind the last field, a space follows. */
    private static final int TWO_DIGITS = '0' | ('0' << 8) | ('i' << 16);

    /** Ten times a first digit plus a second one are the second byte of both times this. */
    private static final int TENS_AND_ONES = (10 << 8) | 1;

    private final FieldName[] names;
    private final long[] plan;

    /** The words of the fields that {@link #readShortIntegers} may read. */
    private final int integerWords;

    /**
     * @param names of the fields; not copied
     */
    FieldPlan(FieldName[] names) {
        this.names = names;
        this.plan = new long[names.length << FIELD_SHIFT];
        for (int index = 0; index < names.length; index++) {
            put(index, names[index]);
        }
        int integers = 0;
        while (integers < names.length && isPlainInteger(names[integers])) {
            integers++;
        }
        this.integerWords = integers << FIELD_SHIFT;
    }

    private static boolean isPlainInteger(FieldName name) {
        return name.type() == ColumnType.LONG && name.middleWords() <= 1;
    }

    private void put(int index, FieldName name) {
        int start = index << FIELD_SHIFT;
        int follower = index == names.length - 1 ? ' ' : ',';
        plan[start + FIRST] = name.firstWord();
        plan[start + LAST] = name.lastWord();
        plan[start + MASK] = name.mask();
        plan[start + SECOND] = name.secondWord();
        plan[start + LENGTHS] = pair(name.lastOffset(), name.lengthBytes());
        plan[start + VALUE] = pair(RowStage.firstValue(name.lane()), TWO_DIGITS | (follower << 24));
    }

    private static long pair(int low, int high) {
        return low | ((long) high << Integer.SIZE);
    }

    int count() {
        return names.length;
    }

    FieldName name(int index) {
        return names[index];
    }

    /** Whether the line goes on with a field's name and '='. */
    boolean matches(int index, byte[] line, int position) {
        int start = index << FIELD_SHIFT;
        int lastOffset = (int) plan[start + LENGTHS];
        long first = LittleEndian.longAt(line, position) ^ plan[start + FIRST];
        long last = LittleEndian.longAt(line, position + lastOffset) ^ plan[start + LAST];
        return ((first | last) & plan[start + MASK]) == 0
                && (lastOffset <= Long.BYTES || names[index].middleMatches(line, position));
    }

    /** Bytes of a field's name with its '='. */
    int nameBytes(int index) {
        return (int) (plan[(index << FIELD_SHIFT) + LENGTHS] >>> Integer.SIZE);
    }

    /**
     * Reads fields from the first one on, as far as they are as planned and integers of one or two
     * digits, which most integers have; writes their cells, which the caller marks. A loop of its
     * own because it is the one in which most of the time of parsing goes.
     *
     * @return {@link #fields} read and the {@link #position} behind the byte that follows them
     */
    long readShortIntegers(byte[] line, int from, RowStage stage) {
        long[] fields = plan;
        long[] cells = stage.values();
        int row = stage.rowCount();
        int end = integerWords;
        int position = from;
        int start = 0;
        // Compared for equality so that the compiler does not unroll, which needs more registers
        // than there are.
        while (start != end) {
            long lengths = fields[start + LENGTHS];
            int lastOffset = (int) lengths;
            long first = LittleEndian.longAt(line, position) ^ fields[start + FIRST];
            long last = LittleEndian.longAt(line, position + lastOffset) ^ fields[start + LAST];
            if (((first | last) & fields[start + MASK]) != 0) {
                break;
            }
            if (lastOffset > Long.BYTES
                    && LittleEndian.longAt(line, position + Long.BYTES) != fields[start + SECOND]) {
                break;
            }
            int valueStart = position + (int) (lengths >>> Integer.SIZE);
            long value = fields[start + VALUE];
            int zeros = (int) (value >>> Integer.SIZE);
            int text = LittleEndian.intAt(line, valueStart);
            int two = text ^ zeros;
            if (((two | (two + 0x0606)) & 0xFFFFF0F0) == 0) {
                cells[(int) value + row] = (((long) two * TENS_AND_ONES) >>> 8) & 0xFF;
                position = valueStart + 4;
            } else {
                int one = (text ^ (zeros >>> 8)) & 0xFFFFFF;
                if (((one | (one + 0x06)) & 0xFFFFF0) != 0) {
                    break;
                }
                cells[(int) value + row] = one;
                position = valueStart + 3;
            }
            start += FIELD_WORDS;
        }
        return ((long) (start >> FIELD_SHIFT) << Integer.SIZE) | position;
    }

    static int fields(long read) {
        return (int) (read >>> Integer.SIZE);
    }

    static int position(long read) {
        return (int) read;
    }
}
