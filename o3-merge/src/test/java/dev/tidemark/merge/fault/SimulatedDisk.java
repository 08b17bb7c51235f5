package dev.tidemark.merge.fault;

import dev.tidemark.core.io.DiskFullException;
import dev.tidemark.core.io.FileSystem;
import dev.tidemark.core.io.OpenFile;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that keeps a journal of what is done to it, so that the state after a crash at
 * any operation can be made from it; with a size, and with operations that fail on demand.
 */
final class SimulatedDisk implements FileSystem {
    private final DiskImage image;
    private final List<Operation> journal = new ArrayList<>();
    private final Set<Path> locked = new HashSet<>();

    /** Files that were ever mapped. */
    private final Set<Integer> mapped = new HashSet<>();

    private long sizeBytes = Long.MAX_VALUE;
    private Faults faults = _ -> Fault.NONE;

    /** What an operation does instead of succeeding. */
    enum Fault {
        NONE,
        /** It fails and has no effect. */
        FAIL,
        /** It fails when half of it is done. */
        FAIL_HALFWAY
    }

    /** Decides which operations fail. */
    @FunctionalInterface
    interface Faults {
        Fault faultOf(Operation operation);
    }

    /** An empty disk. */
    SimulatedDisk() {
        this(new DiskImage());
    }

    /** A disk with something on it. */
    SimulatedDisk(DiskImage image) {
        this.image = image;
    }

    /** A disk to which a process that is gone did something, and which may not have synced it. */
    static SimulatedDisk after(List<Operation> operations) {
        SimulatedDisk disk = new SimulatedDisk();
        for (Operation operation : operations) {
            disk.journal.add(operation);
            disk.image.apply(operation);
        }
        return disk;
    }

    /** Number of operations so far. */
    synchronized int operationCount() {
        return journal.size();
    }

    /** The first operations, in order. */
    synchronized List<Operation> journal(int count) {
        return List.copyOf(journal.subList(0, count));
    }

    /** Where an operation takes place, as far as its file still has a name. */
    synchronized Optional<Path> pathOf(Operation operation) {
        return switch (operation) {
            case Operation.CreateFile create -> Optional.of(create.path());
            case Operation.CreateFolder create -> Optional.of(create.path());
            case Operation.Link link -> Optional.of(link.path());
            case Operation.Rename rename -> Optional.of(rename.to());
            case Operation.Delete delete -> Optional.of(delete.path());
            case Operation.SyncFolder sync -> Optional.of(sync.path());
            case Operation.Write write -> image.pathOf(write.file());
            case Operation.Resize resize -> image.pathOf(resize.file());
            case Operation.SyncFile sync -> image.pathOf(sync.file());
        };
    }

    /** What is on the disk now, for changes that the journal does not show. */
    DiskImage image() {
        return image;
    }

    /** Limits the sum of the files' lengths. */
    synchronized void setSizeBytes(long newSizeBytes) {
        sizeBytes = newSizeBytes;
    }

    synchronized void setFaults(Faults newFaults) {
        faults = newFaults;
    }

    @Override
    public synchronized void createDirectories(Path folder) throws IOException {
        Path parent = folder.getParent();
        if (image.isFolder(folder)) {
            return;
        }
        createDirectories(Objects.requireNonNull(parent));
        perform(new Operation.CreateFolder(folder));
    }

    @Override
    public synchronized List<Path> list(Path folder) throws IOException {
        if (!image.isFolder(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        return image.list(folder);
    }

    @Override
    public synchronized boolean exists(Path path) {
        return image.exists(path);
    }

    @Override
    public synchronized boolean isFolder(Path path) {
        return image.isFolder(path);
    }

    @Override
    public synchronized OpenFile openForReading(Path file) throws IOException {
        return new SimulatedFile(file, fileAt(file), false);
    }

    @Override
    public synchronized OpenFile openForWriting(Path file) throws IOException {
        if (!image.exists(file)) {
            if (!image.isFolder(Objects.requireNonNull(file.getParent()))) {
                throw new NoSuchFileException(file.toString());
            }
            perform(new Operation.CreateFile(file, image.newFile()));
        }
        return new SimulatedFile(file, fileAt(file), true);
    }

    @Override
    public synchronized long size(Path file) throws IOException {
        return image.bytes(fileAt(file)).length;
    }

    @Override
    public synchronized void rename(Path from, Path to) throws IOException {
        if (!image.exists(from)) {
            throw new NoSuchFileException(from.toString());
        }
        perform(new Operation.Rename(from, to));
    }

    @Override
    public synchronized boolean link(Path file, Path name) throws IOException {
        perform(new Operation.Link(name, fileAt(file)));
        return true;
    }

    @Override
    public synchronized boolean delete(Path path) throws IOException {
        if (!image.exists(path)) {
            return false;
        }
        if (image.isFolder(path) && !image.list(path).isEmpty()) {
            throw new IOException(path + " is not empty");
        }
        perform(new Operation.Delete(path));
        return true;
    }

    @Override
    public synchronized long usableBytes(Path path) {
        return sizeBytes - image.usedBytes();
    }

    @Override
    public synchronized void syncFolder(Path folder) throws IOException {
        if (!image.isFolder(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        perform(new Operation.SyncFolder(folder));
    }

    private int fileAt(Path path) throws IOException {
        Integer file = image.fileAt(path);
        if (file == null) {
            throw new NoSuchFileException(path.toString());
        }
        return file;
    }

    private void perform(Operation operation) throws IOException {
        switch (faults.faultOf(operation)) {
            case NONE -> {
                checkSpace(operation);
                journal.add(operation);
                image.apply(operation);
            }
            case FAIL -> {
                noteFailedSync(operation);
                throw new IOException("this operation fails: " + operation);
            }
            case FAIL_HALFWAY -> {
                noteFailedSync(operation);
                Operation half = half(operation);
                if (half != null) {
                    journal.add(half);
                    image.apply(half);
                }
                throw new IOException("this operation fails halfway: " + operation);
            }
        }
    }

    /** As a system that drops the dirty pages of a file when it cannot write them. */
    private void noteFailedSync(Operation operation) {
        if (operation instanceof Operation.SyncFile(int file, boolean _)) {
            journal.add(new Operation.SyncFile(file, true));
        }
    }

    private static @Nullable Operation half(Operation operation) {
        return operation instanceof Operation.Write(int file, long position, MemorySegment bytes)
                ? new Operation.Write(file, position, bytes.asSlice(0, bytes.byteSize() / 2))
                : null;
    }

    private void checkSpace(Operation operation) throws IOException {
        long grown =
                switch (operation) {
                    case Operation.Write(int file, long position, MemorySegment bytes) ->
                            position + bytes.byteSize() - image.bytes(file).length;
                    case Operation.Resize(int file, long lengthBytes) ->
                            lengthBytes - image.bytes(file).length;
                    case Operation.CreateFile _,
                            Operation.CreateFolder _,
                            Operation.Link _,
                            Operation.Rename _,
                            Operation.Delete _,
                            Operation.SyncFile _,
                            Operation.SyncFolder _ ->
                            0;
                };
        if (grown > 0 && image.usedBytes() + grown > sizeBytes) {
            throw new DiskFullException("cannot grow a file", Path.of("simulated"), null);
        }
    }

    /** A file of the disk. */
    private final class SimulatedFile implements OpenFile {
        private final Path path;
        private final int file;
        private final boolean writable;

        SimulatedFile(Path path, int file, boolean writable) {
            this.path = path;
            this.file = file;
            this.writable = writable;
        }

        @Override
        public Path path() {
            return path;
        }

        @Override
        public long size() {
            synchronized (SimulatedDisk.this) {
                return image.bytes(file).length;
            }
        }

        @Override
        public void read(long position, MemorySegment into) throws IOException {
            synchronized (SimulatedDisk.this) {
                byte[] bytes = image.bytes(file);
                if (position + into.byteSize() > bytes.length) {
                    throw new EOFException(path + " ends at " + bytes.length);
                }
                MemorySegment.copy(
                        MemorySegment.ofArray(bytes), position, into, 0, into.byteSize());
            }
        }

        @Override
        public void write(long position, MemorySegment source) throws IOException {
            byte[] bytes = source.toArray(ValueLayout.JAVA_BYTE);
            change(new Operation.Write(file, position, MemorySegment.ofArray(bytes)));
        }

        @Override
        public void preallocate(long lengthBytes) throws IOException {
            if (lengthBytes > size()) {
                change(new Operation.Resize(file, lengthBytes));
            }
        }

        @Override
        public void truncate(long lengthBytes) throws IOException {
            if (lengthBytes < size()) {
                synchronized (SimulatedDisk.this) {
                    if (mapped.contains(file)) {
                        throw new AssertionError(path + " was mapped and is truncated");
                    }
                }
                change(new Operation.Resize(file, lengthBytes));
            }
        }

        @Override
        public void sync() throws IOException {
            synchronized (SimulatedDisk.this) {
                perform(new Operation.SyncFile(file, false));
            }
        }

        @Override
        public MemorySegment map(long lengthBytes, Arena arena) {
            synchronized (SimulatedDisk.this) {
                mapped.add(file);
                MemorySegment bytes = arena.allocate(Math.max(lengthBytes, 1), Long.BYTES);
                MemorySegment.copy(
                        MemorySegment.ofArray(image.bytes(file)), 0, bytes, 0, lengthBytes);
                return bytes.asSlice(0, lengthBytes).asReadOnly();
            }
        }

        @Override
        public boolean tryLock() {
            synchronized (SimulatedDisk.this) {
                return locked.add(path);
            }
        }

        @Override
        public void close() {
            synchronized (SimulatedDisk.this) {
                if (writable) {
                    locked.remove(path);
                }
            }
        }

        private void change(Operation operation) throws IOException {
            synchronized (SimulatedDisk.this) {
                if (!writable) {
                    throw new IOException(path + " is open for reading only");
                }
                perform(operation);
            }
        }
    }
}
