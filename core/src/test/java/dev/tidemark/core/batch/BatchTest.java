package dev.tidemark.core.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.column.BatchColumnReader;
import dev.tidemark.core.column.Cells;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.encoding.Randomness;
import dev.tidemark.core.memory.MemoryPool;
import dev.tidemark.core.type.ColumnDefinition;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.PartitionUnit;
import dev.tidemark.core.type.TableSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A batch holds what was put into it, however rows were cancelled, replaced, left out or joined.
 */
class BatchTest {
    private static final ColumnType[] TYPES = Cells.types().toArray(ColumnType[]::new);
    private static final int TIMESTAMP_INDEX = 3;

    private final Random random = Randomness.random();

    @Test
    void aFrozenBatchHoldsWhatWasPut() {
        try (MemoryPool pool = new MemoryPool(1L << 30)) {
            for (int round = 0; round < 60; round++) {
                Model model =
                        new Model(pool, random.nextInt(round < 50 ? 300 : 5_000), 1 + round % 7);
                model.check(model.batch);
                model.batch.release();
            }
            assertEquals(0, pool.usedBytes());
        }
    }

    @Test
    void joinedBatchesHoldTheRowsOfTheirParts() {
        try (MemoryPool pool = new MemoryPool(1L << 30)) {
            for (int round = 0; round < 40; round++) {
                Model all = new Model(pool, 0, 1);
                List<Batch> parts = new ArrayList<>();
                parts.add(all.batch);
                for (int part = 0; part < 2 + random.nextInt(4); part++) {
                    Model more = new Model(pool, random.nextInt(200), 1 + random.nextInt(5));
                    parts.add(more.batch);
                    all.rows.addAll(more.rows);
                }
                Batch joined = Batch.concatenate(parts.getFirst().schema(), pool, parts);
                all.check(joined);
                joined.release();
                parts.forEach(Batch::release);
            }
            assertEquals(0, pool.usedBytes());
        }
    }

    @Test
    void columnsWithoutNullsHaveNoBitmap() {
        try (MemoryPool pool = new MemoryPool(1L << 30)) {
            Batch batch = new Batch(schema(), pool);
            for (int row = 0; row < 200; row++) {
                batch.column(0).putLong(row % 2);
                batch.column(TIMESTAMP_INDEX).putLong(row);
                batch.endRow();
            }
            batch.freeze();
            assertNull(batch.column(0).validity());
            assertTrue(batch.column(1).isAllNull(200));
            assertFalse(batch.column(0).isAllNull(200));
            assertTrue(batch.isSorted());
            assertEquals(199, batch.maxTimestamp());
            batch.release();
        }
    }

    @Test
    void integersAreAsNarrowAsTheyAllAreSmall() {
        ColumnDefinition value = new ColumnDefinition(0, "v", ColumnType.LONG);
        ColumnDefinition time = new ColumnDefinition(1, "ts", ColumnType.TIMESTAMP);
        TableSchema schema = new TableSchema("t", 1, List.of(value, time), 1, PartitionUnit.DAY);
        long[] limits = {127, -128, 128, 32_767, -32_769, Integer.MIN_VALUE, 1L << 31};
        int[] widths = {1, 1, 2, 2, 4, 4, 8};
        try (MemoryPool pool = new MemoryPool(1L << 30)) {
            Batch batch = new Batch(schema, pool);
            for (int row = 0; row < limits.length * 64; row++) {
                batch.column(0).putLong(limits[row / 64]);
                batch.column(1).putLong(row);
                batch.endRow();
                if (row % 64 == 63) {
                    assertEquals(widths[row / 64], batch.column(0).widthBytes());
                    assertEquals(Long.BYTES, batch.column(1).widthBytes());
                }
            }
            batch.freeze();
            for (int row = 0; row < batch.rowCount(); row++) {
                assertEquals(limits[row / 64], batch.column(0).longAt(row));
            }
            batch.release();
        }
    }

    private TableSchema schema() {
        List<ColumnDefinition> columns = new ArrayList<>();
        for (ColumnType type : TYPES) {
            columns.add(new ColumnDefinition(columns.size(), "c" + columns.size(), type));
        }
        columns.set(
                TIMESTAMP_INDEX, new ColumnDefinition(TIMESTAMP_INDEX, "ts", ColumnType.TIMESTAMP));
        return new TableSchema("t", 1, columns, TIMESTAMP_INDEX, PartitionUnit.DAY);
    }

    /** A random batch, and its rows as long[] words or byte[] texts; null is NULL. */
    private final class Model {
        final List<@Nullable Object[]> rows = new ArrayList<>();
        final Batch batch;

        /**
         * @param rarity of values; 1 fills every cell
         */
        Model(MemoryPool pool, int rowCount, int rarity) {
            batch = new Batch(schema(), pool);
            boolean ordered = random.nextBoolean();
            while (rows.size() < rowCount) {
                int times = random.nextInt(20) == 0 ? 2 : 1;
                @Nullable Object[] row = new @Nullable Object[TYPES.length];
                for (int time = 0; time < times; time++) {
                    put(row, rarity, ordered ? rows.size() : random.nextInt(1_000));
                }
                if (random.nextInt(15) == 0) {
                    batch.cancelRow();
                } else {
                    batch.endRow();
                    rows.add(row);
                }
            }
            batch.freeze();
        }

        private void put(@Nullable Object[] row, int rarity, long timestamp) {
            for (int index = 0; index < TYPES.length; index++) {
                ColumnBuffer column = batch.column(index);
                if (index == TIMESTAMP_INDEX) {
                    column.putLong(timestamp);
                    row[index] = new long[] {timestamp};
                } else if (random.nextInt(rarity) == 0) {
                    row[index] = put(column);
                }
                assertEquals(row[index] != null, column.isSet());
            }
        }

        private Object put(ColumnBuffer column) {
            long value = random.nextLong() >> random.nextInt(64);
            switch (column.type().vectorKind()) {
                case LONGS -> {
                    int unused = Long.SIZE - column.type().widthBytes() * Byte.SIZE;
                    value = value << unused >> unused;
                    column.putLong(value);
                    assertEquals(value, column.currentLong());
                }
                case DOUBLES -> {
                    double real = (float) random.nextGaussian();
                    column.putDouble(real);
                    value = Double.doubleToRawLongBits(real);
                }
                case CODES -> {
                    value = random.nextInt(1_000);
                    column.putCode((int) value);
                }
                case WIDE -> {
                    long[] words = new long[column.type().widthBytes() / Long.BYTES];
                    for (int word = 0; word < words.length; word++) {
                        words[word] = random.nextLong();
                        column.putWord(word, words[word]);
                    }
                    return words;
                }
                case BYTES -> {
                    byte[] text = new byte[random.nextInt(random.nextInt(10) == 0 ? 3_000 : 10)];
                    random.nextBytes(text);
                    column.putBytes(text, 0, text.length);
                    return text;
                }
            }
            return new long[] {value};
        }

        void check(Batch frozen) {
            assertEquals(rows.size(), frozen.rowCount());
            long previous = Long.MIN_VALUE;
            boolean sorted = true;
            long smallest = Long.MAX_VALUE;
            long largest = Long.MIN_VALUE;
            for (@Nullable Object[] row : rows) {
                long timestamp = ((long[]) Objects.requireNonNull(row[TIMESTAMP_INDEX]))[0];
                sorted &= timestamp >= previous;
                previous = timestamp;
                smallest = Math.min(smallest, timestamp);
                largest = Math.max(largest, timestamp);
            }
            assertEquals(sorted, frozen.isSorted());
            assertEquals(smallest, frozen.minTimestamp());
            assertEquals(largest, frozen.maxTimestamp());
            for (int index = 0; index < TYPES.length; index++) {
                check(frozen.column(index), index);
            }
        }

        private void check(ColumnBuffer column, int index) {
            Vector vector = new Vector(column.type());
            BatchColumnReader reader = new BatchColumnReader(column, null);
            for (int first = 0; first < rows.size(); first += Vector.SIZE) {
                int count = Math.min(Vector.SIZE, rows.size() - first);
                reader.read(first, count, vector);
                for (int row = 0; row < count; row++) {
                    Object expected = rows.get(first + row)[index];
                    assertEquals(expected == null, vector.isNull(row), () -> "column " + index);
                    assertEquals(expected == null, column.isNull(first + row));
                    checkCell(expected, vector, row);
                }
            }
        }

        private void checkCell(@Nullable Object expected, Vector vector, int row) {
            int words = Math.max(1, vector.type().widthBytes() / Long.BYTES);
            long[] zeros = new long[words];
            switch (vector.type().vectorKind()) {
                case LONGS ->
                        assertEquals(((long[]) orElse(expected, zeros))[0], vector.longs()[row]);
                case DOUBLES ->
                        assertEquals(
                                ((long[]) orElse(expected, zeros))[0],
                                Double.doubleToRawLongBits(vector.doubles()[row]));
                case CODES ->
                        assertEquals(((long[]) orElse(expected, zeros))[0], vector.codes()[row]);
                case WIDE -> {
                    long[] found =
                            Arrays.copyOfRange(vector.longs(), row * words, (row + 1) * words);
                    assertTrue(Arrays.equals((long[]) orElse(expected, zeros), found));
                }
                case BYTES -> {
                    byte[] found =
                            Arrays.copyOfRange(
                                    vector.bytes(),
                                    vector.offsets()[row],
                                    vector.offsets()[row + 1]);
                    assertTrue(Arrays.equals((byte[]) orElse(expected, new byte[0]), found));
                }
            }
        }

        private static Object orElse(@Nullable Object value, Object other) {
            return value == null ? other : value;
        }
    }
}
