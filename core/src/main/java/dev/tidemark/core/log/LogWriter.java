package dev.tidemark.core.log;

import static dev.tidemark.core.log.LogLayout.LONG;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.io.FileSystem;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.type.TableSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Appends frames to the log. Frames are collected by the {@code append} methods, reach the file by
 * {@link #flush} and the disk by {@link #sync}. For the store's commit thread only.
 *
 * <p>After an {@link IOException} it is not known what the file holds: the writer must not be used
 * again, except to close it.
 */
public final class LogWriter implements AutoCloseable {
    private final LogFolder folder;
    private final LogOptions options;
    private final FrameBuffer buffer = new FrameBuffer();
    private final RowsFrameWriter rowsWriter = new RowsFrameWriter();

    /** Segments that are full, oldest first; each with the sequence number of its first frame. */
    private final Deque<LogFolder.Segment> fullSegments;

    private @Nullable SegmentFile current;
    private long nextSequence;
    private long flushedSequence;
    private long syncedSequence;
    private long bytesWritten;
    private boolean unsynced;
    private volatile long segmentCount;

    /**
     * A writer that goes on behind what was replayed, in a new segment.
     *
     * @param folder of the log; exists
     * @param nextSequence number of the first frame to be written
     */
    public LogWriter(FileSystem files, Path folder, LogOptions options, long nextSequence)
            throws IOException {
        this.folder = new LogFolder(files, folder);
        this.options = options;
        this.nextSequence = nextSequence;
        this.flushedSequence = nextSequence - 1;
        this.syncedSequence = nextSequence - 1;
        this.fullSegments = new ArrayDeque<>(this.folder.segments());
        this.segmentCount = fullSegments.size();
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
        buffer.begin(FrameKind.ROWS, table.id(), nextSequence, syncedSequence);
        rowsWriter.write(table, batches, buffer);
        buffer.end();
        return nextSequence++;
    }

    /** Writes the collected frames to the file. */
    public void flush() throws IOException {
        long length = buffer.lengthBytes();
        if (length == 0) {
            return;
        }
        SegmentFile target = current;
        if (target == null || !target.hasRoomFor(length)) {
            target = rollSegment(length);
        }
        target.append(buffer.memory().asSlice(0, length));
        bytesWritten += length;
        unsynced = true;
        flushedSequence = nextSequence - 1;
        buffer.clear();
    }

    /** Makes everything flushed durable. */
    public void sync() throws IOException {
        if (unsynced && current != null) {
            current.sync();
            unsynced = false;
            syncedSequence = flushedSequence;
        }
    }

    /** Whether something flushed is not synced. */
    public boolean isUnsynced() {
        return unsynced;
    }

    /** Bytes of frames written since the writer was made. */
    public long bytesWritten() {
        return bytesWritten;
    }

    /** Sequence number of the oldest frame that the log still holds, or of the next one. */
    public long firstSequence() {
        if (!fullSegments.isEmpty()) {
            return fullSegments.getFirst().firstSequence();
        }
        return current == null ? nextSequence : current.segment().firstSequence();
    }

    public long nextSequence() {
        return nextSequence;
    }

    /** Length of all segments, about; from any thread. */
    public long lengthBytes() {
        return segmentCount * options.segmentBytes();
    }

    /** Deletes the segments that hold only frames below {@code sequence}. */
    public void dropBefore(long sequence) throws IOException {
        while (!fullSegments.isEmpty()) {
            LogFolder.Segment oldest = fullSegments.removeFirst();
            long end = firstSequence();
            if (end > sequence) {
                fullSegments.addFirst(oldest);
                return;
            }
            folder.files().delete(oldest.file());
            segmentCount = fullSegments.size() + (current == null ? 0L : 1L);
        }
    }

    /** Closes the file; what was not flushed is lost. */
    @Override
    public void close() throws IOException {
        buffer.close();
        rowsWriter.close();
        if (current != null) {
            current.close();
        }
    }

    private long appendSchema(FrameKind kind, int tableId, TableSchema schema) {
        buffer.begin(kind, tableId, nextSequence, syncedSequence);
        SchemaPayload.write(schema, buffer);
        buffer.end();
        return nextSequence++;
    }

    /** Starts a segment whose first frame is the first in the buffer. */
    private SegmentFile rollSegment(long neededBytes) throws IOException {
        sync();
        if (current != null) {
            current.close();
            fullSegments.addLast(current.segment());
        }
        long firstSequence = buffer.memory().get(LONG, LogLayout.FRAME_SEQUENCE_OFFSET);
        long lengthBytes =
                Math.max(options.segmentBytes(), LogLayout.SEGMENT_HEADER_BYTES + neededBytes);
        SegmentFile next = SegmentFile.create(folder, firstSequence, lengthBytes);
        current = next;
        segmentCount = 1L + fullSegments.size();
        return next;
    }
}
