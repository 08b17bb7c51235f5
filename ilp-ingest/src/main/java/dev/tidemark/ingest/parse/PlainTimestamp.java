package dev.tidemark.ingest.parse;

import dev.tidemark.core.type.ColumnType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The fast reading of times at the end of lines. Times of 19 digits, as nanoseconds have today, are
 * compared with the previous one first: whole rounds of a sender share one.
 */
final class PlainTimestamp {
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

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
     * Puts the designated timestamp.
     *
     * @return where the next line starts, or {@link PlainFields#NOT_PLAIN}
     */
    long read(MemorySegment segment, long position, ColumnSlot column) {
        long first = segment.get(LONG, position);
        long second = segment.get(LONG, position + Long.BYTES);
        int third = segment.get(INT, position + 2 * Long.BYTES);
        if (first == rememberedFirst
                && second == rememberedSecond
                && third == rememberedThird
                && column.type() == rememberedType) {
            column.cells().putLong(rememberedTicks);
            return position + REMEMBERED_BYTES;
        }
        long end = digits.read(segment, position);
        byte mark = segment.get(BYTE, end);
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
        column.cells().putLong(ticks);
        return end + 1;
    }
}
