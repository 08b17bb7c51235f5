package dev.tidemark.core.catalog;

import dev.tidemark.core.io.CorruptFileException;
import dev.tidemark.core.table.Compactor;
import dev.tidemark.core.table.HeldRuns;
import dev.tidemark.core.table.OpenPartition;
import dev.tidemark.core.table.PartitionAppender;
import dev.tidemark.core.table.PartitionChange;
import dev.tidemark.core.table.PartitionFilesAppender;
import dev.tidemark.core.table.PartitionState;
import dev.tidemark.core.table.SealedPartition;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.table.TableActivity;
import dev.tidemark.core.type.TableSchema;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that rewrites partitions which have been quiet for a while into one piece of a new
 * generation of files, see {@link CompactionPolicy} for when and {@link CompactionPacer} for how
 * fast.
 *
 * <p>The new files are written beside the old ones while the partition is read and sealed as ever.
 * Only when they are complete and synced does the seal thread, which alone changes partitions, put
 * them in place: if the partition is still what it was, a manifest names the new generation and a
 * new version of the table is published; otherwise the work is thrown away. A crash before the
 * manifest leaves files that no manifest names, which the next start deletes. The old generation is
 * deleted when the last version that reads it is let go.
 */
final class CompactionThread {
    private static final System.Logger LOGGER = System.getLogger(CompactionThread.class.getName());
    private static final long MAX_LOOK_MILLIS = 1_000;

    private final CompactionOptions options;
    private final CompactionPolicy policy;
    private final Compactor compactor;
    private final Tables tables;
    private final TableFolders folders;
    private final SealThread seals;
    private final CompactionPacer.Load load;
    private final Thread thread;
    private Map<PartitionKey, Sighting> sightings = new HashMap<>();

    private record PartitionKey(int tableId, long floor) {}

    /** A partition as it was seen, and since when. */
    private record Sighting(int generation, long fileRows, long sinceNanos) {
        boolean isOf(PartitionState state) {
            return generation == state.generation() && fileRows == state.fileRows();
        }
    }

    private record Candidate(Table table, long floor) {}

    /**
     * @param load what tells of more urgent work; its latch is this thread's to count down
     */
    CompactionThread(
            CompactionOptions options,
            Compactor compactor,
            Tables tables,
            TableFolders folders,
            SealThread seals,
            CompactionPacer.Load load) {
        this.options = options;
        this.policy = new CompactionPolicy(options);
        this.compactor = compactor;
        this.tables = tables;
        this.folders = folders;
        this.seals = seals;
        this.load = load;
        this.thread = Thread.ofPlatform().name("tidemark-compact").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Ends the thread; a compaction that is under way is given up. */
    void stop() {
        load.stopped().countDown();
        ThreadEnd.await(thread);
    }

    private void run() {
        long lookMillis = Math.clamp(options.quietMillis() / 4, 1, MAX_LOOK_MILLIS);
        try {
            while (!load.stopped().await(lookMillis, TimeUnit.MILLISECONDS)) {
                Optional<Candidate> due = look();
                if (due.isPresent() && !load.isUrgent()) {
                    attempt(due.get());
                }
            }
        } catch (InterruptedException _) {
            LOGGER.log(Level.WARNING, "the compaction thread was interrupted and ends");
        }
    }

    /** Notes what has changed; returns a partition that is worth compacting and quiet enough. */
    private Optional<Candidate> look() {
        long now = System.nanoTime();
        Map<PartitionKey, Sighting> seen = new HashMap<>();
        Optional<Candidate> due = Optional.empty();
        for (Table table : tables.all()) {
            try (HeldRuns held = table.hold()) {
                for (OpenPartition partition : held.partitions()) {
                    PartitionState state = partition.state();
                    if (!CompactionPolicy.isWorthwhile(state)) {
                        continue;
                    }
                    PartitionKey key = new PartitionKey(table.id(), state.floor());
                    Sighting before = sightings.get(key);
                    if (before == null || !before.isOf(state)) {
                        before = new Sighting(state.generation(), state.fileRows(), now);
                    }
                    seen.put(key, before);
                    if (due.isEmpty() && now - before.sinceNanos >= policy.quietNanos(state)) {
                        due = Optional.of(new Candidate(table, state.floor()));
                    }
                }
            }
        }
        sightings = seen;
        return due;
    }

    private void attempt(Candidate candidate) {
        // Whatever comes of it: the next attempt waits as long as this one did.
        sightings.remove(new PartitionKey(candidate.table.id(), candidate.floor));
        try {
            compact(candidate.table, candidate.floor);
        } catch (CorruptFileException damage) {
            report(candidate.table, damage);
        } catch (InterruptedIOException ended) {
            LOGGER.log(Level.DEBUG, "a compaction was given up: {0}", ended.getMessage());
        } catch (IOException | RuntimeException failure) {
            LOGGER.log(
                    Level.WARNING,
                    "compacting ''" + candidate.table.name() + "'' failed; nothing is lost",
                    failure);
        }
    }

    private void report(Table table, CorruptFileException damage) {
        try {
            boolean _ = seals.reportDamage(table, damage);
        } catch (IOException failure) {
            LOGGER.log(Level.WARNING, "damage could not be set aside: " + damage, failure);
        }
    }

    private void compact(Table table, long floor) throws IOException {
        long startNanos = System.nanoTime();
        try (HeldRuns held = table.hold()) {
            Optional<OpenPartition> found = held.partition(floor);
            if (found.isEmpty()) {
                return;
            }
            PartitionState before = found.get().state();
            try (PartitionFilesAppender appender =
                    folders.appenderToNext(table, held.schema(), before)) {
                CompactionPacer pacer =
                        new CompactionPacer(appender, table, load, options.bytesPerSecond());
                PartitionChange change =
                        compactor.compact(new CompactionTask(held.schema(), found.get(), pacer));
                PartitionState compacted = appender.finish(change).asCompacted();
                appender.sync();
                boolean replaced = seals.replace(table, before, compacted);
                long nanos = System.nanoTime() - startNanos;
                table.activity()
                        .addCompaction(
                                new TableActivity.Work(
                                        1, compacted.fileRows(), appender.appendedBytes(), nanos));
                LOGGER.log(
                        Level.DEBUG,
                        "{0} {1} pieces of ''{2}'' in {3} ms",
                        replaced ? "compacted" : "compacted in vain",
                        before.pieceCount(),
                        table.name(),
                        nanos / 1_000_000);
            }
        }
    }

    private record CompactionTask(
            TableSchema schema, SealedPartition partition, PartitionAppender appender)
            implements Compactor.Task {}
}
