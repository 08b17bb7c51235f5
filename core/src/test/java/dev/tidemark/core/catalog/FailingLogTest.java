package dev.tidemark.core.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.io.DiskFileSystem;
import dev.tidemark.core.io.FileSystem;
import dev.tidemark.core.io.OpenFile;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.table.TableSnapshot;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.PartitionUnit;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that stops to take the log's bytes. */
@Timeout(60)
class FailingLogTest {
    @TempDir Path folder;

    private final AtomicBoolean broken = new AtomicBoolean();

    @Test
    void nothingIsAcknowledgedOnceTheLogFails() throws Exception {
        Store store =
                Store.open(
                        StoreOptions.of(folder),
                        new AppendingSealer(),
                        new BreakableFiles(DiskFileSystem.INSTANCE, broken));
        Table table =
                store.createTable(
                        "t",
                        List.of(new NewColumn("timestamp", ColumnType.TIMESTAMP)),
                        0,
                        PartitionUnit.DAY);
        table.commit(rows(table, 10)).get();
        broken.set(true);
        assertFails(table);
        broken.set(false);
        assertFails(table);
        assertThrows(IOException.class, store::close);

        try (Store again = Store.open(StoreOptions.of(folder), new AppendingSealer())) {
            try (TableSnapshot snapshot = again.table("t").orElseThrow().snapshot()) {
                assertEquals(10, snapshot.rowCount());
            }
        }
    }

    private static void assertFails(Table table) {
        assertThrows(ExecutionException.class, () -> table.commit(rows(table, 5)).get());
    }

    private static Batch rows(Table table, int count) {
        Batch batch = table.newBatch();
        for (int row = 0; row < count; row++) {
            batch.column(0).putLong(row);
            batch.endRow();
        }
        return batch;
    }

    /** The real file system, whose files refuse to be written while it is broken. */
    private record BreakableFiles(FileSystem files, AtomicBoolean broken) implements FileSystem {
        @Override
        public void createDirectories(Path path) throws IOException {
            files.createDirectories(path);
        }

        @Override
        public List<Path> list(Path path) throws IOException {
            return files.list(path);
        }

        @Override
        public boolean exists(Path path) {
            return files.exists(path);
        }

        @Override
        public OpenFile openForReading(Path file) throws IOException {
            return new BreakableFile(files.openForReading(file), broken);
        }

        @Override
        public OpenFile openForWriting(Path file) throws IOException {
            return new BreakableFile(files.openForWriting(file), broken);
        }

        @Override
        public long size(Path file) throws IOException {
            return files.size(file);
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            files.rename(from, to);
        }

        @Override
        public boolean delete(Path path) throws IOException {
            return files.delete(path);
        }

        @Override
        public void syncFolder(Path path) throws IOException {
            files.syncFolder(path);
        }
    }

    private record BreakableFile(OpenFile file, AtomicBoolean broken) implements OpenFile {
        @Override
        public Path path() {
            return file.path();
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void read(long position, MemorySegment into) throws IOException {
            file.read(position, into);
        }

        @Override
        public void write(long position, MemorySegment source) throws IOException {
            if (broken.get()) {
                throw new IOException("no space left in this test");
            }
            file.write(position, source);
        }

        @Override
        public void preallocate(long lengthBytes) throws IOException {
            file.preallocate(lengthBytes);
        }

        @Override
        public void truncate(long lengthBytes) throws IOException {
            file.truncate(lengthBytes);
        }

        @Override
        public void sync() throws IOException {
            file.sync();
        }

        @Override
        public MemorySegment map(long lengthBytes, Arena arena) throws IOException {
            return file.map(lengthBytes, arena);
        }

        @Override
        public boolean tryLock() throws IOException {
            return file.tryLock();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
