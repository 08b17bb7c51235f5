package dev.tidemark.merge.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.table.RowRun;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.table.TableSnapshot;
import dev.tidemark.merge.fault.Crash.Unsynced;
import dev.tidemark.merge.fault.Scenario.Commit;
import dev.tidemark.merge.fault.Scenario.Incarnation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rows of all tables of a store, and what has to be true of them. */
record Contents(Map<String, Set<Long>> numbersByTable) {
    /** Reads everything; every cell must be the one that was written, and no row come twice. */
    static Contents read(Store store) {
        Map<String, Set<Long>> numbers = new TreeMap<>();
        for (Table table : store.tables()) {
            Set<Long> found = new TreeSet<>();
            try (TableSnapshot snapshot = table.snapshot()) {
                for (List<RowRun> stream : snapshot.streams()) {
                    for (RowRun run : stream) {
                        read(snapshot, run, found);
                    }
                }
                assertEquals(snapshot.rowCount(), found.size());
            }
            numbers.put(table.name(), found);
        }
        return new Contents(numbers);
    }

    /**
     * Checks that there is what was acknowledged as safe from a power cut, nothing that was not
     * asked for, nothing half.
     */
    void check(List<Incarnation> incarnations, int operations) {
        check(incarnations, operations, Unsynced.DROPPED);
    }

    /** The same after another kind of crash: the end of a process loses nothing written. */
    void check(List<Incarnation> incarnations, int operations, Unsynced unsynced) {
        for (Incarnation incarnation : incarnations) {
            Set<Long> found = numbersByTable.getOrDefault(incarnation.name, Set.of());
            boolean gone = incarnation.dropAcknowledged <= operations;
            boolean mayBeGone = incarnation.dropAsked < operations;
            boolean isGone =
                    mayBeGone
                            && incarnation.commits.stream()
                                    .noneMatch(commit -> holds(found, commit, operations));
            assertTrue(isGone || !gone, () -> incarnation.name + " is back");
            if (!isGone) {
                incarnation.commits.forEach(commit -> check(found, commit, operations, unsynced));
            }
        }
        Set<Long> asked = new TreeSet<>();
        for (Incarnation incarnation : incarnations) {
            for (Commit commit : incarnation.commits) {
                for (long number = commit.first; number < commit.end; number++) {
                    if (commit.asked < operations || commit.asked == operations) {
                        asked.add(number);
                    }
                }
            }
        }
        numbersByTable.forEach((name, found) -> assertTrue(asked.containsAll(found), name));
    }

    private static boolean holds(Set<Long> found, Commit commit, int operations) {
        return commit.asked <= operations && found.contains(commit.first);
    }

    private static void check(Set<Long> found, Commit commit, int operations, Unsynced unsynced) {
        boolean there = found.contains(commit.first);
        // Where unsynced operations are kept, the last one was under way.
        boolean promised =
                unsynced == Unsynced.KEPT
                        ? commit.written < operations
                        : commit.acknowledged <= operations;
        assertTrue(there || !promised, () -> "rows from %d on are lost".formatted(commit.first));
        for (long number = commit.first; number < commit.end; number++) {
            long one = number;
            assertEquals(there, found.contains(one), () -> "half a batch: row " + one);
        }
    }

    private static void read(TableSnapshot snapshot, RowRun run, Set<Long> found) {
        int columns = snapshot.schema().columnCount();
        Vector[] vectors = new Vector[columns];
        for (int index = 0; index < columns; index++) {
            vectors[index] = new Vector(snapshot.schema().column(index).type());
        }
        long row = 0;
        long previous = Long.MIN_VALUE;
        while (row < run.rowCount()) {
            int count = (int) (run.vectorEnd(row) - row);
            for (int index = 0; index < columns; index++) {
                run.reader(index).read(row, count, vectors[index]);
            }
            for (int in = 0; in < count; in++) {
                checkRow(snapshot, vectors, in, found);
                long timestamp = vectors[3].longs()[in];
                assertTrue(!run.isSorted() || timestamp >= previous, "order of timestamps");
                previous = timestamp;
            }
            row += count;
        }
    }

    private static void checkRow(
            TableSnapshot snapshot, Vector[] vectors, int row, Set<Long> found) {
        long number = vectors[1].longs()[row];
        assertFalse(vectors[1].isNull(row));
        assertTrue(found.add(number), () -> "row " + number + " comes twice");
        int code = vectors[0].codes()[row];
        assertEquals(Scenario.host(number), snapshot.dictionary(0).text(code));
        assertEquals(Scenario.hasNote(number), !vectors[2].isNull(row));
        if (Scenario.hasNote(number)) {
            int start = vectors[2].offsets()[row];
            int length = vectors[2].offsets()[row + 1] - start;
            assertEquals(
                    Scenario.note(number),
                    new String(vectors[2].bytes(), start, length, StandardCharsets.UTF_8));
        }
        if (vectors.length > 4 && !vectors[4].isNull(row)) {
            assertEquals(number / 2.0, vectors[4].doubles()[row]);
        }
    }
}
