package dev.tidemark.ingest.parse;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.memory.MemoryPool;
import dev.tidemark.ingest.kernel.ByteKernel;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;

/**
 * Takes line protocol as it arrives, cut anywhere, and fills batches with the rows of complete
 * lines. Owns a native buffer from the store's pool; what has come of an incomplete line waits at
 * its front. Belongs to one thread at a time.
 */
public final class LineStream implements AutoCloseable {
    /** Longest line unless told otherwise. */
    public static final int DEFAULT_MAX_LINE_BYTES = 1 << 20;

    /** First size of the buffer; it grows only for longer lines. */
    static final int FIRST_BUFFER_BYTES = 1 << 17;

    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

    private final MemoryPool pool;
    private final LineParser parser;
    private final BadLineHandler badLines;
    private final ByteKernel kernel = ByteKernel.preferred();
    private final int maxLineBytes;
    private MemorySegment buffer;
    private ByteBuffer view;

    /** Bytes at the front of the buffer that belong to a line whose end has not come yet. */
    private int pendingBytes;

    /** Whether that line was refused already, for its length. */
    private boolean skipping;

    private boolean stopped;
    private long byteCount;

    /**
     * @param sink takes the batches
     * @param badLines hears of refused lines
     * @param maxLineBytes longest line, without its end mark
     */
    public LineStream(
            Store store,
            ParserOptions options,
            BatchSink sink,
            BadLineHandler badLines,
            int maxLineBytes) {
        this.pool = store.memory();
        this.parser = new LineParser(store, options, sink, maxLineBytes);
        this.badLines = badLines;
        this.maxLineBytes = maxLineBytes;
        this.buffer = pool.acquire(FIRST_BUFFER_BYTES);
        this.view = buffer.asByteBuffer();
    }

    /**
     * Takes bytes and appends the rows of all lines that they complete.
     *
     * @param bytes emptied, unless the stream stops
     * @return false if the handler of bad lines wants to stop; nothing more is taken then
     */
    public boolean receive(ByteBuffer bytes) {
        while (bytes.hasRemaining() && !stopped) {
            int length = Math.min(capacityBytes() - pendingBytes, bytes.remaining());
            if (length == 0) {
                grow();
            } else {
                view.put(pendingBytes, bytes, bytes.position(), length);
                bytes.position(bytes.position() + length);
                byteCount += length;
                consume(length);
            }
        }
        return !stopped;
    }

    /**
     * Takes what has come of the last line as a whole line, for sources that need not end it.
     *
     * @return false if the handler of bad lines wants to stop
     */
    public boolean finish() {
        if (pendingBytes > 0 && !stopped) {
            if (pendingBytes == capacityBytes()) {
                grow();
            }
            buffer.set(BYTE, pendingBytes, (byte) '\n');
            consume(1);
            if (pendingBytes > 0 && !skipping) {
                refuse(LineErrorCode.INCOMPLETE_FIELD, "the text ends with half an escape");
            }
        }
        return !stopped;
    }

    /** Whether there are rows that the sink does not have yet. */
    public boolean hasOpenRows() {
        return parser.hasOpenRows();
    }

    /** Gives all rows of complete lines to the sink. */
    public void handOver() {
        parser.handOver();
    }

    /** Lets go of all rows that the sink does not have yet. */
    public void discard() {
        parser.discard();
    }

    /** Bytes taken so far. */
    public long byteCount() {
        return byteCount;
    }

    /** Lines taken so far, also empty and refused ones. */
    public long lineCount() {
        return parser.lineCount();
    }

    /** Rows appended so far. */
    public long rowCount() {
        return parser.rowCount();
    }

    /** Bytes that have come of a line whose end has not. */
    public int pendingBytes() {
        return pendingBytes;
    }

    /**
     * Forgets what has come, rows that the sink does not have included, and counts from zero again;
     * what was learnt of tables and series stays.
     */
    public void restart() {
        parser.restart();
        pendingBytes = 0;
        skipping = false;
        stopped = false;
        byteCount = 0;
        if (buffer.byteSize() > FIRST_BUFFER_BYTES) {
            pool.release(buffer);
            buffer = pool.acquire(FIRST_BUFFER_BYTES);
            view = buffer.asByteBuffer();
        }
    }

    /** Gives the memory back. Rows that the sink does not have are lost. */
    @Override
    public void close() {
        stopped = true;
        parser.close();
        pool.release(buffer);
    }

    /** Parses what the {@code freshBytes} behind the pending ones complete. */
    private void consume(int freshBytes) {
        int to = pendingBytes + freshBytes;
        int from = skipping ? skip(to) : 0;
        if (skipping) {
            return;
        }
        long mark = LineBoundary.last(kernel, buffer, from, Math.max(from, pendingBytes), to);
        int end = mark < 0 ? from : (int) mark + 1;
        long position = from;
        while (position < end && !stopped) {
            position = parser.parse(buffer, position, end);
            LineError error = parser.error();
            if (error != null) {
                stopped = !badLines.refused(error);
            }
        }
        keep(end, to);
        if (pendingBytes > maxLineBytes && !stopped) {
            refuse(LineErrorCode.LINE_TOO_LONG, parser.tooLong());
            skipping = true;
            skip(pendingBytes);
        }
    }

    /** Drops bytes up to the end of a refused line and returns where the next line starts. */
    private int skip(int to) {
        int mark = (int) LineBoundary.next(buffer, 0, to);
        if (mark < to) {
            skipping = false;
            parser.skippedLine(buffer.get(BYTE, mark));
            pendingBytes = 0;
            return mark + 1;
        }
        // A last backslash that is no escaped one itself decides what the next byte means.
        keep(LineBoundary.isEscaped(buffer, 0, to) ? to - 1 : to, to);
        return to;
    }

    private void keep(int from, int to) {
        pendingBytes = to - from;
        if (from > 0 && pendingBytes > 0) {
            MemorySegment.copy(buffer, from, buffer, 0, pendingBytes);
        }
    }

    private void refuse(LineErrorCode code, String reason) {
        String text = LineText.start(buffer, 0, pendingBytes);
        long line = parser.lineCount() + 1;
        stopped = !badLines.refused(new LineError(code, line, 1, reason, text));
    }

    private int capacityBytes() {
        return (int) buffer.byteSize() - LineParser.PADDING_BYTES;
    }

    private void grow() {
        MemorySegment longer = pool.acquire(buffer.byteSize() * 2);
        MemorySegment.copy(buffer, 0, longer, 0, pendingBytes);
        pool.release(buffer);
        buffer = longer;
        view = longer.asByteBuffer();
    }
}
