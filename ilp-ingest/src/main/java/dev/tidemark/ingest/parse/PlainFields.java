package dev.tidemark.ingest.parse;

import dev.tidemark.core.batch.RowStage;
import org.jspecify.annotations.Nullable;

/**
 * The fast reading of fields: for lines whose fields have names that came before, values in their
 * plainest form and of the column's own type, and a plain trailing time. Gives up on everything
 * else, without having done more than put cells of the current row, so that the careful reading can
 * start over.
 *
 * <p>Never passes the end of a line, but may look at up to {@link LineParser#PADDING_BYTES} behind
 * it.
 */
final class PlainFields {
    /** What {@link #read} answers when the line needs the careful reading. */
    static final int NOT_PLAIN = -1;

    private final PlainValues values = new PlainValues();
    private final byte[] name = new byte[NameRules.MAX_NAME_BYTES];
    private final PlainTimestamp timestamp;

    /**
     * @param unit of trailing times
     */
    PlainFields(TimestampUnit unit) {
        this.timestamp = new PlainTimestamp(unit);
    }

    /** Says whether binary values may come, whose bytes may look like the end of a line. */
    void expectBinary(boolean expected) {
        values.expectBinary(expected);
    }

    /**
     * Puts the cells of the fields and of the designated timestamp, and marks them and those of the
     * tags.
     *
     * @param from first byte behind the space that ends the tags
     * @param shape of the line's series, whose cells are written
     * @return where the next line starts, or {@link #NOT_PLAIN}
     */
    int read(byte[] line, int from, SeriesShape shape) {
        TableTarget target = shape.target();
        ExpectedFields expected = target.expectedFields();
        RowStage stage = target.stage();
        FieldPlan plan = expected.isDisjoint(shape) ? expected.plan() : FieldPlan.EMPTY;
        if (plan.count() == 0 || !plan.name(0).matches(line, from)) {
            beginUneven(stage, shape, 0);
            return readUneven(line, from, target, 0);
        }
        int valueStart = from + plan.name(0).lengthBytes();
        long shortOnes = plan.readShortIntegers(line, valueStart, 0, stage);
        int next = FieldPlan.field(shortOnes);
        int position = FieldPlan.position(shortOnes);
        return next == plan.count()
                ? endEven(line, position, shape)
                : readMixed(line, position, shape, next);
    }

    /**
     * Goes on with a line that is as expected so far, with values that are no short integers.
     *
     * @param from where the value of field {@code next} stands
     */
    private int readMixed(byte[] line, int from, SeriesShape shape, int next) {
        TableTarget target = shape.target();
        FieldPlan plan = target.expectedFields().plan();
        RowStage stage = target.stage();
        int position = from;
        int index = next;
        while (index < plan.count()) {
            position = values.read(line, position, plan.name(index), stage);
            if (position < 0) {
                return NOT_PLAIN;
            }
            index++;
            byte separator = line[position];
            position++;
            if (separator == ' ' && index < plan.count()) {
                beginUneven(stage, shape, index);
                return endUneven(line, position, target);
            }
            if (separator == ',') {
                if (index == plan.count() || !plan.name(index).matches(line, position)) {
                    beginUneven(stage, shape, index);
                    return readUneven(line, position, target, index);
                }
                position += plan.name(index).lengthBytes();
                if (FieldPlan.mayBeShortInteger(line, position)) {
                    long shortOnes = plan.readShortIntegers(line, position, index, stage);
                    index = FieldPlan.field(shortOnes);
                    position = FieldPlan.position(shortOnes);
                }
            } else if (separator != ' ') {
                return NOT_PLAIN;
            }
        }
        return endEven(line, position, shape);
    }

    private int endEven(byte[] line, int position, SeriesShape shape) {
        TableTarget target = shape.target();
        RowStage stage = target.stage();
        int end = timestamp.read(line, position, target.timestamp(), stage);
        if (end >= 0) {
            ExpectedFields expected = target.expectedFields();
            stage.markAll(shape.lanes());
            stage.markAll(expected.lanes());
            expected.confirm();
        }
        return end;
    }

    /** Marks one by one what has been written of a line whose fields are not those expected. */
    private static void beginUneven(RowStage stage, SeriesShape shape, int fieldCount) {
        ExpectedFields expected = shape.target().expectedFields();
        stage.markAll(shape.lanes());
        expected.beginException(fieldCount);
        for (int index = 0; index < fieldCount; index++) {
            stage.mark(expected.name(index).lane());
        }
    }

    /**
     * Goes on with a line whose fields are not those expected.
     *
     * @param next number of the expected field that would stand at {@code from}
     */
    private int readUneven(byte[] line, int from, TableTarget target, int next) {
        RowStage stage = target.stage();
        ExpectedFields expected = target.expectedFields();
        int position = from;
        int index = next;
        while (true) {
            int found = expected.find(line, position, index);
            boolean isExpected = found < expected.count();
            FieldName field = isExpected ? expected.name(found) : lookUp(line, position, target);
            if (field == null || stage.isSet(field.lane())) {
                return NOT_PLAIN;
            }
            index = isExpected ? found + 1 : expected.indexBehind(field, index);
            position = values.read(line, position + field.lengthBytes(), field, stage);
            if (position < 0) {
                return NOT_PLAIN;
            }
            stage.mark(field.lane());
            expected.add(field);
            byte separator = line[position];
            position++;
            if (separator == ' ') {
                return endUneven(line, position, target);
            }
            if (separator != ',') {
                return NOT_PLAIN;
            }
        }
    }

    private int endUneven(byte[] line, int position, TableTarget target) {
        ColumnSlot column = target.timestamp();
        int end = timestamp.read(line, position, column, target.stage());
        if (end >= 0) {
            target.stage().mark(column.lane());
            target.expectedFields().endException();
        }
        return end;
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
}
