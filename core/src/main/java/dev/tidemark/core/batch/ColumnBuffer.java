package dev.tidemark.core.batch;

import dev.tidemark.core.column.kernel.MoveKernel;
import dev.tidemark.core.column.kernel.Run;
import dev.tidemark.core.memory.MemoryPool;
import dev.tidemark.core.type.ColumnType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one column of a {@link Batch}.
 *
 * <p>While the batch is filled, {@code put} methods set the cell of the batch's current row, in the
 * batch's {@link RowStage}; a later {@code put} in the same row replaces the value. Rows that put
 * nothing are NULL, at no cost until the next value arrives. Values are checked against the
 * column's width, not its meaning. All that reads is for frozen batches.
 */
public final class ColumnBuffer {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;
    private static final MoveKernel MOVES = MoveKernel.best();
    private static final int FIRST_BYTES_CAPACITY = 1 << 10;

    private final Batch batch;
    private final MemoryPool pool;
    private final ColumnType type;
    private final int lane;
    private int widthBytes;
    private MemorySegment data;
    private @Nullable MemorySegment bytes;
    private @Nullable MemorySegment validity;

    /** Rows before this one lie in {@link #data}. */
    private int filledRows;

    private int bytesLength;

    /** The row that put text last, and where its text starts. */
    private int textRow = -1;

    private int textStart;

    ColumnBuffer(Batch batch, MemoryPool pool, ColumnType type, int lane) {
        this.batch = batch;
        this.pool = pool;
        this.type = type;
        this.lane = lane;
        if (isNarrowed()) {
            this.widthBytes = 1;
        } else {
            this.widthBytes = type.isFixedWidth() ? type.widthBytes() : Integer.BYTES;
        }
        this.data = pool.acquire(dataBytes(batch.capacityRows()));
        if (!type.isFixedWidth()) {
            data.set(INT, 0, 0);
            bytes = pool.acquire(FIRST_BYTES_CAPACITY);
        }
    }

    public ColumnType type() {
        return type;
    }

    /** The first of this column's lanes in the batch's stage. */
    public int lane() {
        return lane;
    }

    int laneCount() {
        return Math.max(1, type.widthBytes() / Long.BYTES);
    }

    /** Whether the batch's current row already has a value in this column. */
    public boolean isSet() {
        return batch.stage().isSet(lane);
    }

    /** The number put in the batch's current row, which {@link #isSet}. */
    public long currentLong() {
        return batch.stage().value(lane);
    }

    /** Sets a BOOLEAN (0 or 1), BYTE, SHORT, INT, LONG, DATE or timestamp cell. */
    public void putLong(long value) {
        batch.stage().put(lane, value);
    }

    /** Sets a FLOAT or DOUBLE cell. */
    public void putDouble(double value) {
        batch.stage()
                .put(
                        lane,
                        type == ColumnType.FLOAT
                                ? Float.floatToRawIntBits((float) value)
                                : Double.doubleToRawLongBits(value));
    }

    /** Sets a SYMBOL cell to a code of the column's dictionary. */
    public void putCode(int code) {
        batch.stage().put(lane, code);
    }

    /** Sets a VARCHAR cell to UTF-8 bytes, which are copied. */
    public void putBytes(MemorySegment source, long offset, int lengthBytes) {
        MemorySegment.copy(source, offset, reserveBytes(lengthBytes), textStart, lengthBytes);
        endBytes(lengthBytes);
    }

    /** Sets a VARCHAR cell to UTF-8 bytes, which are copied. */
    public void putBytes(byte[] source, int offset, int lengthBytes) {
        MemorySegment.copy(
                source,
                offset,
                reserveBytes(lengthBytes),
                ValueLayout.JAVA_BYTE,
                textStart,
                lengthBytes);
        endBytes(lengthBytes);
    }

    /** Sets one 64-bit word of a UUID or LONG256 cell; word 0 is the least significant. */
    public void putWord(int word, long value) {
        batch.stage().put(lane + word, value);
    }

    /** Values of a fixed-width column, or the offsets of a variable one; see the package. */
    public MemorySegment data() {
        return data;
    }

    /** Bytes of each value, or offset, in {@link #data()}; see the package. */
    public int widthBytes() {
        return widthBytes;
    }

    /** The bytes of a variable column, else null. */
    public @Nullable MemorySegment bytes() {
        return bytes;
    }

    /** Bytes used in {@link #bytes()}. */
    public int bytesLength() {
        return bytesLength;
    }

    /** The validity bitmap, or null if no row is NULL. */
    public @Nullable MemorySegment validity() {
        return validity;
    }

    public boolean isNull(int row) {
        return validity != null
                && (validity.get(LONG, (long) (row >>> 6) << 3) & (1L << (row & 63))) == 0;
    }

    /** Whether the first {@code rowCount} rows of a frozen column are all NULL. */
    public boolean isAllNull(int rowCount) {
        if (validity == null) {
            return false;
        }
        for (int row = 0; row < rowCount; row += Long.SIZE) {
            long bits = validity.get(LONG, (long) (row >>> 6) << 3);
            int rows = Math.min(Long.SIZE, rowCount - row);
            if (bits << (Long.SIZE - rows) != 0) {
                return false;
            }
        }
        return true;
    }

    /** The cell of a LONGS or CODES column as a number; 0 where it is NULL. */
    public long longAt(int row) {
        return switch (widthBytes) {
            case 8 -> data.get(LONG, (long) row << 3);
            case 4 -> data.get(INT, (long) row << 2);
            case 2 -> data.get(SHORT, (long) row << 1);
            default -> data.get(ValueLayout.JAVA_BYTE, row);
        };
    }

    /** The cell of a FLOAT or DOUBLE column; 0 where it is NULL. */
    public double doubleAt(int row) {
        return type == ColumnType.FLOAT
                ? data.get(FLOAT, (long) row << 2)
                : data.get(DOUBLE, (long) row << 3);
    }

    void cancelRow(int row) {
        if (textRow == row) {
            bytesLength = textStart;
            textRow = -1;
        }
    }

    /**
     * Takes over the complete rows of the stage.
     *
     * @param firstRow of the stage, a multiple of its size
     */
    void flush(RowStage stage, int firstRow, int rows) {
        long all = -1L >>> (RowStage.ROWS - rows);
        long present = stage.present(lane) & all;
        if (present != all) {
            int lanes = laneCount();
            for (int word = 0; word < lanes; word++) {
                stage.zeroAbsent(lane + word, all & ~stage.present(lane + word));
            }
            if (present == 0) {
                return;
            }
        }
        fillNulls(firstRow);
        if (present != all) {
            createValidity(firstRow);
        }
        if (validity != null) {
            validity.set(LONG, firstRow >>> 3, present);
        }
        copyValues(stage, firstRow, rows, present);
        filledRows = firstRow + rows;
    }

    /** The first values of a column of 64-bit numbers. */
    long[] longs(int rowCount) {
        long[] values = new long[rowCount];
        MemorySegment.copy(data, LONG, 0, values, 0, rowCount);
        return values;
    }

    /** Makes room for text behind what is there, and counts it as used. */
    MemorySegment reserve(int lengthBytes) {
        bytesLength = Math.addExact(bytesLength, lengthBytes);
        return reserveTo(bytesLength, bytesLength - lengthBytes);
    }

    /**
     * Ends rows that a {@link ColumnFiller} has put.
     *
     * @param firstRow a multiple of 64
     * @param present one bit a row; null if all have a value
     */
    void endRows(int firstRow, int count, long @Nullable [] present) {
        if (present != null || validity != null) {
            MemorySegment bitmap = createValidity(firstRow);
            for (int from = 0; from < count; from += Long.SIZE) {
                long word = present == null ? -1L : present[from >>> 6];
                bitmap.set(LONG, (long) (firstRow + from) >>> 3, word);
            }
        }
        filledRows = firstRow + count;
    }

    void grow(int rowCount, int capacityRows) {
        MemorySegment wider = pool.acquire(dataBytes(capacityRows));
        int extra = type.isFixedWidth() ? 0 : 1;
        MemorySegment.copy(data, 0, wider, 0, (long) (rowCount + extra) * widthBytes);
        pool.release(data);
        data = wider;
        if (validity != null) {
            MemorySegment longer = pool.acquire(validityBytes(capacityRows));
            MemorySegment.copy(validity, 0, longer, 0, validityBytes(rowCount));
            pool.release(validity);
            validity = longer;
        }
    }

    /** Appends rows {@code [0, rowCount)} of a frozen column of the same type. */
    void appendAll(ColumnBuffer source, int rowCount) {
        int row = batch.rowCount();
        fillNulls(row);
        filledRows = row + rowCount;
        if (type.isFixedWidth()) {
            widen(source.widthBytes, row);
            source.copyFirst(rowCount, data, row, widthBytes);
        } else {
            appendVariable(source, row, rowCount);
        }
        if (source.validity != null) {
            createValidity(row);
        }
        if (validity != null) {
            appendValidity(source, row, rowCount);
        }
    }

    void release() {
        pool.release(data);
        if (bytes != null) {
            pool.release(bytes);
        }
        if (validity != null) {
            pool.release(validity);
        }
    }

    /** Makes the rows up to {@code toRow} NULL that have no value yet. */
    void fillNulls(int toRow) {
        if (filledRows >= toRow) {
            return;
        }
        MemorySegment bitmap = createValidity(filledRows);
        for (int row = filledRows; row < toRow; row++) {
            long offset = (long) (row >>> 6) << 3;
            if ((row & 63) == 0) {
                bitmap.set(LONG, offset, 0);
                row += RowStage.ROWS - 1;
            } else {
                bitmap.set(LONG, offset, bitmap.get(LONG, offset) & ~(1L << (row & 63)));
            }
        }
        if (type.isFixedWidth()) {
            data.asSlice((long) filledRows * widthBytes, (long) (toRow - filledRows) * widthBytes)
                    .fill((byte) 0);
        } else {
            int end = data.get(INT, (long) filledRows << 2);
            for (int row = filledRows; row < toRow; row++) {
                data.set(INT, (long) (row + 1) << 2, end);
            }
        }
        filledRows = toRow;
    }

    private void copyValues(RowStage stage, int firstRow, int rows, long present) {
        long[] values = stage.values();
        int first = RowStage.firstValue(lane);
        if (!type.isFixedWidth()) {
            copyEnds(values, first, firstRow, rows, present);
            return;
        }
        if (widthBytes > Long.BYTES) {
            copyWords(values, first, firstRow, rows);
        } else {
            putIntegers(values, first, firstRow, rows);
        }
    }

    /**
     * Writes integers of at most 64 bits behind the rows before them.
     *
     * @param first place of the first of the values
     */
    void putIntegers(long[] values, int first, int firstRow, int count) {
        if (isNarrowed()) {
            widen(MOVES.narrowestWidth(values, first, count), firstRow);
        }
        MOVES.narrow(values, new Run(first, count, firstRow), data, widthBytes);
    }

    /** Whether values are kept as narrow as those that came are small: less memory to fill. */
    private boolean isNarrowed() {
        return type == ColumnType.LONG || type == ColumnType.INT || type == ColumnType.SHORT;
    }

    /**
     * Makes values at least as wide as needed.
     *
     * @param rowCount how many there are already
     */
    private void widen(int neededBytes, int rowCount) {
        if (neededBytes <= widthBytes) {
            return;
        }
        MemorySegment wider = pool.acquire((long) batch.capacityRows() * neededBytes);
        copyFirst(rowCount, wider, 0, neededBytes);
        pool.release(data);
        data = wider;
        widthBytes = neededBytes;
    }

    /** Copies the first values to rows from {@code row} on, which are as wide or wider. */
    private void copyFirst(int count, MemorySegment into, int row, int intoWidthBytes) {
        if (intoWidthBytes == widthBytes) {
            long offset = (long) row * widthBytes;
            MemorySegment.copy(data, 0, into, offset, (long) count * widthBytes);
            return;
        }
        long[] values = new long[RowStage.ROWS];
        for (int from = 0; from < count; from += values.length) {
            int part = Math.min(values.length, count - from);
            MOVES.copy(data, widthBytes, new Run(from, part, 0), values);
            MOVES.narrow(values, new Run(0, part, row + from), into, intoWidthBytes);
        }
    }

    private void copyWords(long[] values, int first, int firstRow, int rows) {
        int words = widthBytes / Long.BYTES;
        for (int index = 0; index < rows; index++) {
            long offset = (long) (firstRow + index) * widthBytes;
            for (int word = 0; word < words; word++) {
                data.set(
                        LONG,
                        offset + (long) word * Long.BYTES,
                        values[first + word * RowStage.ROWS + index]);
            }
        }
    }

    private void copyEnds(long[] values, int first, int firstRow, int rows, long present) {
        int end = data.get(INT, (long) firstRow << 2);
        for (int index = 0; index < rows; index++) {
            if ((present >>> index & 1) != 0) {
                end = (int) values[first + index];
            }
            data.set(INT, (long) (firstRow + index + 1) << 2, end);
        }
    }

    private MemorySegment createValidity(int validRows) {
        MemorySegment bitmap = validity;
        if (bitmap == null) {
            bitmap = pool.acquire(validityBytes(batch.capacityRows()));
            bitmap.asSlice(0, validityBytes(validRows)).fill((byte) -1);
            validity = bitmap;
        }
        return bitmap;
    }

    /** Appends the bits of a column's rows; those behind them are left undefined. */
    private void appendValidity(ColumnBuffer source, int firstRow, int rowCount) {
        MemorySegment bitmap = createValidity(firstRow);
        int shift = firstRow & 63;
        long carried =
                shift == 0 ? 0 : bitmap.get(LONG, (long) (firstRow >>> 6) << 3) & ~(-1L << shift);
        int from = 0;
        for (int row = firstRow - shift; row < firstRow + rowCount; row += Long.SIZE) {
            long word = from < rowCount ? source.presentWord(from) : 0;
            bitmap.set(LONG, row >>> 3, carried | word << shift);
            carried = shift == 0 ? 0 : word >>> -shift;
            from += Long.SIZE;
        }
    }

    /** Which of 64 rows have a value. */
    private long presentWord(int firstRow) {
        return validity == null ? -1L : validity.get(LONG, firstRow >>> 3);
    }

    private void appendVariable(ColumnBuffer source, int row, int rowCount) {
        MemorySegment from = source.bytes;
        if (from != null) {
            int start = bytesLength;
            MemorySegment.copy(
                    from, 0, reserveBytes(source.bytesLength), start, source.bytesLength);
            for (int index = 1; index <= rowCount; index++) {
                data.set(
                        INT,
                        (long) (row + index) << 2,
                        start + source.data.get(INT, (long) index << 2));
            }
            bytesLength = start + source.bytesLength;
        }
    }

    /** Room for {@code lengthBytes} from {@link #textStart} on, behind the rows before. */
    private MemorySegment reserveBytes(int lengthBytes) {
        int row = batch.rowCount();
        if (textRow != row) {
            textRow = row;
            textStart = bytesLength;
        }
        return reserveTo((long) textStart + lengthBytes, textStart);
    }

    /** Room for text up to a length, of which the first bytes are kept. */
    private MemorySegment reserveTo(long needed, int keptBytes) {
        MemorySegment buffer = bytes;
        if (buffer == null) {
            throw new IllegalStateException(type + " has a fixed width");
        }
        if (needed > buffer.byteSize()) {
            if (needed > Integer.MAX_VALUE) {
                throw new IllegalStateException("a batch's column exceeds 2 GiB of text");
            }
            MemorySegment longer = pool.acquire(needed);
            MemorySegment.copy(buffer, 0, longer, 0, keptBytes);
            pool.release(buffer);
            bytes = longer;
            buffer = longer;
        }
        return buffer;
    }

    private void endBytes(int lengthBytes) {
        bytesLength = textStart + lengthBytes;
        batch.addTextBytes(lengthBytes);
        batch.stage().put(lane, bytesLength);
    }

    private long dataBytes(int rows) {
        return (long) (type.isFixedWidth() ? rows : rows + 1) * widthBytes;
    }

    private static long validityBytes(int rows) {
        return (long) ((rows + 63) >>> 6) << 3;
    }
}
