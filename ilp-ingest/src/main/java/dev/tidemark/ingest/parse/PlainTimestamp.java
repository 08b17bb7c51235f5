package dev.tidemark.ingest.parse;

import dev.tidemark.core.batch.RowStage;
import dev.tidemark.core.type.ColumnType;

/**
 * The fast reading of times at the end of lines. Times of 19 digits, as nanoseconds have today, are
 * compared with the previous one first: whole rounds of a sender share one.
 */
final class PlainTimestamp {
    /** Bytes of 19 digits and a line feed. */
    private static final int REMEMBERED_BYTES = 20;

    private final TimestampUnit unit;
    private final DigitReader digits = new DigitReader();
    private long rememberedFirst;
    private long rememberedSecond;
    private int rememberedThird;
    private ColumnType rememberedType = ColumnType.BOOLEAN;
    private long rememberedTicks;

    /**
     * @param unit of times without a suffix
     */
    PlainTimestamp(TimestampUnit unit) {
        this.unit = unit;
    }

    /**
     * Writes the designated timestamp, which the caller marks.
     *
     * @return where the next line starts, or {@link PlainFields#NOT_PLAIN}
     */
    int read(byte[] line, int position, ColumnSlot column, RowStage stage) {
        long first = LittleEndian.longAt(line, position);
        long second = LittleEndian.longAt(line, position + Long.BYTES);
        int third = LittleEndian.intAt(line, position + 2 * Long.BYTES);
        if (first == rememberedFirst
                && second == rememberedSecond
                && third == rememberedThird
                && column.type() == rememberedType) {
            stage.write(column.lane(), rememberedTicks);
            return position + REMEMBERED_BYTES;
        }
        int end = digits.read(line, position);
        byte mark = line[end];
        int count = digits.count();
        if (count == 0
                || count > DigitReader.MAX_DIGITS
                || digits.value() < 0
                || (mark != '\n' && mark != '\r')) {
            return PlainFields.NOT_PLAIN;
        }
        ColumnType type = column.type();
        long ticks = unit.ticks(digits.value(), type);
        if (ticks < 0 || ticks > TimestampUnit.maxDesignatedTicks(type)) {
            return PlainFields.NOT_PLAIN;
        }
        if (count == DigitReader.MAX_DIGITS && mark == '\n') {
            rememberedFirst = first;
            rememberedSecond = second;
            rememberedThird = third;
            rememberedType = type;
            rememberedTicks = ticks;
        }
        stage.write(column.lane(), ticks);
        return end + 1;
    }
}
