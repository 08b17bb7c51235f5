package dev.tidemark.core.log;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Offsets and sizes of the log's format; see the package. */
final class LogLayout {
    static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    static final int ALIGNMENT_BYTES = 64;

    static final int SEGMENT_MAGIC = 0x474C4D54; // "TMLG"
    static final int SEGMENT_VERSION = 4;
    static final int SEGMENT_HEADER_BYTES = 64;
    static final int SEGMENT_MAGIC_OFFSET = 0;
    static final int SEGMENT_VERSION_OFFSET = 4;
    static final int SEGMENT_SEQUENCE_OFFSET = 8;
    static final int SEGMENT_BEFORE_OFFSET = 16;
    static final int SEGMENT_LENGTH_OFFSET = 24;
    static final int SEGMENT_CRC_OFFSET = 32;

    static final int FRAME_MAGIC = 0x52464D54; // "TMFR"
    static final int FRAME_HEADER_BYTES = 40;
    static final int FRAME_MAGIC_OFFSET = 0;
    static final int FRAME_LENGTH_OFFSET = 4;
    static final int FRAME_SEQUENCE_OFFSET = 8;
    static final int FRAME_TABLE_OFFSET = 16;
    static final int FRAME_KIND_OFFSET = 20;
    static final int FRAME_SYNCED_OFFSET = 24;
    static final int FRAME_CRC_OFFSET = 32;

    private LogLayout() {}

    static long aligned(long lengthBytes) {
        return (lengthBytes + ALIGNMENT_BYTES - 1) & -ALIGNMENT_BYTES;
    }

    /** Bytes from the frame at an offset to the next one. */
    static long frameBytes(MemorySegment segment, long offset) {
        int payloadBytes = segment.get(INT, offset + FRAME_LENGTH_OFFSET);
        return aligned((long) FRAME_HEADER_BYTES + payloadBytes);
    }

    /** CRC of a segment header's bytes that count. */
    static int segmentCrc(MemorySegment segment) {
        CRC32C crc = new CRC32C();
        crc.update(segment.asSlice(0, SEGMENT_CRC_OFFSET).asByteBuffer());
        return (int) crc.getValue();
    }

    /** CRC of the frame at {@code offset}: its header up to the CRC, and its payload. */
    static int frameCrc(MemorySegment segment, long offset, int payloadBytes) {
        CRC32C crc = new CRC32C();
        crc.update(segment.asSlice(offset, FRAME_CRC_OFFSET).asByteBuffer());
        crc.update(segment.asSlice(offset + FRAME_HEADER_BYTES, payloadBytes).asByteBuffer());
        return (int) crc.getValue();
    }
}
