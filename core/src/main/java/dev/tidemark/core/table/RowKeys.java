package dev.tidemark.core.table;

import dev.tidemark.core.column.ColumnReader;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.type.TableSchema;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Turns the values of some columns of a row into one byte string, equal if and only if all values
 * are: a byte that tells NULL from a value, then the value, a text with its length before it. For
 * one thread.
 */
final class RowKeys {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int FIRST_BYTES = 64;

    private final List<Integer> columns;
    private final Vector[] values;
    private final ColumnReader[] readers;
    private byte[] key = new byte[FIRST_BYTES];
    private int length;

    /**
     * @param columns schema indexes
     */
    RowKeys(TableSchema schema, List<Integer> columns) {
        this.columns = columns;
        this.readers = new ColumnReader[columns.size()];
        this.values = new Vector[columns.size()];
        for (int index = 0; index < values.length; index++) {
            values[index] = new Vector(schema.column(columns.get(index)).type());
        }
    }

    /** Goes to another run. */
    void open(RowRun run) {
        for (int index = 0; index < readers.length; index++) {
            readers[index] = run.reader(columns.get(index));
        }
    }

    /**
     * Reads rows of the run.
     *
     * @param count up to {@link Vector#SIZE}
     */
    void read(long row, int count) {
        for (int index = 0; index < readers.length; index++) {
            readers[index].read(row, count, values[index]);
        }
    }

    /** Makes the key of one of the rows that were read last; returns its length in bytes. */
    int make(int row) {
        length = 0;
        for (Vector vector : values) {
            boolean isNull = vector.isNull(row);
            reserve(Byte.BYTES);
            key[length++] = (byte) (isNull ? 0 : 1);
            if (!isNull) {
                add(vector, row);
            }
        }
        return length;
    }

    /** The bytes of the last key, from 0 on. */
    byte[] key() {
        return key;
    }

    private void add(Vector vector, int row) {
        switch (vector.type().vectorKind()) {
            case LONGS -> addLong(vector.longs()[row]);
            case DOUBLES -> addLong(Double.doubleToRawLongBits(vector.doubles()[row]));
            case CODES -> addLong(vector.codes()[row]);
            case WIDE -> {
                int words = vector.wordsPerValue();
                for (int word = 0; word < words; word++) {
                    addLong(vector.longs()[row * words + word]);
                }
            }
            case BYTES -> {
                int start = vector.offsets()[row];
                int textBytes = vector.offsets()[row + 1] - start;
                reserve(Integer.BYTES + textBytes);
                INT.set(key, length, textBytes);
                System.arraycopy(vector.bytes(), start, key, length + Integer.BYTES, textBytes);
                length += Integer.BYTES + textBytes;
            }
        }
    }

    private void addLong(long value) {
        reserve(Long.BYTES);
        LONG.set(key, length, value);
        length += Long.BYTES;
    }

    private void reserve(int byteCount) {
        if (key.length < length + byteCount) {
            key = Arrays.copyOf(key, Math.max(2 * key.length, Math.addExact(length, byteCount)));
        }
    }
}
