package dev.tidemark.core.catalog;

import dev.tidemark.core.io.FileSystem;
import dev.tidemark.core.memory.MemoryPool;
import dev.tidemark.core.table.HeldRuns;
import dev.tidemark.core.table.OpenPartition;
import dev.tidemark.core.table.Sealer;
import dev.tidemark.core.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** stub for bring-up. */
final class TableFolders {
    TableFolders(FileSystem files, Path folder) {}

    List<Table> openAll(MemoryPool memory, Table.Committer committer) {
        return List.of();
    }

    long lastSavedSequence() {
        return 0;
    }

    long savedSequence(Table table) {
        return 0;
    }

    void markDropped(Table table) throws IOException {}

    void delete(Table table) throws IOException {}

    List<OpenPartition> seal(Table table, HeldRuns held, Sealer sealer) throws IOException {
        if (held.hotRuns().isEmpty()) {
            return List.of();
        }
        throw new IOException("not yet");
    }
}
