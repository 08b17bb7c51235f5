package dev.tidemark.core.table;

import dev.tidemark.core.column.ColumnFileHeader;
import dev.tidemark.core.column.ColumnFileLocation;
import dev.tidemark.core.io.CorruptFileException;
import dev.tidemark.core.io.FileSystem;
import dev.tidemark.core.io.OpenFile;
import dev.tidemark.core.table.PartitionState.ColumnFileState;
import dev.tidemark.core.type.ColumnDefinition;
import dev.tidemark.core.type.TableSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the column files of one generation of a partition lie: {@code <table folder>/<partition
 * name>/g<generation>/<column id>.col}. An immutable value.
 *
 * @param schema that readers and appenders use
 * @param floor first tick of the partition
 */
public record PartitionFolder(
        FileSystem fileSystem, Path tableFolder, TableSchema schema, long floor, int generation) {
    /** The folder of all generations. */
    public Path partitionPath() {
        return tableFolder.resolve(schema.partitionUnit().name(floor, schema.timestampType()));
    }

    /** The folder of the column files. */
    public Path path() {
        return partitionPath().resolve("g" + generation);
    }

    /** The file of a column, whose first value has the file row {@code firstRow}. */
    public ColumnFileLocation columnFile(ColumnDefinition column, long firstRow) {
        return new ColumnFileLocation(
                fileSystem,
                path().resolve(column.id() + ".col"),
                new ColumnFileHeader(column.id(), column.type(), firstRow));
    }

    /**
     * Checks that all files of a state are there and long enough; reads none of them.
     *
     * @throws CorruptFileException if one is not
     */
    public void check(PartitionState state) throws IOException {
        for (Map.Entry<Integer, ColumnFileState> entry : state.files().entrySet()) {
            Path file = path().resolve(entry.getKey() + ".col");
            if (!fileSystem.exists(file)) {
                throw new CorruptFileException(file, 0, "it is missing");
            }
            long lengthBytes = fileSystem.size(file);
            if (lengthBytes < entry.getValue().lengthBytes()) {
                throw new CorruptFileException(
                        file,
                        lengthBytes,
                        "it ends here, but should have %d bytes"
                                .formatted(entry.getValue().lengthBytes()));
            }
        }
    }

    /** Creates the folder. */
    public void create() throws IOException {
        fileSystem.createDirectories(path());
    }

    /** Makes durable that the folder and its files are there; their content is not synced. */
    public void syncFolders() throws IOException {
        fileSystem.syncFolder(path());
        fileSystem.syncFolder(partitionPath());
        fileSystem.syncFolder(tableFolder);
    }

    /** Makes durable all files of a state, whoever wrote them and when, and the folders. */
    public void sync(PartitionState state) throws IOException {
        for (int columnId : state.files().keySet()) {
            try (OpenFile file = fileSystem.openForWriting(path().resolve(columnId + ".col"))) {
                file.sync();
            }
        }
        syncFolders();
    }
}
