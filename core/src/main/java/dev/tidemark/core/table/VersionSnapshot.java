package dev.tidemark.core.table;

import dev.tidemark.core.column.SymbolDictionary;
import dev.tidemark.core.type.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A snapshot that holds a reference to a version until it is closed; closing twice is harmless. */
final class VersionSnapshot implements TableSnapshot {
    private final Table table;
    private final TableVersion version;
    private final AtomicBoolean closed = new AtomicBoolean();

    VersionSnapshot(Table table, TableVersion version) {
        this.table = table;
        this.version = version;
    }

    @Override
    public TableSchema schema() {
        return version.schema();
    }

    @Override
    public long rowCount() {
        long sealed =
                version.partitions().stream().mapToLong(open -> open.state().rowCount()).sum();
        long hot = version.hotRuns().stream().mapToLong(HotRun::rowCount).sum();
        return sealed + hot - version.hiddenRows().count();
    }

    @Override
    public long runCount() {
        long pieces =
                version.partitions().stream().mapToLong(open -> open.state().pieceCount()).sum();
        return pieces + version.hotRuns().size();
    }

    @Override
    public long commitCount() {
        return version.commitCount();
    }

    @Override
    public List<List<RowRun>> streams(long low, long high) {
        List<List<RowRun>> streams = new ArrayList<>();
        HiddenRows hidden = version.hiddenRows();
        for (OpenPartition partition : version.partitions()) {
            List<List<Piece>> levels = partition.state().levels();
            for (int level = 0; level < levels.size(); level++) {
                if (streams.size() == level) {
                    streams.add(new ArrayList<>());
                }
                for (Piece piece : levels.get(level)) {
                    if (piece.maxTimestamp() < low || piece.minTimestamp() >= high) {
                        continue;
                    }
                    RowRun run = partition.run(piece);
                    if (hidden.hidesNone(piece)) {
                        streams.get(level).add(run);
                    } else {
                        addVisible(run, hidden.visible(piece), streams.get(level));
                    }
                }
            }
        }
        for (int index = 0; index < version.hotRuns().size(); index++) {
            HotRun run = version.hotRuns().get(index);
            if (run.maxTimestamp() >= low && run.minTimestamp() < high) {
                List<RowRun> stream = new ArrayList<>();
                addVisible(run, hidden.visible(index, run.rowCount()), stream);
                streams.add(stream);
            }
        }
        streams.removeIf(List::isEmpty);
        return streams;
    }

    @Override
    public List<QuarantinedPartition> quarantined(long low, long high) {
        return QuarantinedPartition.within(version.sealed().quarantined(), low, high);
    }

    private static void addVisible(
            RowRun run, List<HiddenRows.Range> visible, List<RowRun> stream) {
        if (!visible.isEmpty()) {
            stream.add(VisibleRun.of(run, visible));
        }
    }

    @Override
    public SymbolDictionary dictionary(int columnIndex) {
        return table.dictionary(schema().column(columnIndex).id());
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            version.release();
        }
    }
}
