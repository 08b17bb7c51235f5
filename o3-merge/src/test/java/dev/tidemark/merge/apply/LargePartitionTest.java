package dev.tidemark.merge.apply;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.catalog.CompactionOptions;
import dev.tidemark.core.catalog.NewColumn;
import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.catalog.StoreOptions;
import dev.tidemark.core.column.ColumnReader;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.table.HeldRuns;
import dev.tidemark.core.table.RowRun;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.table.TableSnapshot;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.PartitionUnit;
import dev.tidemark.merge.Seeds;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * More than a million rows in one partition, in an order that changes all the while, sealed and
 * compacted while a reader scans. A row's cells follow from its number, which counts arrivals: so
 * the table needs no second copy to be compared with.
 */
@Timeout(120)
class LargePartitionTest {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(3);
    private static final CompactionOptions EAGER = new CompactionOptions(20, 1L << 40);
    private static final int BATCHES = 70;
    private static final int NUMBER = 1;

    /** So few that each has dozens of rows. */
    private static final int TIMES = 40_000;

    private static final List<NewColumn> COLUMNS =
            List.of(
                    new NewColumn("ts", ColumnType.TIMESTAMP),
                    new NewColumn("number", ColumnType.LONG),
                    new NewColumn("small", ColumnType.SHORT),
                    new NewColumn("ratio", ColumnType.DOUBLE),
                    new NewColumn("id", ColumnType.UUID),
                    new NewColumn("note", ColumnType.VARCHAR));

    private static final List<byte[]> NOTES =
            IntStream.range(0, 10_007)
                    .mapToObj(number -> Integer.toString(number).getBytes(US_ASCII))
                    .toList();

    @TempDir Path folder;

    private final Set<Long> prefixes = ConcurrentHashMap.newKeySet();

    @AfterAll
    static void stopPool() {
        POOL.shutdown();
    }

    @Test
    void aReaderSeesCommittedPrefixesOfALargePartition() throws Exception {
        Random random = Seeds.random("aReaderSeesCommittedPrefixesOfALargePartition");
        StoreOptions options =
                StoreOptions.of(folder).withMemory(1L << 28, 1L << 24).withCompaction(EAGER);
        try (Store store = Store.open(options, new OutOfOrderSealer(POOL, 2))) {
            Table table = store.createTable("t", COLUMNS, 0, PartitionUnit.NONE);
            prefixes.add(0L);
            AtomicBoolean done = new AtomicBoolean();
            Future<?> reader =
                    POOL.submit(() -> {
                        while (!done.get()) {
                            check(table);
                        }
                    });
            long rows = 0;
            try {
                for (int batch = 0; batch < BATCHES; batch++) {
                    rows += commit(table, random, batch, rows);
                }
            } finally {
                done.set(true);
            }
            reader.get();
            assertEquals(rows, check(table));
            store.checkpoint();
            assertEquals(rows, check(table));
            awaitOnePiece(table);
            assertEquals(rows, check(table));
        }
    }

    /** Commits a full batch, or a small one; returns its rows. */
    private int commit(Table table, Random random, int index, long firstNumber) throws Exception {
        int count = random.nextInt(8) == 0 ? 1 + random.nextInt(300) : Batch.MAX_ROWS;
        int arrival = random.nextInt(4);
        int clock = (int) ((long) TIMES * index / BATCHES);
        Batch batch = table.newBatch();
        for (int row = 0; row < count; row++) {
            int time =
                    switch (arrival) {
                        case 0 -> clock + row / 50;
                        case 1 -> clock + random.nextInt(300);
                        case 2 -> random.nextInt(TIMES);
                        default -> random.nextInt(50) == 0 ? random.nextInt(clock + 1) : clock;
                    };
            put(batch, time, firstNumber + row);
            batch.endRow();
        }
        prefixes.add(firstNumber + count);
        table.commit(batch).get();
        return count;
    }

    private static void put(Batch batch, long time, long number) {
        batch.column(0).putLong(time * 1_000);
        batch.column(NUMBER).putLong(number);
        if (number % 5 != 0) {
            batch.column(2).putLong((short) number);
        }
        batch.column(3).putDouble(number / 4.0);
        if (number % 3 != 0) {
            batch.column(4).putWord(0, number * 31);
            batch.column(4).putWord(1, ~number);
        }
        if (number % 7 == 0) {
            byte[] note = note(number);
            batch.column(5).putBytes(note, 0, note.length);
        }
    }

    private static byte[] note(long number) {
        return NOTES.get((int) (number % NOTES.size()));
    }

    /** Checks all that a snapshot shows; returns its rows. */
    private long check(Table table) {
        try (TableSnapshot snapshot = table.snapshot()) {
            long rows = snapshot.rowCount();
            assertTrue(prefixes.contains(rows), () -> rows + " rows: torn");
            BitSet seen = new BitSet((int) rows);
            for (List<RowRun> stream : snapshot.streams()) {
                checkStream(stream, seen);
            }
            assertEquals(rows, seen.cardinality());
            assertEquals(rows, seen.length(), "rows that were not committed");
            return rows;
        }
    }

    private static void checkStream(List<RowRun> stream, BitSet seen) {
        Vector[] vectors =
                COLUMNS.stream().map(column -> new Vector(column.type())).toArray(Vector[]::new);
        long previousTime = Long.MIN_VALUE;
        long previousNumber = -1;
        for (RowRun run : stream) {
            ColumnReader[] readers = new ColumnReader[vectors.length];
            for (int index = 0; index < readers.length; index++) {
                readers[index] = run.reader(index);
            }
            for (long row = 0; row < run.rowCount(); row = run.vectorEnd(row)) {
                int count = (int) (run.vectorEnd(row) - row);
                for (int index = 0; index < readers.length; index++) {
                    readers[index].read(row, count, vectors[index]);
                }
                for (int in = 0; in < count; in++) {
                    long time = vectors[0].longs()[in];
                    long number = vectors[NUMBER].longs()[in];
                    boolean ascends =
                            time > previousTime
                                    || (time == previousTime && number > previousNumber);
                    if (run.isSorted() && !ascends) {
                        throw new AssertionError("row " + number + " is out of order");
                    }
                    previousTime = time;
                    previousNumber = number;
                    assertFalse(seen.get((int) number), "a row comes twice");
                    seen.set((int) number);
                    checkCells(vectors, in, number);
                }
            }
        }
    }

    private static void checkCells(Vector[] vectors, int row, long number) {
        boolean same =
                isShort(vectors[2], row, number)
                        && vectors[3].doubles()[row] == number / 4.0
                        && isId(vectors[4], row, number)
                        && isNote(vectors[5], row, number);
        if (!same) {
            throw new AssertionError("cells of row " + number);
        }
    }

    private static boolean isShort(Vector vector, int row, long number) {
        return number % 5 == 0
                ? vector.isNull(row)
                : !vector.isNull(row) && vector.longs()[row] == (short) number;
    }

    private static boolean isId(Vector vector, int row, long number) {
        long[] words = vector.longs();
        return number % 3 == 0
                ? vector.isNull(row)
                : !vector.isNull(row)
                        && words[2 * row] == number * 31
                        && words[2 * row + 1] == ~number;
    }

    private static boolean isNote(Vector vector, int row, long number) {
        if (number % 7 != 0) {
            return vector.isNull(row);
        }
        byte[] expected = note(number);
        int from = vector.offsets()[row];
        int to = vector.offsets()[row + 1];
        return !vector.isNull(row)
                && Arrays.equals(vector.bytes(), from, to, expected, 0, expected.length);
    }

    private static void awaitOnePiece(Table table) throws InterruptedException {
        boolean done = false;
        while (!done) {
            Thread.sleep(5);
            try (HeldRuns held = table.hold()) {
                done =
                        held.partitions().stream()
                                .map(partition -> partition.state().levels())
                                .allMatch(levels ->
                                        levels.size() == 1 && levels.getFirst().size() == 1);
            }
        }
    }
}
