package dev.tidemark.core.log;

import static dev.tidemark.core.log.LogLayout.LONG;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.io.FileSystem;
import dev.tidemark.core.log.RowsFrameWriter.SymbolMark;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.type.TableSchema;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Appends frames to the log. Frames are collected by the {@code append} methods, reach the file by
 * {@link #flush} and the disk by {@link #sync}. For the store's commit thread only.
 *
 * <p>All frames are kept in memory until they are synced, also those whose rows are promised no
 * sync: a segment's worth at most, for a full one is synced before the next begins. After a failed
 * write or sync it is not known what of them the file holds, and a second sync of it would not
 * tell: the segment is given up, and the next flush begins a new one with everything that was not
 * synced, under the same sequence numbers. Where two segments hold a number, the later segment
 * counts.
 */
public final class LogWriter implements AutoCloseable {
    private final LogSegments segments;
    private final RowsFrameWriter rowsWriter = new RowsFrameWriter();

    /** Frames since the last sync, also those of rows that are promised none. */
    private final FrameBuffer buffer = new FrameBuffer();

    /** Dictionaries as they were before the frames that are not flushed yet. */
    private final List<SymbolMark> marks = new ArrayList<>();

    /** Bytes of the buffer that the current segment holds. */
    private long flushedBytes;

    private long nextSequence;

    /** The last frame that some segment holds, whether or not that still counts. */
    private long writtenSequence;

    private long flushedSequence;
    private long syncedSequence;
    private long bytesWritten;

    /**
     * A writer that goes on behind what was replayed.
     *
     * @param folder of the log; exists
     * @param end where the replay ended
     * @param nextSequence number of the first frame to be written, at least the end's
     */
    public LogWriter(
            FileSystem files, Path folder, LogOptions options, LogEnd end, long nextSequence)
            throws IOException {
        this.segments =
                new LogSegments(
                        new LogFolder(files, folder),
                        options,
                        nextSequence == end.nextSequence() ? end.tail() : Optional.empty());
        this.nextSequence = nextSequence;
        this.writtenSequence = end.nextSequence() - 1;
        this.flushedSequence = nextSequence - 1;
        this.syncedSequence = nextSequence - 1;
    }

    /** Adds a frame that creates a table; returns its sequence number. */
    public long appendCreateTable(int tableId, TableSchema schema) {
        return appendSchema(FrameKind.CREATE_TABLE, tableId, schema);
    }

    /** Adds a frame that changes a table's schema; returns its sequence number. */
    public long appendChangeSchema(int tableId, TableSchema schema) {
        return appendSchema(FrameKind.CHANGE_SCHEMA, tableId, schema);
    }

    /** Adds a frame that drops a table; returns its sequence number. */
    public long appendDropTable(int tableId) {
        buffer.begin(FrameKind.DROP_TABLE, tableId, nextSequence, syncedSequence);
        buffer.end();
        return nextSequence++;
    }

    /**
     * Adds a frame with the rows of batches, which replay takes all or none of, and the symbols
     * that they and the table's dictionaries need.
     *
     * @return its sequence number
     */
    public long appendRows(Table table, List<Batch> batches) {
        long start = buffer.lengthBytes();
        buffer.begin(FrameKind.ROWS, table.id(), nextSequence, syncedSequence);
        rowsWriter.write(table, batches, buffer, marks);
        buffer.end();
        table.activity()
                .addFrame(
                        batches.stream().mapToLong(Batch::rowCount).sum(),
                        buffer.lengthBytes() - start);
        return nextSequence++;
    }

    /**
     * Writes the collected frames to the file.
     *
     * @throws IOException if that failed; the frames stay collected, see {@link #giveUp}
     */
    public void flush() throws IOException {
        MemorySegment frames = unflushed();
        if (frames.byteSize() == 0) {
            return;
        }
        try {
            if (segments.hasRoomFor(frames.byteSize())) {
                segments.append(frames);
                noteFlushed();
            } else {
                beginSegment();
            }
        } catch (IOException failure) {
            abandonSegment(failure);
            throw failure;
        }
    }

    /**
     * Makes everything flushed durable.
     *
     * @throws IOException if that failed; what was flushed counts as collected again
     */
    public void sync() throws IOException {
        if (flushedBytes > 0 && segments.isOpen()) {
            try {
                segments.sync();
            } catch (IOException failure) {
                abandonSegment(failure);
                throw failure;
            }
            noteSynced();
        }
    }

    /**
     * Forgets the frames that were collected after a flush failed, from a sequence number on. Those
     * that had been flushed before and are visible stay collected.
     */
    public void giveUp(long fromSequence) {
        long offset = 0;
        while (offset < buffer.lengthBytes() && sequenceAt(offset) < fromSequence) {
            offset += LogLayout.frameBytes(buffer.memory(), offset);
        }
        buffer.truncate(offset);
        nextSequence = fromSequence;
        marks.reversed().forEach(SymbolMark::restore);
        marks.clear();
    }

    /** Makes sure that there is a segment to write to, its space reserved. */
    public void prepare() throws IOException {
        if (!segments.isOpen()) {
            beginSegment();
        }
    }

    /** Bytes of frames that are kept because they are not synced. */
    public long keptBytes() {
        return buffer.lengthBytes();
    }

    /** Bytes of frames written since the writer was made. */
    public long bytesWritten() {
        return bytesWritten;
    }

    /** Sequence number of the oldest frame that the log still holds, or of the next one. */
    public long firstSequence() {
        return segments.firstSequence(firstKeptSequence());
    }

    public long nextSequence() {
        return nextSequence;
    }

    /** The last frame up to which the segments hold all that is needed, synced or not. */
    public long readableSequence() {
        return flushedBytes == buffer.lengthBytes() ? flushedSequence : syncedSequence;
    }

    /** Frames that lie in the segments. */
    public LogSlice slice(long first, long last) {
        return segments.slice(first, last);
    }

    /** Length of all segments, about; from any thread. */
    public long lengthBytes() {
        return segments.lengthBytes();
    }

    /**
     * Deletes the segments that hold only frames below {@code sequence}: oldest first, each durably
     * before the next, so that a crash leaves no gap.
     */
    public void dropBefore(long sequence) throws IOException {
        segments.dropBefore(sequence, firstKeptSequence());
    }

    /** Closes the file; what was not flushed is lost. */
    @Override
    public void close() throws IOException {
        buffer.close();
        rowsWriter.close();
        segments.close();
    }

    private long appendSchema(FrameKind kind, int tableId, TableSchema schema) {
        buffer.begin(kind, tableId, nextSequence, syncedSequence);
        SchemaPayload.write(schema, buffer);
        buffer.end();
        return nextSequence++;
    }

    /** Starts a segment with the frames that are not flushed. */
    private void beginSegment() throws IOException {
        sync();
        segments.begin(
                firstKeptSequence(),
                Math.min(writtenSequence, firstKeptSequence() - 1),
                unflushed());
        noteFlushed();
        noteSynced();
    }

    private MemorySegment unflushed() {
        return buffer.memory().asSlice(flushedBytes, buffer.lengthBytes() - flushedBytes);
    }

    private void noteFlushed() {
        bytesWritten += buffer.lengthBytes() - flushedBytes;
        flushedBytes = buffer.lengthBytes();
        flushedSequence = nextSequence - 1;
        writtenSequence = flushedSequence;
        marks.clear();
    }

    private void noteSynced() {
        buffer.removeFirst(flushedBytes);
        flushedBytes = 0;
        syncedSequence = flushedSequence;
    }

    private void abandonSegment(IOException reason) {
        flushedBytes = 0;
        segments.abandon(firstKeptSequence(), reason);
    }

    private long firstKeptSequence() {
        return buffer.lengthBytes() == 0 ? nextSequence : sequenceAt(0);
    }

    private long sequenceAt(long offset) {
        return buffer.memory().get(LONG, offset + LogLayout.FRAME_SEQUENCE_OFFSET);
    }
}
