package dev.tidemark.core.io;

import dev.tidemark.core.memory.NativeMemory;
import dev.tidemark.core.memory.SystemCalls;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;

/** A file on disk, through a channel. */
final class DiskFile implements OpenFile {
    /** Largest transfer by one call, well below what a {@link ByteBuffer} can address. */
    private static final long MAX_TRANSFER_BYTES = 1L << 30;

    private final Path path;
    private final FileChannel channel;

    DiskFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public long size() throws IOException {
        try {
            return channel.size();
        } catch (IOException failure) {
            throw DiskFileSystem.failed("tell the size of", path, failure);
        }
    }

    @Override
    public void read(long position, MemorySegment into) throws IOException {
        long done = 0;
        while (done < into.byteSize()) {
            ByteBuffer buffer = part(into, done);
            int count;
            try {
                count = channel.read(buffer, position + done);
            } catch (IOException failure) {
                throw DiskFileSystem.failed(
                        "read %d bytes at %d of".formatted(into.byteSize(), position),
                        path,
                        failure);
            }
            if (count < 0) {
                throw new EOFException(
                        "%s ends at byte %d, before %d bytes at %d are read"
                                .formatted(path, size(), into.byteSize(), position));
            }
            done += count;
        }
    }

    @Override
    public void write(long position, MemorySegment source) throws IOException {
        long done = 0;
        while (done < source.byteSize()) {
            ByteBuffer buffer = part(source, done);
            try {
                done += channel.write(buffer, position + done);
            } catch (IOException failure) {
                throw DiskFileSystem.failed(
                        "write %d bytes at %d of".formatted(source.byteSize(), position),
                        path,
                        failure);
            }
        }
    }

    @Override
    public void preallocate(long lengthBytes) throws IOException {
        long oldLength = size();
        if (lengthBytes <= oldLength) {
            return;
        }
        int error = SystemCalls.allocateFile(path, oldLength, lengthBytes - oldLength);
        if (error == SystemCalls.NOT_AVAILABLE) {
            writeZeros(oldLength, lengthBytes);
        } else if (SystemCalls.isDiskFull(SystemCalls.errorText(error))) {
            throw new DiskFullException(
                    "cannot reserve %d bytes for".formatted(lengthBytes), path, null);
        } else if (error != 0) {
            throw new IOException(
                    "cannot reserve %d bytes for %s: %s"
                            .formatted(lengthBytes, path, SystemCalls.errorText(error)));
        }
    }

    @Override
    public void truncate(long lengthBytes) throws IOException {
        try {
            channel.truncate(lengthBytes);
        } catch (IOException failure) {
            throw DiskFileSystem.failed("truncate", path, failure);
        }
    }

    @Override
    public void sync() throws IOException {
        try {
            channel.force(false);
        } catch (IOException failure) {
            throw DiskFileSystem.failed("sync", path, failure);
        }
    }

    @Override
    public MemorySegment map(long lengthBytes, Arena arena) throws IOException {
        if (lengthBytes > size()) {
            throw new EOFException(
                    "cannot map %d bytes of %s, which has %d".formatted(lengthBytes, path, size()));
        }
        if (lengthBytes == 0) {
            return NativeMemory.empty();
        }
        try {
            return NativeMemory.readOnly(
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, lengthBytes, arena), arena);
        } catch (IOException failure) {
            throw DiskFileSystem.failed("map", path, failure);
        }
    }

    @Override
    public boolean tryLock() throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false;
        } catch (IOException failure) {
            throw DiskFileSystem.failed("lock", path, failure);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } catch (IOException failure) {
            throw DiskFileSystem.failed("close", path, failure);
        }
    }

    private void writeZeros(long from, long to) throws IOException {
        MemorySegment zeros = MemorySegment.ofArray(new byte[1 << 16]);
        for (long position = from; position < to; position += zeros.byteSize()) {
            write(position, zeros.asSlice(0, Math.min(zeros.byteSize(), to - position)));
        }
    }

    private static ByteBuffer part(MemorySegment segment, long from) {
        return segment.asSlice(from, Math.min(segment.byteSize() - from, MAX_TRANSFER_BYTES))
                .asByteBuffer();
    }
}
