package dev.tidemark.ingest.parse;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.table.Table;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables that one connection writes. */
final class TargetTables {
    /** Tables kept at most; beyond that all are handed over, forgotten and learnt anew. */
    static final int MAX_TABLES = 1 << 12;

    private final Store store;
    private final BatchSink sink;
    private final SeriesCache series;
    private final Map<Table, TableTarget> targets = new HashMap<>();

    /**
     * @param series refers to these tables, and forgets when they do
     */
    TargetTables(Store store, BatchSink sink, SeriesCache series) {
        this.store = store;
        this.sink = sink;
        this.series = series;
    }

    /** The table of that name in any case, or null if it must be created first. */
    @Nullable TableTarget find(String name) {
        Optional<Table> table = store.table(name);
        return table.isEmpty() || table.get().isDropped() ? null : of(table.get());
    }

    boolean hasOpenRows() {
        for (TableTarget target : targets.values()) {
            if (target.hasRows()) {
                return true;
            }
        }
        return false;
    }

    void handOver() {
        for (TableTarget target : targets.values()) {
            if (target.table().isDropped()) {
                target.discard();
            } else {
                target.handOver();
            }
        }
    }

    void discard() {
        targets.values().forEach(TableTarget::discard);
    }

    /** Lets go of the rows of dropped tables, and of all series. */
    void forgetDropped() {
        series.clear();
        targets.values()
                .removeIf(target -> {
                    boolean dropped = target.table().isDropped();
                    if (dropped) {
                        target.discard();
                    }
                    return dropped;
                });
    }

    private TableTarget of(Table table) {
        TableTarget target = targets.get(table);
        if (target == null) {
            if (targets.size() == MAX_TABLES) {
                handOver();
                targets.clear();
                series.clear();
            }
            target = new TableTarget(table, sink);
            targets.put(table, target);
        }
        return target;
    }
}
