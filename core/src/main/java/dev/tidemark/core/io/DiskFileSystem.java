package dev.tidemark.core.io;

import dev.tidemark.core.memory.SystemCalls;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** The files of this machine. */
public enum DiskFileSystem implements FileSystem {
    INSTANCE;

    private static final int SYNC_THREADS = 16;

    @Override
    public void createDirectories(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (IOException failure) {
            throw failed("create", folder, failure);
        }
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    @Override
    public boolean exists(Path path) {
        return Files.exists(path);
    }

    @Override
    public boolean isFolder(Path path) {
        return Files.isDirectory(path);
    }

    @Override
    public OpenFile openForReading(Path file) throws IOException {
        return new DiskFile(file, FileChannel.open(file, StandardOpenOption.READ));
    }

    @Override
    public OpenFile openForWriting(Path file) throws IOException {
        try {
            return new DiskFile(
                    file,
                    FileChannel.open(
                            file,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.CREATE));
        } catch (IOException failure) {
            throw failed("open", file, failure);
        }
    }

    @Override
    public long size(Path file) throws IOException {
        return Files.size(file);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public boolean link(Path file, Path name) throws IOException {
        try {
            Files.createLink(name, file);
            return true;
        } catch (UnsupportedOperationException _) {
            return false;
        } catch (NoSuchFileException | FileAlreadyExistsException failure) {
            throw failure;
        } catch (FileSystemException _) {
            // Another file system, one without links, or too many links to the file.
            return false;
        }
    }

    @Override
    public boolean delete(Path path) throws IOException {
        return Files.deleteIfExists(path);
    }

    @Override
    public long usableBytes(Path path) throws IOException {
        return Files.getFileStore(path).getUsableSpace();
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException failure) {
            throw failed("sync", folder, failure);
        }
    }

    /** Syncs from several threads: the file system then writes its journal for many at once. */
    @Override
    public void syncFiles(Collection<Path> written) throws IOException {
        if (written.size() == 1) {
            FileSystem.super.syncFiles(written);
            return;
        }
        List<Callable<Void>> syncs = new ArrayList<>();
        for (Path path : written) {
            syncs.add(() -> {
                FileSystem.super.syncFiles(List.of(path));
                return null;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(SYNC_THREADS)) {
            for (Future<Void> sync : threads.invokeAll(syncs)) {
                sync.get();
            }
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof IOException cause
                    ? cause
                    : new IOException(failure);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before all was synced");
        }
    }

    /** The failure with what was tried and where, unless it names the path already. */
    static IOException failed(String operation, Path path, IOException failure) {
        if (SystemCalls.isDiskFull(String.valueOf(failure.getMessage()))) {
            return new DiskFullException("cannot " + operation, path, failure);
        }
        if (failure instanceof FileSystemException) {
            return failure;
        }
        return new IOException(
                "cannot %s %s: %s".formatted(operation, path, failure.getMessage()), failure);
    }
}
