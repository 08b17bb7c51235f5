package dev.tidemark.merge.fault;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.catalog.NewColumn;
import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.column.SymbolDictionary;
import dev.tidemark.core.table.Acknowledgement;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.Durability;
import dev.tidemark.core.type.PartitionUnit;
import dev.tidemark.core.type.TableOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;

/**
 * Work on a store whose rows can be told apart: every cell of a row follows from its number. Keeps
 * what was asked for and what was acknowledged, each with the number of operations that the disk
 * had done by then.
 */
final class Scenario {
    static final long MINUTE_MICROS = 60_000_000L;
    private static final int HOSTS = 7;

    private final Store store;
    private final IntSupplier operationCount;
    private final List<Incarnation> incarnations = new ArrayList<>();
    private long nextNumber = 1;

    /** One life of a table, from its creation to its drop. */
    static final class Incarnation {
        final String name;
        final List<Commit> commits = new ArrayList<>();
        int dropAsked = Integer.MAX_VALUE;
        int dropAcknowledged = Integer.MAX_VALUE;

        Incarnation(String name) {
            this.name = name;
        }

        /** What was asked for before an operation, and answered. */
        Incarnation before(int operation) {
            Incarnation earlier = new Incarnation(name);
            commits.stream()
                    .filter(commit -> commit.asked <= operation)
                    .map(commit -> commit.before(operation))
                    .forEach(earlier.commits::add);
            earlier.dropAsked = ifBefore(operation, dropAsked);
            earlier.dropAcknowledged = ifBefore(operation, dropAcknowledged);
            return earlier;
        }
    }

    /** Rows {@code [first, end)} of an incarnation that were committed together. */
    static final class Commit {
        final long first;
        final long end;
        final int asked;

        /** When it was said that the end of the process does not lose them. */
        int written = Integer.MAX_VALUE;

        /** When it was said that a power cut does not lose them. */
        int acknowledged = Integer.MAX_VALUE;

        Commit(long first, long end, int asked) {
            this.first = first;
            this.end = end;
            this.asked = asked;
        }

        Commit before(int operation) {
            Commit earlier = new Commit(first, end, asked);
            earlier.written = ifBefore(operation, written);
            earlier.acknowledged = ifBefore(operation, acknowledged);
            return earlier;
        }
    }

    Scenario(Store store, IntSupplier operationCount) {
        this.store = store;
        this.operationCount = operationCount;
    }

    List<Incarnation> incarnations() {
        return incarnations;
    }

    /** Creates a table of hours, as durable as the store makes it. */
    void create(String name) {
        create(name, Optional.empty());
    }

    /** Creates a table of hours. */
    void create(String name, Optional<Durability> durability) {
        store.createTable(
                name,
                List.of(
                        new NewColumn("host", ColumnType.SYMBOL),
                        new NewColumn("number", ColumnType.LONG),
                        new NewColumn("note", ColumnType.VARCHAR),
                        new NewColumn("timestamp", ColumnType.TIMESTAMP)),
                3,
                TableOptions.of(PartitionUnit.HOUR).withDurability(durability));
        incarnations.add(new Incarnation(name));
    }

    /** Goes on with a table that is there. */
    void resume(String name, long nextRowNumber) {
        incarnations.add(new Incarnation(name));
        nextNumber = nextRowNumber;
    }

    /** Goes on where another process was when the disk had done so many operations. */
    void resume(List<Incarnation> earlier, int operations) {
        for (Incarnation incarnation : earlier) {
            incarnations.add(incarnation.before(operations));
            for (Commit commit : incarnation.commits) {
                nextNumber = Math.max(nextNumber, commit.end);
            }
        }
    }

    /** Commits rows from a minute on, one a minute step, and waits for the acknowledgement. */
    void append(String name, long firstMinute, long stepMinutes, int count) throws Exception {
        append(name, firstMinute, stepMinutes, count, Acknowledgement.DURABLE).get();
        Commit commit = current(name).commits.getLast();
        commit.written = operationCount.getAsInt();
        TableOptions options = store.table(name).orElseThrow().schema().options();
        if (options.durability().orElse(Durability.SYNC) == Durability.SYNC) {
            commit.acknowledged = commit.written;
        }
    }

    /** The same without a wait for the sync, and thus without a promise. */
    void appendUnsynced(String name, long firstMinute, long stepMinutes, int count)
            throws Exception {
        append(name, firstMinute, stepMinutes, count, Acknowledgement.WRITTEN).get();
        current(name).commits.getLast().written = operationCount.getAsInt();
    }

    /** Seals everything, which makes rows of any durability safe. */
    void checkpoint() throws IOException {
        store.checkpoint();
        for (Incarnation incarnation : incarnations) {
            for (Commit commit : incarnation.commits) {
                commit.acknowledged = Math.min(commit.acknowledged, operationCount.getAsInt());
            }
        }
    }

    /** Changes what the acknowledgement of rows promises, as ALTER TABLE does. */
    void change(String name, Durability durability) throws IOException {
        store.table(name)
                .orElseThrow()
                .changeOptions(options -> options.withDurability(Optional.of(durability)));
        checkpoint();
    }

    /** Commits rows that may be refused. */
    void tryToAppend(String name, int count) {
        try {
            append(name, 0, 1, count);
        } catch (Exception _) {
            // They are not acknowledged.
        }
    }

    void addColumn(String name) {
        store.table(name).orElseThrow().addColumn("half", ColumnType.DOUBLE);
    }

    void drop(String name) throws Exception {
        Incarnation dropped = current(name);
        dropped.dropAsked = operationCount.getAsInt();
        store.dropTable(name);
        dropped.dropAcknowledged = operationCount.getAsInt();
    }

    /** Commits rows and does not wait. */
    CompletableFuture<Void> append(
            String name,
            long firstMinute,
            long stepMinutes,
            int count,
            Acknowledgement acknowledgement) {
        Table table = store.table(name).orElseThrow();
        Batch batch = table.newBatch();
        long first = nextNumber;
        for (int row = 0; row < count; row++) {
            put(table, batch, nextNumber++, (firstMinute + row * stepMinutes) * MINUTE_MICROS);
        }
        current(name).commits.add(new Commit(first, nextNumber, operationCount.getAsInt()));
        return table.commit(batch, acknowledgement);
    }

    private static int ifBefore(int operation, int when) {
        return when <= operation ? when : Integer.MAX_VALUE;
    }

    private Incarnation current(String name) {
        return incarnations.stream()
                .filter(each -> each.name.equals(name))
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    private static void put(Table table, Batch batch, long number, long timestamp) {
        SymbolDictionary hosts = table.dictionary(1);
        batch.column(0).putCode(hosts.intern(host(number)));
        batch.column(1).putLong(number);
        if (hasNote(number)) {
            byte[] note = note(number).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            batch.column(2).putBytes(note, 0, note.length);
        }
        batch.column(3).putLong(timestamp);
        if (batch.schema().columnCount() > 4) {
            batch.column(4).putDouble(number / 2.0);
        }
        batch.endRow();
    }

    static String host(long number) {
        return "host_" + number / 20 % 11 + "_" + number % HOSTS;
    }

    static boolean hasNote(long number) {
        return number % 3 != 0;
    }

    static String note(long number) {
        return "note " + number * 31;
    }
}
