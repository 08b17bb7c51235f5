package dev.tidemark.ingest.parse;

import dev.tidemark.ingest.kernel.ByteKernel;

/**
 * Where lines of text end: at a line feed or carriage return that is not escaped, be it within
 * quotes or not, for quoted text cannot go over several lines without escapes.
 */
final class LineBoundary {
    private LineBoundary() {}

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
