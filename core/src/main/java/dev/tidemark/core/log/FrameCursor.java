package dev.tidemark.core.log;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/** Reads a frame's payload from its start on; never beyond its end. */
final class FrameCursor {
    private final MemorySegment segment;
    private long offset;

    /**
     * @param segment a mapping or buffer that holds the payload up to its end
     * @param offset of the payload
     */
    FrameCursor(MemorySegment segment, long offset) {
        this.segment = segment;
        this.offset = offset;
    }

    MemorySegment segment() {
        return segment;
    }

    long offset() {
        return offset;
    }

    void moveTo(long newOffset) {
        offset = newOffset;
    }

    byte readByte() {
        byte value = segment.get(ValueLayout.JAVA_BYTE, offset);
        offset += Byte.BYTES;
        return value;
    }

    int readInt() {
        int value = segment.get(LogLayout.INT, offset);
        offset += Integer.BYTES;
        return value;
    }

    byte[] readBytes(int lengthBytes) {
        byte[] bytes = new byte[lengthBytes];
        MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, offset, bytes, 0, lengthBytes);
        offset += lengthBytes;
        return bytes;
    }

    String readName() {
        int lengthBytes = (readByte() & 0xFF) | (readByte() & 0xFF) << 8;
        return new String(readBytes(lengthBytes), StandardCharsets.UTF_8);
    }
}
