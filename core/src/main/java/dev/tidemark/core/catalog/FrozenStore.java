package dev.tidemark.core.catalog;

import dev.tidemark.core.log.LogSlice;
import dev.tidemark.core.log.LogWriter;
import dev.tidemark.core.manifest.HeldManifest;
import dev.tidemark.core.table.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * One instant of all tables: their sealed rows, held until this is closed, and which frames of the
 * log hold the rest. Hot rows are not held: their memory is for writers.
 *
 * @param tables those that have sealed rows or symbols; others are all in the log
 * @param log the frames that no manifest of these covers, up to the instant
 */
record FrozenStore(List<HeldManifest> tables, LogSlice log) implements AutoCloseable {
    /**
     * Takes the present instant. On the commit thread, so that nothing is published meanwhile, on
     * behalf of the seal thread, which waits, so that the tables' folders are at rest.
     *
     * @param log whose frames up to now are flushed
     */
    static FrozenStore take(Tables tables, TableFolders folders, LogWriter log) {
        long last = log.readableSequence();
        long first = last + 1;
        List<HeldManifest> held = new ArrayList<>();
        try {
            for (Table table : tables.alive()) {
                first = Math.min(first, table.firstNeededSequence());
                folders.manifest(table, last).ifPresent(held::add);
            }
        } catch (RuntimeException failure) {
            held.forEach(HeldManifest::close);
            throw failure;
        }
        return new FrozenStore(List.copyOf(held), log.slice(first, last));
    }

    @Override
    public void close() {
        tables.forEach(HeldManifest::close);
    }
}
