package dev.tidemark.ingest.parse;

import java.lang.foreign.MemorySegment;

/**
 * Memory that lines are parsed in: on the heap, where single bytes cost least, above all while the
 * code is not compiled yet.
 */
final class LineBuffer {
    private final byte[] bytes;
    private final MemorySegment segment;

    LineBuffer(int lengthBytes) {
        this.bytes = new byte[lengthBytes];
        this.segment = MemorySegment.ofArray(bytes);
    }

    /** For the fast reading. */
    byte[] bytes() {
        return bytes;
    }

    /** The same bytes, for the careful reading. */
    MemorySegment segment() {
        return segment;
    }

    int lengthBytes() {
        return bytes.length;
    }
}
