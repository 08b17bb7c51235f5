package dev.tidemark.ingest.parse;

import dev.tidemark.ingest.kernel.ByteKernel;

/**
 * Where lines end: at a line feed or carriage return that is not escaped, be it within quotes or
 * not, for quoted text cannot go over several lines without escapes.
 */
final class LineBoundary {
    private LineBoundary() {}

    /** The end mark of the line that starts at {@code from}, or {@code to} if there is none. */
    static int next(byte[] bytes, int from, int to) {
        for (int position = from; position < to; position++) {
            byte value = bytes[position];
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
    static int last(ByteKernel kernel, byte[] bytes, int start, int from, int to) {
        int mark = kernel.lastLineEnd(bytes, from, to);
        while (mark >= 0 && isEscaped(bytes, start, mark)) {
            mark = kernel.lastLineEnd(bytes, from, mark);
        }
        return mark;
    }

    /** Whether an odd number of backslashes stands right before {@code mark}. */
    static boolean isEscaped(byte[] bytes, int start, int mark) {
        int before = mark;
        while (before > start && bytes[before - 1] == '\\') {
            before--;
        }
        return (mark - before) % 2 == 1;
    }
}
