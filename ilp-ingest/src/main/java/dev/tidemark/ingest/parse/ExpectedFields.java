package dev.tidemark.ingest.parse;

import dev.tidemark.core.batch.Lanes;
import dev.tidemark.core.type.ColumnType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The fields that the lines of a table are expected to have, in their order: those of an earlier
 * line. Lines with exactly these are read without looking at columns one by one. Lines with others
 * are remembered, and taken for the rule where they are no exception.
 *
 * <p>What a line is compared with lies in one array, because the objects that it comes from would
 * cost a load from memory for each member.
 *
 * <pre>
 *   plan      0  first word of the name
 *             1  last word
 *             2  mask of both
 *             3  layout: bits  0 to 7   where the last word begins
 *                              8 to 15  length of the name with its '='
 *                             16        whether there is more of it between the two words
 *                             17        whether the column is no LONG
 *                             32 to 63  lane
 * </pre>
 */
final class ExpectedFields {
    /** Lines in a row with other fields beyond which the last of them becomes what is expected. */
    private static final int PATIENCE = 8;

    /** Fields in a row that a line may lack without their names being looked up. */
    private static final int GAP = 3;

    private static final int PLAN_SHIFT = 2;
    private static final long HAS_MIDDLE = 1L << 16;
    private static final long IS_OTHER_TYPE = 1L << 17;

    private final ColumnSlot timestamp;
    private FieldName[] names = {};
    private long[] plan = {};

    /** The lanes of the names and of the timestamp. */
    private Lanes lanes = new Lanes(new int[0]);

    /** The shape of series that is known to have no column in common with the names. */
    private @Nullable SeriesShape disjoint;

    private FieldName[] met = new FieldName[16];
    private int metCount;

    /** Lines in a row that did not have the expected fields. */
    private int exceptions;

    /**
     * @param timestamp the designated timestamp, which every row has
     */
    ExpectedFields(ColumnSlot timestamp) {
        this.timestamp = timestamp;
    }

    int count() {
        return names.length;
    }

    FieldName name(int index) {
        return names[index];
    }

    /** What else is to be known of a field: see {@link #lane} and so on. */
    long layout(int index) {
        return plan[(index << PLAN_SHIFT) + 3];
    }

    /** Bytes of a name with its '='. */
    static int nameBytes(long layout) {
        return (int) (layout >>> 8) & 0xFF;
    }

    /** Not 0 if the column is no LONG. */
    static int isOtherType(long layout) {
        return (int) (layout & IS_OTHER_TYPE);
    }

    static int lane(long layout) {
        return (int) (layout >>> Integer.SIZE);
    }

    /** Whether the line goes on with a field's name and '='. */
    boolean matches(int index, long layout, byte[] line, int position) {
        int start = index << PLAN_SHIFT;
        long first = LittleEndian.longAt(line, position) ^ plan[start];
        long last = LittleEndian.longAt(line, position + ((int) layout & 0xFF)) ^ plan[start + 1];
        return ((first | last) & plan[start + 2]) == 0
                && ((layout & HAS_MIDDLE) == 0 || names[index].middleMatches(line, position));
    }

    /**
     * The number of the field that stands at {@code position}, where field {@code index} would
     * stand in a complete line; {@link #count()} if it is none of the next ones.
     */
    int find(byte[] line, int position, int index) {
        int end = Math.min(index + 1 + GAP, names.length);
        for (int candidate = index; candidate < end; candidate++) {
            if (names[candidate].matches(line, position)) {
                return candidate;
            }
        }
        return names.length;
    }

    /** The number of the field behind this one; {@code otherwise} if this one is not expected. */
    int indexBehind(FieldName field, int otherwise) {
        for (int index = 0; index < names.length; index++) {
            if (names[index] == field) {
                return index + 1;
            }
        }
        return otherwise;
    }

    /**
     * Where the cells of all expected fields and of the timestamp go; a new object if they change.
     */
    Lanes lanes() {
        return lanes;
    }

    /** Whether no tag of the shape lies in a column of the fields: the first value would count. */
    boolean isDisjoint(SeriesShape shape) {
        if (shape == disjoint) {
            return true;
        }
        for (FieldName name : names) {
            if (shape.lanes().contains(name.lane())) {
                return false;
            }
        }
        disjoint = shape;
        return true;
    }

    /** Says that a line had the expected fields. */
    void confirm() {
        if (exceptions != 0) {
            exceptions = 0;
        }
    }

    /** Begins to remember a line whose first fields are as expected. */
    void beginException(int expectedCount) {
        metCount = 0;
        for (int index = 0; index < expectedCount; index++) {
            add(names[index]);
        }
    }

    /** Adds the next field of the line that is remembered. */
    void add(FieldName name) {
        if (metCount == met.length) {
            met = Arrays.copyOf(met, 2 * met.length);
        }
        met[metCount++] = name;
    }

    /** Completes the line that is remembered. */
    void endException() {
        exceptions++;
        if (metCount > names.length || exceptions > PATIENCE) {
            expect(Arrays.copyOf(met, metCount));
        }
    }

    private void expect(FieldName[] newNames) {
        names = newNames;
        plan = new long[names.length << PLAN_SHIFT];
        int[] all = new int[names.length + 1];
        for (int index = 0; index < names.length; index++) {
            FieldName name = names[index];
            int start = index << PLAN_SHIFT;
            plan[start] = name.firstWord();
            plan[start + 1] = name.lastWord();
            plan[start + 2] = name.mask();
            plan[start + 3] =
                    name.lastOffset()
                            | name.lengthBytes() << 8
                            | (name.hasMiddle() ? HAS_MIDDLE : 0)
                            | (name.type() == ColumnType.LONG ? 0 : IS_OTHER_TYPE)
                            | (long) name.lane() << Integer.SIZE;
            all[index] = name.lane();
        }
        all[names.length] = timestamp.lane();
        lanes = new Lanes(all);
        disjoint = null;
        exceptions = 0;
    }
}
