package dev.tidemark.core.batch;

import dev.tidemark.core.memory.MemoryPool;
import dev.tidemark.core.type.ColumnType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one column of a {@link Batch}.
 *
 * <p>While the batch is filled, {@code put} methods set the cell of the batch's current row; a
 * later {@code put} in the same row replaces the value. Rows that put nothing are NULL, at no cost
 * until the next value arrives. Values are checked against the column's width, not its meaning.
 */
public final class ColumnBuffer {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;
    private static final int FIRST_BYTES_CAPACITY = 1 << 10;

    private final Batch batch;
    private final MemoryPool pool;
    private final ColumnType type;
    private final int widthBytes;
    private MemorySegment data;
    private @Nullable MemorySegment bytes;
    private @Nullable MemorySegment validity;
    private int bytesLength;

    /** Rows before this one are written; the current row is written if this lies beyond it. */
    private int nextRow;

    ColumnBuffer(Batch batch, MemoryPool pool, ColumnType type, int capacityRows) {
        this.batch = batch;
        this.pool = pool;
        this.type = type;
        this.widthBytes = type.isFixedWidth() ? type.widthBytes() : Integer.BYTES;
        this.data = pool.acquire(dataBytes(capacityRows));
        if (!type.isFixedWidth()) {
            data.set(INT, 0, 0);
            bytes = pool.acquire(FIRST_BYTES_CAPACITY);
        }
    }

    public ColumnType type() {
        return type;
    }

    /** Whether the batch's current row already has a value in this column. */
    public boolean isSet() {
        return nextRow > batch.rowCount();
    }

    /** Sets a BOOLEAN (0 or 1), BYTE, SHORT, INT, LONG, DATE or timestamp cell. */
    public void putLong(long value) {
        int row = beginPut();
        switch (widthBytes) {
            case 8 -> data.set(LONG, (long) row << 3, value);
            case 4 -> data.set(INT, (long) row << 2, (int) value);
            case 2 -> data.set(SHORT, (long) row << 1, (short) value);
            default -> data.set(ValueLayout.JAVA_BYTE, row, (byte) value);
        }
    }

    /** Sets a FLOAT or DOUBLE cell. */
    public void putDouble(double value) {
        int row = beginPut();
        if (type == ColumnType.FLOAT) {
            data.set(FLOAT, (long) row << 2, (float) value);
        } else {
            data.set(DOUBLE, (long) row << 3, value);
        }
    }

    /** Sets a SYMBOL cell to a code of the column's dictionary. */
    public void putCode(int code) {
        data.set(INT, (long) beginPut() << 2, code);
    }

    /** Sets a VARCHAR cell to UTF-8 bytes, which are copied. */
    public void putBytes(MemorySegment source, long offset, int lengthBytes) {
        int row = beginPut();
        MemorySegment.copy(source, offset, reserveBytes(lengthBytes), bytesLength, lengthBytes);
        endBytes(row, lengthBytes);
    }

    /** Sets a VARCHAR cell to UTF-8 bytes, which are copied. */
    public void putBytes(byte[] source, int offset, int lengthBytes) {
        int row = beginPut();
        MemorySegment.copy(
                source,
                offset,
                reserveBytes(lengthBytes),
                ValueLayout.JAVA_BYTE,
                bytesLength,
                lengthBytes);
        endBytes(row, lengthBytes);
    }

    /** Sets one 64-bit word of a UUID or LONG256 cell; word 0 is the least significant. */
    public void putWord(int word, long value) {
        int row = beginPut();
        data.set(LONG, (long) row * widthBytes + (long) word * Long.BYTES, value);
    }

    /** Values of a fixed-width column, or the offsets of a variable one; see the package. */
    public MemorySegment data() {
        return data;
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
        nextRow = Math.min(nextRow, row);
        if (bytes != null) {
            bytesLength = data.get(INT, (long) nextRow << 2);
        }
    }

    void freeze(int rowCount) {
        if (nextRow < rowCount) {
            fillNulls(rowCount);
        }
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
        int row = beginPut();
        nextRow = row + rowCount;
        if (type.isFixedWidth()) {
            MemorySegment.copy(
                    source.data, 0, data, (long) row * widthBytes, (long) rowCount * widthBytes);
        } else {
            appendVariable(source, row, rowCount);
        }
        if (source.validity != null) {
            createValidity(row);
        }
        if (validity != null) {
            for (int index = 0; index < rowCount; index++) {
                setValidity(row + index, !source.isNull(index));
            }
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

    /** Readies the current row for a value and returns it. */
    private int beginPut() {
        int row = batch.rowCount();
        if (nextRow < row) {
            fillNulls(row);
        }
        if (nextRow == row) {
            nextRow = row + 1;
            if (validity != null) {
                setValidity(row, true);
            }
        }
        return row;
    }

    private void fillNulls(int toRow) {
        MemorySegment bitmap = createValidity(nextRow);
        for (int row = nextRow; row < toRow; row++) {
            long offset = (long) (row >>> 6) << 3;
            bitmap.set(LONG, offset, bitmap.get(LONG, offset) & ~(1L << (row & 63)));
        }
        if (type.isFixedWidth()) {
            data.asSlice((long) nextRow * widthBytes, (long) (toRow - nextRow) * widthBytes)
                    .fill((byte) 0);
        } else {
            for (int row = nextRow; row < toRow; row++) {
                data.set(INT, (long) (row + 1) << 2, bytesLength);
            }
        }
        nextRow = toRow;
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

    private void setValidity(int row, boolean valid) {
        MemorySegment bitmap = createValidity(row);
        long offset = (long) (row >>> 6) << 3;
        long word = bitmap.get(LONG, offset);
        long bit = 1L << (row & 63);
        bitmap.set(LONG, offset, valid ? word | bit : word & ~bit);
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

    /** Room for {@code lengthBytes} more after those of the rows before the current one. */
    private MemorySegment reserveBytes(int lengthBytes) {
        bytesLength = data.get(INT, (long) batch.rowCount() << 2);
        MemorySegment buffer = bytes;
        if (buffer == null) {
            throw new IllegalStateException(type + " has a fixed width");
        }
        long needed = (long) bytesLength + lengthBytes;
        if (needed > buffer.byteSize()) {
            if (needed > Integer.MAX_VALUE) {
                throw new IllegalStateException("a batch's column exceeds 2 GiB of text");
            }
            MemorySegment longer = pool.acquire(needed);
            MemorySegment.copy(buffer, 0, longer, 0, bytesLength);
            pool.release(buffer);
            bytes = longer;
            buffer = longer;
        }
        return buffer;
    }

    private void endBytes(int row, int lengthBytes) {
        bytesLength += lengthBytes;
        batch.addTextBytes(lengthBytes);
        data.set(INT, (long) (row + 1) << 2, bytesLength);
    }

    private long dataBytes(int rows) {
        return (long) (type.isFixedWidth() ? rows : rows + 1) * widthBytes;
    }

    private static long validityBytes(int rows) {
        return (long) ((rows + 63) >>> 6) << 3;
    }
}
