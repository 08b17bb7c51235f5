package dev.tidemark.server;

import dev.tidemark.core.io.DiskFileSystem;
import dev.tidemark.core.io.DiskFullException;
import dev.tidemark.core.io.FileSystem;
import dev.tidemark.core.io.OpenFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The machine's disk, which can be told to be full: nothing can be written then, as where a file
 * system never writes to the same place twice. Or to be slow: nothing is synced until it may be.
 */
final class FillableDisk implements FileSystem {
    private final FileSystem disk = DiskFileSystem.INSTANCE;
    private volatile boolean isFull;
    private volatile CountDownLatch syncsAllowed = new CountDownLatch(0);

    void setFull(boolean full) {
        isFull = full;
    }

    /** Makes all syncs wait from now on. */
    void holdSyncs() {
        syncsAllowed = new CountDownLatch(1);
    }

    /** Lets all syncs go on. */
    void releaseSyncs() {
        syncsAllowed.countDown();
    }

    @Override
    public void createDirectories(Path folder) throws IOException {
        disk.createDirectories(folder);
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        return disk.list(folder);
    }

    @Override
    public boolean exists(Path path) {
        return disk.exists(path);
    }

    @Override
    public boolean isFolder(Path path) {
        return disk.isFolder(path);
    }

    @Override
    public OpenFile openForReading(Path file) throws IOException {
        return disk.openForReading(file);
    }

    @Override
    public OpenFile openForWriting(Path file) throws IOException {
        return new FillableFile(disk.openForWriting(file));
    }

    @Override
    public long size(Path file) throws IOException {
        return disk.size(file);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public boolean link(Path file, Path name) throws IOException {
        return disk.link(file, name);
    }

    @Override
    public boolean delete(Path path) throws IOException {
        return disk.delete(path);
    }

    @Override
    public long usableBytes(Path path) throws IOException {
        return isFull ? 0 : disk.usableBytes(path);
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        disk.syncFolder(folder);
    }

    private final class FillableFile implements OpenFile {
        private final OpenFile file;

        FillableFile(OpenFile file) {
            this.file = file;
        }

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
            checkRoom();
            file.write(position, source);
        }

        @Override
        public void preallocate(long lengthBytes) throws IOException {
            checkRoom();
            file.preallocate(lengthBytes);
        }

        @Override
        public void truncate(long lengthBytes) throws IOException {
            file.truncate(lengthBytes);
        }

        @Override
        public void sync() throws IOException {
            try {
                syncsAllowed.await();
            } catch (InterruptedException interruption) {
                throw new IOException(interruption);
            }
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

        private void checkRoom() throws IOException {
            if (isFull) {
                throw new DiskFullException("cannot write", path(), null);
            }
        }
    }
}
