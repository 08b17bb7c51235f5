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
 *             4  layout: bits  0 to 7   where the last word begins
 *                              8 to 15  length of the name with its '='
 *                             16        whether the name has more than two words
 *                             17        whether the name has more than three words
 *                             18        whether the column is no LONG
 *                             24 to 31  what makes a comma the byte that follows the value
 *                             32 to 63  where the lane begins in the stage
 * </pre>
 */
final class FieldPlan {
    static final FieldPlan EMPTY = new FieldPlan(new FieldName[0]);

    private static final int FIRST = 0;
    private static final int LAST = 1;
    private static final int MASK = 2;
    private static final int SECOND = 3;
    private static final int LAYOUT = 4;
    private static final int FIELD_SHIFT = 3;

    private static final int LENGTH_SHIFT = 8;
    private static final int HAS_SECOND = 1 << 16;
    private static final int HAS_MORE = 1 << 17;
    private static final int IS_OTHER_TYPE = 1 << 18;
    private static final int FOLLOWER = 0xFF << 24;

    /** What is left of the digits, if they are two and a suffix and a comma follow. */
    private static final int TWO_DIGITS = '0' | ('0' << 8) | ('i' << 16) | (',' << 24);

    /** The same of one digit; a fourth byte is none of it. */
    private static final int ONE_DIGIT = TWO_DIGITS >>> 8;

    private final FieldName[] names;
    private final long[] plan;

    /**
     * @param names of the fields; not copied
     */
    FieldPlan(FieldName[] names) {
        this.names = names;
        this.plan = new long[names.length << FIELD_SHIFT];
        for (int index = 0; index < names.length; index++) {
            put(index, names[index]);
        }
    }

    private void put(int index, FieldName name) {
        int start = index << FIELD_SHIFT;
        boolean isLast = index == names.length - 1;
        int bits =
                name.lastOffset()
                        | (name.lengthBytes() << LENGTH_SHIFT)
                        | (name.middleWords() > 0 ? HAS_SECOND : 0)
                        | (name.middleWords() > 1 ? HAS_MORE : 0)
                        | (name.type() == ColumnType.LONG ? 0 : IS_OTHER_TYPE)
                        | (isLast ? (',' ^ ' ') << 24 : 0);
        plan[start + FIRST] = name.firstWord();
        plan[start + LAST] = name.lastWord();
        plan[start + MASK] = name.mask();
        plan[start + SECOND] = name.secondWord();
        plan[start + LAYOUT] =
                Integer.toUnsignedLong(bits)
                        | ((long) RowStage.firstValue(name.lane()) << Integer.SIZE);
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
        int layout = (int) plan[start + LAYOUT];
        long first = LittleEndian.longAt(line, position) ^ plan[start + FIRST];
        long last = LittleEndian.longAt(line, position + (layout & 0xFF)) ^ plan[start + LAST];
        return ((first | last) & plan[start + MASK]) == 0
                && ((layout & HAS_SECOND) == 0 || names[index].middleMatches(line, position));
    }

    /** Bytes of a field's name with its '='. */
    int nameBytes(int index) {
        return ((int) plan[(index << FIELD_SHIFT) + LAYOUT] >>> LENGTH_SHIFT) & 0xFF;
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
        int position = from;
        int index = 0;
        for (; index < fields.length >> FIELD_SHIFT; index++) {
            int start = index << FIELD_SHIFT;
            long layout = fields[start + LAYOUT];
            int bits = (int) layout;
            long first = LittleEndian.longAt(line, position) ^ fields[start + FIRST];
            long last = LittleEndian.longAt(line, position + (bits & 0xFF)) ^ fields[start + LAST];
            if ((((first | last) & fields[start + MASK]) | (bits & (HAS_MORE | IS_OTHER_TYPE)))
                    != 0) {
                break;
            }
            if ((bits & HAS_SECOND) != 0
                    && LittleEndian.longAt(line, position + Long.BYTES) != fields[start + SECOND]) {
                break;
            }
            int valueStart = position + ((bits >>> LENGTH_SHIFT) & 0xFF);
            int value = LittleEndian.intAt(line, valueStart);
            int two = value ^ TWO_DIGITS ^ (bits & FOLLOWER);
            if (((two | (two + 0x0606)) & 0xFFFFF0F0) == 0) {
                int number = (two & 0xF) * 10 + (two >>> 8);
                cells[(int) (layout >>> Integer.SIZE) + row] = number;
                position = valueStart + 4;
            } else {
                int one = (value ^ ONE_DIGIT ^ ((bits & FOLLOWER) >>> 8)) & 0xFFFFFF;
                if (((one | (one + 0x06)) & 0xFFFFF0) != 0) {
                    break;
                }
                cells[(int) (layout >>> Integer.SIZE) + row] = one;
                position = valueStart + 3;
            }
        }
        return ((long) index << Integer.SIZE) | position;
    }

    static int fields(long read) {
        return (int) (read >>> Integer.SIZE);
    }

    static int position(long read) {
        return (int) read;
    }
}
