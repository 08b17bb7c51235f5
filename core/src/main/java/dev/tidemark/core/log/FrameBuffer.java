package dev.tidemark.core.log;

import static dev.tidemark.core.log.LogLayout.INT;
import static dev.tidemark.core.log.LogLayout.LONG;

import dev.tidemark.core.memory.SharedArena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/**
 * Frames that wait to be written, one behind another in growing native memory. For one thread;
 * whoever made it closes it.
 */
final class FrameBuffer implements AutoCloseable {
    private static final long FIRST_BYTES = 1 << 16;

    private SharedArena arena = new SharedArena();
    private MemorySegment memory = arena.arena().allocate(FIRST_BYTES, LogLayout.ALIGNMENT_BYTES);
    private long lengthBytes;
    private long frameStart;

    /** Frames from the first to the last ended one. */
    MemorySegment memory() {
        return memory;
    }

    long lengthBytes() {
        return lengthBytes;
    }

    /** Forgets the first frames; those behind them move to the start. */
    void removeFirst(long removedBytes) {
        MemorySegment.copy(memory, removedBytes, memory, 0, lengthBytes - removedBytes);
        lengthBytes -= removedBytes;
    }

    /** Forgets the frames from an offset on. */
    void truncate(long newLengthBytes) {
        lengthBytes = newLengthBytes;
    }

    void begin(FrameKind kind, int tableId, long sequence, long syncedSequence) {
        frameStart = lengthBytes;
        putInt(LogLayout.FRAME_MAGIC);
        putInt(0);
        putLong(sequence);
        putInt(tableId);
        putByte(kind.code());
        putByte((byte) 0);
        putByte((byte) 0);
        putByte((byte) 0);
        putLong(syncedSequence);
        putLong(0);
    }

    void end() {
        int payloadBytes = Math.toIntExact(lengthBytes - frameStart - LogLayout.FRAME_HEADER_BYTES);
        memory.set(INT, frameStart + LogLayout.FRAME_LENGTH_OFFSET, payloadBytes);
        memory.set(
                INT,
                frameStart + LogLayout.FRAME_CRC_OFFSET,
                LogLayout.frameCrc(memory, frameStart, payloadBytes));
        align();
    }

    /** Pads with zeros to a multiple of the alignment. */
    void align() {
        long end = LogLayout.aligned(lengthBytes);
        reserve(end - lengthBytes);
        memory.asSlice(lengthBytes, end - lengthBytes).fill((byte) 0);
        lengthBytes = end;
    }

    void putByte(byte value) {
        reserve(Byte.BYTES);
        memory.set(ValueLayout.JAVA_BYTE, lengthBytes, value);
        lengthBytes += Byte.BYTES;
    }

    void putInt(int value) {
        reserve(Integer.BYTES);
        memory.set(INT, lengthBytes, value);
        lengthBytes += Integer.BYTES;
    }

    void putLong(long value) {
        reserve(Long.BYTES);
        memory.set(LONG, lengthBytes, value);
        lengthBytes += Long.BYTES;
    }

    void putBytes(byte[] bytes) {
        reserve(bytes.length);
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, lengthBytes, bytes.length);
        lengthBytes += bytes.length;
    }

    /** Length in two bytes, then UTF-8. */
    void putName(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        putByte((byte) bytes.length);
        putByte((byte) (bytes.length >> 8));
        putBytes(bytes);
    }

    void putSegment(MemorySegment source, long sourceBytes) {
        reserve(sourceBytes);
        MemorySegment.copy(source, 0, memory, lengthBytes, sourceBytes);
        lengthBytes += sourceBytes;
    }

    private void reserve(long moreBytes) {
        long needed = lengthBytes + moreBytes;
        if (needed > memory.byteSize()) {
            SharedArena wider = new SharedArena();
            MemorySegment longer =
                    wider.arena()
                            .allocate(
                                    Math.max(needed, 2 * memory.byteSize()),
                                    LogLayout.ALIGNMENT_BYTES);
            MemorySegment.copy(memory, 0, longer, 0, lengthBytes);
            arena.release();
            arena = wider;
            memory = longer;
        }
    }

    @Override
    public void close() {
        arena.release();
    }
}
