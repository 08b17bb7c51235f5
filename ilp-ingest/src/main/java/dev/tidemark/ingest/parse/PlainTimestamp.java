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
        boolean isNineteen = DigitReader.areNineteenDigits(first, second, third);
        if (isNineteen && third >>> (3 * Byte.SIZE) == '\n') {
            long ticks = ticks(DigitReader.nineteenDigits(first, second, third), column.type());
            if (ticks < 0) {
                return PlainFields.NOT_PLAIN;
            }
            rememberedFirst = first;
            rememberedSecond = second;
            rememberedThird = third;
            rememberedType = column.type();
            rememberedTicks = ticks;
            stage.write(column.lane(), ticks);
            return position + REMEMBERED_BYTES;
        }
        return readAnyLength(line, position, column, stage);
    }

    private int readAnyLength(byte[] line, int position, ColumnSlot column, RowStage stage) {
        int end = digits.read(line, position);
        byte mark = line[end];
        int count = digits.count();
        if (count == 0 || count > DigitReader.MAX_DIGITS || (mark != '\n' && mark != '\r')) {
            return PlainFields.NOT_PLAIN;
        }
        long ticks = ticks(digits.value(), column.type());
        if (ticks < 0) {
            return PlainFields.NOT_PLAIN;
        }
        stage.write(column.lane(), ticks);
        return end + 1;
    }

    /**
     * The designated timestamp that a number stands for, negative if there is none.
     *
     * @param value unsigned
     */
    private long ticks(long value, ColumnType type) {
        if (value < 0) {
            return TimestampUnit.OUT_OF_RANGE;
        }
        long ticks = unit.ticks(value, type);
        return ticks <= TimestampUnit.maxDesignatedTicks(type) ? ticks : TimestampUnit.OUT_OF_RANGE;
    }
}
