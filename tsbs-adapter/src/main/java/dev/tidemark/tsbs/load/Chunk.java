package dev.tidemark.tsbs.load;

import java.nio.ByteBuffer;

/** A buffer of whole lines on its way between the reader and a connection, which take turns. */
final class Chunk {

    private final ByteBuffer bytes;
    private long firstLine;
    private int lines;

    /**
     * @param bytes the buffer; empty
     */
    Chunk(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /** The lines, between position and limit. */
    ByteBuffer bytes() {
        return bytes;
    }

    /** Number of the first line in the whole load, counted from 1. */
    long firstLine() {
        return firstLine;
    }

    int lines() {
        return lines;
    }

    /**
     * Says which lines the buffer now holds.
     *
     * @param first number of the first line, counted from 1
     * @param count number of lines; 0 means that there are no more
     */
    void label(long first, int count) {
        firstLine = first;
        lines = count;
    }

    /** Which lines these are, for messages. */
    String range() {
        return "lines " + firstLine + " to " + (firstLine + lines - 1);
    }
}
