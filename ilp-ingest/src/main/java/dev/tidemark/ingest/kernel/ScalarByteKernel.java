package dev.tidemark.ingest.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Eight bytes at a time where it is simple, else one. */
public final class ScalarByteKernel implements ByteKernel {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

    @Override
    public boolean equal(
            MemorySegment left,
            long leftOffset,
            MemorySegment right,
            long rightOffset,
            int length) {
        int index = 0;
        for (; index + Long.BYTES <= length; index += Long.BYTES) {
            if (left.get(LONG, leftOffset + index) != right.get(LONG, rightOffset + index)) {
                return false;
            }
        }
        for (; index < length; index++) {
            if (left.get(BYTE, leftOffset + index) != right.get(BYTE, rightOffset + index)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public long firstBreak(MemorySegment segment, long from, long to) {
        for (long position = from; position < to; position++) {
            byte value = segment.get(BYTE, position);
            if (value == ' ' || value == '\\' || value == '\n' || value == '\r') {
                return position;
            }
        }
        return to;
    }

    @Override
    public long lastLineEnd(MemorySegment segment, long from, long to) {
        for (long position = to - 1; position >= from; position--) {
            byte value = segment.get(BYTE, position);
            if (value == '\n' || value == '\r') {
                return position;
            }
        }
        return -1;
    }
}
