package dev.tidemark.core.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidemark.core.column.BatchColumnReader;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.memory.MemoryPool;
import dev.tidemark.core.type.ColumnDefinition;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.PartitionUnit;
import dev.tidemark.core.type.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A batch that is filled by column is the same as one that is filled by row. */
class ColumnFillerTest {
    private static final List<ColumnType> TYPES =
            List.of(
                    ColumnType.TIMESTAMP,
                    ColumnType.BOOLEAN,
                    ColumnType.BYTE,
                    ColumnType.SHORT,
                    ColumnType.INT,
                    ColumnType.LONG,
                    ColumnType.FLOAT,
                    ColumnType.DOUBLE,
                    ColumnType.SYMBOL,
                    ColumnType.VARCHAR,
                    ColumnType.UUID,
                    ColumnType.LONG256);

    private final Random random = random();

    @Test
    void columnsEqualRows() {
        try (MemoryPool pool = new MemoryPool(1L << 30)) {
            for (int round = 0; round < 300; round++) {
                int rows = 1 + random.nextInt(round % 10 == 0 ? 5_000 : 140);
                Batch byRow = byRow(pool, rows, random.nextInt(3));
                Batch byColumn = byColumn(pool, byRow);
                assertSame(byRow, byColumn);
                byRow.release();
                byColumn.release();
            }
        }
    }

    /**
     * @param nullKind 0 no NULLs, 1 some, 2 the column is NULL or not in all rows
     */
    private Batch byRow(MemoryPool pool, int rows, int nullKind) {
        List<ColumnDefinition> columns = new ArrayList<>();
        for (ColumnType type : TYPES) {
            columns.add(new ColumnDefinition(columns.size() + 1, "c" + columns.size(), type));
        }
        Batch batch = new Batch(new TableSchema("t", 1, columns, 0, PartitionUnit.DAY), pool);
        boolean[] all = new boolean[columns.size()];
        for (int index = 0; index < all.length; index++) {
            all[index] = random.nextBoolean();
        }
        for (int row = 0; row < rows; row++) {
            batch.column(0).putLong(row * 1_000L - (random.nextInt(100) == 0 ? 1_000_000 : 0));
            for (int index = 1; index < columns.size(); index++) {
                boolean isNull =
                        switch (nullKind) {
                            case 0 -> false;
                            case 1 -> random.nextInt(3) == 0;
                            default -> all[index];
                        };
                if (!isNull) {
                    put(batch.column(index));
                }
            }
            batch.endRow();
        }
        batch.freeze();
        return batch;
    }

    private void put(ColumnBuffer column) {
        switch (column.type().vectorKind()) {
            case LONGS -> {
                int bits = random.nextInt(300) == 0 ? column.type().widthBytes() * Byte.SIZE : 2;
                column.putLong(random.nextLong() >> (Long.SIZE - bits));
            }
            case DOUBLES -> column.putDouble(random.nextFloat());
            case CODES -> column.putCode(random.nextInt(100));
            case WIDE -> {
                for (int word = 0; word < column.type().widthBytes() / Long.BYTES; word++) {
                    column.putWord(word, random.nextLong());
                }
            }
            case BYTES -> {
                byte[] text = new byte[random.nextInt(30)];
                random.nextBytes(text);
                column.putBytes(text, 0, text.length);
            }
        }
    }

    private Batch byColumn(MemoryPool pool, Batch source) {
        Batch batch = Batch.ofRows(source.schema(), pool, source.rowCount());
        for (int index = 0; index < source.schema().columnCount(); index++) {
            ColumnBuffer from = source.column(index);
            if (from.isAllNull(source.rowCount())) {
                continue;
            }
            ColumnFiller filler = new ColumnFiller(batch.column(index));
            Vector vector = new Vector(from.type());
            for (int first = 0; first < source.rowCount(); first += Vector.SIZE) {
                int count = Math.min(Vector.SIZE, source.rowCount() - first);
                new BatchColumnReader(from, null).read(first, count, vector);
                scribble(vector);
                append(vector, filler);
            }
        }
        batch.freeze();
        return batch;
    }

    /** Decoders leave anything at NULL rows. */
    private void scribble(Vector vector) {
        for (int row = 0; row < vector.length(); row++) {
            if (vector.isNull(row)) {
                switch (vector.type().vectorKind()) {
                    case LONGS, WIDE -> vector.longs()[row * vector.wordsPerValue()] = 77;
                    case DOUBLES -> vector.doubles()[row] = 77;
                    case CODES -> vector.codes()[row] = 77;
                    case BYTES -> {}
                }
            }
        }
    }

    private static void append(Vector vector, ColumnFiller filler) {
        long[] validity = vector.hasNulls() ? vector.validity() : null;
        int count = vector.length();
        switch (vector.type().vectorKind()) {
            case LONGS, WIDE -> filler.appendLongs(vector.longs(), validity, count);
            case DOUBLES -> filler.appendDoubles(vector.doubles(), validity, count);
            case CODES -> filler.appendCodes(vector.codes(), validity, count);
            case BYTES -> filler.appendBytes(vector.bytes(), vector.offsets(), validity, count);
        }
    }

    private static void assertSame(Batch expected, Batch actual) {
        int rows = expected.rowCount();
        assertEquals(rows, actual.rowCount());
        assertEquals(expected.minTimestamp(), actual.minTimestamp());
        assertEquals(expected.maxTimestamp(), actual.maxTimestamp());
        assertEquals(expected.isSorted(), actual.isSorted());
        for (int index = 0; index < expected.schema().columnCount(); index++) {
            ColumnBuffer left = expected.column(index);
            ColumnBuffer right = actual.column(index);
            String what = left.type() + ", " + rows + " rows";
            for (int row = 0; row < rows; row++) {
                assertEquals(left.isNull(row), right.isNull(row), what);
            }
            assertEquals(left.widthBytes(), right.widthBytes(), what);
            int offsets = left.type().isFixedWidth() ? rows : rows + 1;
            long dataBytes = (long) offsets * left.widthBytes();
            assertEquals(
                    -1,
                    left.data().asSlice(0, dataBytes).mismatch(right.data().asSlice(0, dataBytes)),
                    what);
            assertEquals(left.bytesLength(), right.bytesLength(), what);
            if (left.bytes() != null && right.bytes() != null) {
                assertEquals(
                        -1,
                        left.bytes()
                                .asSlice(0, left.bytesLength())
                                .mismatch(right.bytes().asSlice(0, left.bytesLength())),
                        what);
            }
        }
    }

    private static Random random() {
        String given = System.getProperty("seed", "");
        long seed = given.isEmpty() ? System.nanoTime() : Long.parseLong(given);
        System.out.println("ColumnFillerTest: replay with -Dseed=" + seed);
        return new Random(seed);
    }
}
