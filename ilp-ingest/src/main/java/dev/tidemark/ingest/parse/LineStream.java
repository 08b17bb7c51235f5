package dev.tidemark.ingest.parse;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.ingest.kernel.ByteKernel;
import java.nio.ByteBuffer;

/**
 * Takes line protocol as it arrives, cut anywhere, and fills batches with the rows of complete
 * lines. Owns a buffer on the heap; what has come of an incomplete line waits at its front. Belongs
 * to one thread at a time.
 */
public final class LineStream implements AutoCloseable {
    /** Longest line unless told otherwise. */
    public static final int DEFAULT_MAX_LINE_BYTES = 1 << 20;

    /**
     * First size of the buffer; it grows only for longer lines. What is copied into it is parsed
     * while it lies in the fastest cache.
     */
    static final int FIRST_BUFFER_BYTES = 1 << 15;

    private final LineParser parser;
    private final BadLineHandler badLines;
    private final ByteKernel kernel = ByteKernel.preferred();
    private final int maxLineBytes;

    /** Looks through the line whose end has not come yet. */
    private final LineScanner tail = new LineScanner();

    private byte[] buffer = new byte[FIRST_BUFFER_BYTES];

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
        this.parser = new LineParser(store, options, sink, maxLineBytes);
        this.badLines = badLines;
        this.maxLineBytes = maxLineBytes;
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
                bytes.get(buffer, pendingBytes, length);
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
            buffer[pendingBytes] = '\n';
            consume(1);
            if (pendingBytes > 0 && !skipping) {
                refuse(
                        LineErrorCode.INCOMPLETE_FIELD,
                        "the text ends within an escape or a binary value");
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

    /** Bytes of what was learnt of series, about. */
    public int knownBytes() {
        return parser.knownBytes();
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
        tail.begin();
        skipping = false;
        stopped = false;
        byteCount = 0;
        if (buffer.length > FIRST_BUFFER_BYTES) {
            buffer = new byte[FIRST_BUFFER_BYTES];
        }
    }

    /** Gives the memory back. Rows that the sink does not have are lost. */
    @Override
    public void close() {
        stopped = true;
        parser.close();
    }

    /** Parses what the {@code freshBytes} behind the pending ones complete. */
    private void consume(int freshBytes) {
        int to = pendingBytes + freshBytes;
        int from = skipping ? skip(to) : 0;
        if (skipping) {
            return;
        }
        int position = from;
        if (!parser.hasBinaryLines()) {
            int mark = LineBoundary.last(kernel, buffer, from, Math.max(from, pendingBytes), to);
            position = parse(from, mark < 0 ? from : mark + 1);
        }
        if (parser.hasBinaryLines()) {
            position = parseBinary(position, to);
        }
        if (position > 0) {
            tail.begin();
        }
        // The line that is not complete may be the first one with a binary value, and end after it.
        boolean isComplete = position < to && tail.find(buffer, position, to) >= 0;
        if (tail.hasBinary() && !parser.hasBinaryLines()) {
            parser.expectBinaryLines();
            if (isComplete) {
                position = parseBinary(position, to);
                tail.begin();
                isComplete = position < to && tail.find(buffer, position, to) >= 0;
            }
        }
        keep(position, to);
        if (pendingBytes > maxLineBytes && !stopped) {
            refuse(LineErrorCode.LINE_TOO_LONG, parser.tooLong());
            skipping = true;
            dropScanned(pendingBytes);
        }
    }

    /** Parses lines up to {@code end}, or to one that is not complete; returns where it ended. */
    private int parse(int from, int end) {
        int position = from;
        boolean goesOn = true;
        while (position < end && goesOn && !stopped) {
            int next = parser.parse(buffer, position, end);
            LineError error = parser.error();
            if (error != null) {
                stopped = !badLines.refused(error);
            }
            goesOn = next > position && (error != null || !parser.hasBinaryLines());
            position = next;
        }
        return position;
    }

    /** Parses all complete lines of {@code [from, to)}, which may hold binary values. */
    private int parseBinary(int from, int to) {
        if (from == 0 && pendingBytes > 0 && tail.find(buffer, 0, to) < 0) {
            // Nothing that the parser could do, and it would look at the line from its start.
            return 0;
        }
        buffer[to] = '\n';
        return parse(from, to);
    }

    /** Drops bytes up to the end of a refused line and returns where the next line starts. */
    private int skip(int to) {
        int mark = tail.find(buffer, 0, to);
        if (mark < 0) {
            dropScanned(to);
            return to;
        }
        skipping = false;
        parser.skippedLine(buffer[mark]);
        pendingBytes = 0;
        tail.begin();
        return mark + 1;
    }

    private void dropScanned(int to) {
        keep(tail.scannedBytes(), to);
        tail.dropScanned();
    }

    private void keep(int from, int to) {
        pendingBytes = to - from;
        if (from > 0 && pendingBytes > 0) {
            System.arraycopy(buffer, from, buffer, 0, pendingBytes);
        }
    }

    private void refuse(LineErrorCode code, String reason) {
        String text = LineText.start(buffer, 0, pendingBytes);
        long line = parser.lineCount() + 1;
        stopped = !badLines.refused(new LineError(code, line, 1, reason, text));
    }

    private int capacityBytes() {
        return buffer.length - LineParser.PADDING_BYTES;
    }

    private void grow() {
        byte[] longer = new byte[buffer.length * 2];
        System.arraycopy(buffer, 0, longer, 0, pendingBytes);
        buffer = longer;
    }
}
