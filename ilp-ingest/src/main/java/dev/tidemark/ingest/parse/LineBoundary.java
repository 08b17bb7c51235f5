package dev.tidemark.ingest.parse;

import dev.tidemark.ingest.kernel.ByteKernel;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Where lines end: at a line feed or carriage return that is not escaped, be it within quotes or
 * not, for quoted text cannot go over several lines without escapes.
 */
final class LineBoundary {
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

    private LineBoundary() {}

    /** The end mark of the line that starts at {@code from}, or {@code to} if there is none. */
    static long next(MemorySegment segment, long from, long to) {
        for (long position = from; position < to; position++) {
            byte value = segment.get(BYTE, position);
            if (value == '\\') {
                position++;
            } else if (value == '\n' || value == '\r') {
                return position;
            }
        }
        return to;
    }

    /**
     * The last end mark in {@code [from, to)}, or -1 if there is none.
     *
     * @param start where the line starts that goes on at {@code from}
     */
    static long last(ByteKernel kernel, MemorySegment segment, long start, long from, long to) {
        long mark = kernel.lastLineEnd(segment, from, to);
        while (mark >= 0 && isEscaped(segment, start, mark)) {
            mark = kernel.lastLineEnd(segment, from, mark);
        }
        return mark;
    }

    /** Whether an odd number of backslashes stands right before {@code mark}. */
    static boolean isEscaped(MemorySegment segment, long start, long mark) {
        long before = mark;
        while (before > start && segment.get(BYTE, before - 1) == '\\') {
            before--;
        }
        return (mark - before) % 2 == 1;
    }
}
