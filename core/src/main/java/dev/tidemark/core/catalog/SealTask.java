package dev.tidemark.core.catalog;

import dev.tidemark.core.column.BlockBuffers;
import dev.tidemark.core.column.CodeListCache;
import dev.tidemark.core.table.HeldRuns;
import dev.tidemark.core.table.HotRun;
import dev.tidemark.core.table.MappedPartition;
import dev.tidemark.core.table.OpenPartition;
import dev.tidemark.core.table.PartitionAppender;
import dev.tidemark.core.table.PartitionChange;
import dev.tidemark.core.table.PartitionFilesAppender;
import dev.tidemark.core.table.PartitionFolder;
import dev.tidemark.core.table.PartitionState;
import dev.tidemark.core.table.SealedPartition;
import dev.tidemark.core.table.Sealer;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.table.TableActivity;
import dev.tidemark.core.type.TableSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One seal of one table: what the sealer works on, and the partitions that come out of it. For the
 * seal thread, except for what the sealer's own threads ask.
 */
final class SealTask implements Sealer.Task, AutoCloseable {
    private static final int FIRST_GENERATION = 1;

    /** Where the column files of a generation of a partition lie. */
    interface PartitionFolders {
        PartitionFolder folder(long floor, int generation);
    }

    private final Table table;
    private final HeldRuns held;
    private final PartitionFolders folders;
    private final Map<Long, PartitionState> doubtful;
    private final BlockBuffers buffers;
    private final CodeListCache codeLists;
    private final Map<Long, OpenPartition> partitions = new TreeMap<>();
    private final Map<Long, PartitionFilesAppender> appenders = new ConcurrentHashMap<>();

    /**
     * @param folders where the column files of a partition lie
     * @param doubtful partitions behind whose rows to append, although no version has them
     */
    SealTask(
            Table table,
            HeldRuns held,
            PartitionFolders folders,
            Map<Long, PartitionState> doubtful,
            BlockBuffers buffers,
            CodeListCache codeLists) {
        this.table = table;
        this.held = held;
        this.folders = folders;
        this.doubtful = doubtful;
        this.buffers = buffers;
        this.codeLists = codeLists;
        held.partitions().forEach(open -> partitions.put(open.state().floor(), open));
    }

    @Override
    public TableSchema schema() {
        return held.schema();
    }

    @Override
    public List<HotRun> hotRuns() {
        return held.hotRuns();
    }

    @Override
    public Optional<SealedPartition> partition(long floor) {
        return Optional.ofNullable(partitions.get(floor));
    }

    @Override
    public synchronized PartitionAppender appender(long floor) throws IOException {
        PartitionFilesAppender appender = appenders.get(floor);
        if (appender == null) {
            PartitionState before = before(floor);
            appender =
                    new PartitionFilesAppender(
                            folders.folder(floor, before.generation()), before, buffers);
            appenders.put(floor, appender);
        }
        return appender;
    }

    /** The levels that the version has, over all rows that must not be written over. */
    private PartitionState before(long floor) {
        OpenPartition open = partitions.get(floor);
        PartitionState published =
                open == null ? PartitionState.empty(floor, FIRST_GENERATION) : open.state();
        PartitionState longer = doubtful.get(floor);
        return longer == null || longer.generation() != published.generation()
                ? published
                : new PartitionState(
                        floor,
                        published.generation(),
                        published.compactedRows(),
                        longer.fileRows(),
                        published.levels(),
                        longer.files());
    }

    /**
     * Syncs what the sealer appended and opens the partitions as they are now.
     *
     * @return all partitions of the table in time order, each with a reference for the caller
     */
    List<OpenPartition> finish(List<PartitionChange> changes) throws IOException {
        Map<Long, PartitionState> changed = new TreeMap<>();
        for (PartitionChange change : changes) {
            PartitionFilesAppender appender = (PartitionFilesAppender) appender(change.floor());
            changed.put(change.floor(), appender.finish(change));
            appender.sync();
        }
        List<OpenPartition> all = new ArrayList<>();
        for (PartitionState state : changed.values()) {
            OpenPartition older = partitions.remove(state.floor());
            all.add(
                    new MappedPartition(
                            folders.folder(state.floor(), state.generation()),
                            state,
                            table.dictionaries(),
                            codeLists,
                            older instanceof MappedPartition mapped ? mapped : null));
        }
        for (OpenPartition unchanged : partitions.values()) {
            unchanged.retain();
            all.add(unchanged);
        }
        all.sort((one, other) -> Long.compare(one.state().floor(), other.state().floor()));
        return all;
    }

    /** What was written for the changes, as one piece of work. */
    TableActivity.Work written(List<PartitionChange> changes, long nanos) {
        long rows = changes.stream().mapToLong(PartitionChange::appendedRows).sum();
        long bytes =
                appenders.values().stream().mapToLong(PartitionFilesAppender::appendedBytes).sum();
        return new TableActivity.Work(changes.isEmpty() ? 0 : 1, rows, bytes, nanos);
    }

    @Override
    public void close() throws IOException {
        for (PartitionFilesAppender appender : appenders.values()) {
            appender.close();
        }
    }
}
