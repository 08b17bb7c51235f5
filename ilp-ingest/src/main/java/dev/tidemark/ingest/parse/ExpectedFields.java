package dev.tidemark.ingest.parse;

import dev.tidemark.core.batch.Lanes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The fields that the lines of a table are expected to have, in their order: those of an earlier
 * line. Lines with exactly these are read without looking at columns one by one. Lines with others
 * are remembered, and taken for the rule where they are no exception.
 */
final class ExpectedFields {
    /** Lines in a row with other fields beyond which the last of them becomes what is expected. */
    private static final int PATIENCE = 8;

    /** Fields in a row that a line may lack without their names being looked up. */
    private static final int GAP = 3;

    private final ColumnSlot timestamp;
    private FieldName[] names = {};
    private FieldPlan plan = FieldPlan.EMPTY;

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

    /** What lines with these fields are compared with. */
    FieldPlan plan() {
        return plan;
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
        plan = new FieldPlan(names);
        int[] all = new int[names.length + 1];
        Arrays.setAll(all, index -> index < names.length ? names[index].lane() : timestamp.lane());
        lanes = new Lanes(all);
        disjoint = null;
        exceptions = 0;
    }
}
