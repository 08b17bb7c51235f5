package dev.tidemark.core.log;

import static dev.tidemark.core.log.LogLayout.INT;
import static dev.tidemark.core.log.LogLayout.LONG;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.io.CorruptFileException;
import dev.tidemark.core.io.FileSystem;
import dev.tidemark.core.io.OpenFile;
import dev.tidemark.core.memory.SharedArena;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.type.TableSchema;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log's frames in order and hands them to a visitor; runs once, when a store is opened.
 *
 * <p>The log ends at the first frame that is not whole: a crash tore it, nobody was told that it is
 * safe, and it is cut off. If a later frame says that it had been synced, it is damage, not a torn
 * tail, and reported as such.
 */
public final class LogReplay {
    private static final System.Logger LOGGER = System.getLogger(LogReplay.class.getName());

    private final LogFolder folder;
    private final Visitor visitor;
    private long nextSequence;

    /** Who takes the frames. */
    public interface Visitor {
        void createTable(int tableId, TableSchema schema, long sequence) throws IOException;

        void changeSchema(int tableId, TableSchema schema, long sequence) throws IOException;

        void dropTable(int tableId, long sequence) throws IOException;

        /** The table that takes the rows of a frame, or null if they are not needed. */
        @Nullable Table tableForRows(int tableId, long sequence) throws IOException;

        /** Rows of that table, which belong together; the batches belong to the visitor. */
        void rows(Table table, List<Batch> batches, long sequence) throws IOException;
    }

    /**
     * @param folder of the log; exists
     */
    public LogReplay(FileSystem files, Path folder, Visitor visitor) {
        this.folder = new LogFolder(files, folder);
        this.visitor = visitor;
    }

    /**
     * Replays all segments.
     *
     * @return the sequence number of the next frame to be written; 1 for an empty log
     * @throws CorruptFileException if a frame is damaged that had been synced
     */
    public long run() throws IOException {
        nextSequence = 1;
        List<LogFolder.Segment> segments = folder.segments();
        for (int index = 0; index < segments.size(); index++) {
            boolean last = index == segments.size() - 1;
            replay(segments.get(index), last, index == 0);
        }
        return nextSequence;
    }

    private void replay(LogFolder.Segment segment, boolean last, boolean first) throws IOException {
        SharedArena arena = new SharedArena();
        try (OpenFile file = folder.files().openForReading(segment.file())) {
            MemorySegment bytes = file.map(file.size(), arena.arena());
            if (!isHeaderWhole(bytes, segment)) {
                if (!last) {
                    throw new CorruptFileException(
                            segment.file(), 0, "the segment's header is damaged");
                }
                LOGGER.log(Level.INFO, "{0} was never finished: ignored", segment.file());
                folder.files().delete(segment.file());
                return;
            }
            if (first) {
                nextSequence = segment.firstSequence();
            } else if (segment.firstSequence() != nextSequence) {
                throw new CorruptFileException(
                        segment.file(),
                        0,
                        "it begins with frame %d, but frame %d should follow"
                                .formatted(segment.firstSequence(), nextSequence));
            }
            long end = replayFrames(segment, bytes);
            long witness = findWitness(bytes, end);
            if (witness >= 0) {
                throw new CorruptFileException(
                        segment.file(),
                        end,
                        "frame %d is damaged; the frame at byte %d says that it was synced"
                                .formatted(nextSequence, witness));
            }
        } finally {
            arena.release();
        }
    }

    private static boolean isHeaderWhole(MemorySegment bytes, LogFolder.Segment segment) {
        return bytes.byteSize() >= LogLayout.SEGMENT_HEADER_BYTES
                && bytes.get(INT, LogLayout.SEGMENT_MAGIC_OFFSET) == LogLayout.SEGMENT_MAGIC
                && bytes.get(INT, LogLayout.SEGMENT_VERSION_OFFSET) == LogLayout.SEGMENT_VERSION
                && bytes.get(INT, LogLayout.SEGMENT_CRC_OFFSET) == LogLayout.segmentCrc(bytes)
                && bytes.get(LONG, LogLayout.SEGMENT_SEQUENCE_OFFSET) == segment.firstSequence();
    }

    /** Replays whole frames; returns the offset behind the last. */
    private long replayFrames(LogFolder.Segment segment, MemorySegment bytes) throws IOException {
        long offset = LogLayout.SEGMENT_HEADER_BYTES;
        while (isFrameWhole(bytes, offset, nextSequence)) {
            try {
                replayFrame(bytes, offset);
            } catch (IllegalStateException | IllegalArgumentException wrong) {
                throw new CorruptFileException(
                        segment.file(), offset, String.valueOf(wrong.getMessage()), wrong);
            }
            nextSequence++;
            offset = frameEnd(bytes, offset);
        }
        return offset;
    }

    private void replayFrame(MemorySegment bytes, long offset) throws IOException {
        int tableId = bytes.get(INT, offset + LogLayout.FRAME_TABLE_OFFSET);
        byte code = bytes.get(ValueLayout.JAVA_BYTE, offset + LogLayout.FRAME_KIND_OFFSET);
        FrameKind kind = FrameKind.ofCode(code);
        if (kind == null) {
            throw new IllegalStateException("a frame has the unknown kind " + code);
        }
        FrameCursor payload = new FrameCursor(bytes, offset + LogLayout.FRAME_HEADER_BYTES);
        switch (kind) {
            case CREATE_TABLE ->
                    visitor.createTable(tableId, SchemaPayload.read(payload), nextSequence);
            case CHANGE_SCHEMA ->
                    visitor.changeSchema(tableId, SchemaPayload.read(payload), nextSequence);
            case DROP_TABLE -> visitor.dropTable(tableId, nextSequence);
            case ROWS -> {
                Table table = visitor.tableForRows(tableId, nextSequence);
                if (table != null) {
                    visitor.rows(table, RowsFrame.read(table, payload), nextSequence);
                }
            }
        }
    }

    private static boolean isFrameWhole(MemorySegment bytes, long offset, long sequence) {
        if (offset + LogLayout.FRAME_HEADER_BYTES > bytes.byteSize()
                || bytes.get(INT, offset + LogLayout.FRAME_MAGIC_OFFSET) != LogLayout.FRAME_MAGIC
                || bytes.get(LONG, offset + LogLayout.FRAME_SEQUENCE_OFFSET) != sequence) {
            return false;
        }
        int payloadBytes = bytes.get(INT, offset + LogLayout.FRAME_LENGTH_OFFSET);
        return payloadBytes >= 0
                && offset + LogLayout.FRAME_HEADER_BYTES + payloadBytes <= bytes.byteSize()
                && bytes.get(INT, offset + LogLayout.FRAME_CRC_OFFSET)
                        == LogLayout.frameCrc(bytes, offset, payloadBytes);
    }

    private static long frameEnd(MemorySegment bytes, long offset) {
        int payloadBytes = bytes.get(INT, offset + LogLayout.FRAME_LENGTH_OFFSET);
        return offset + LogLayout.aligned((long) LogLayout.FRAME_HEADER_BYTES + payloadBytes);
    }

    /**
     * Offset of a whole frame at or behind {@code from} that was written after the frame that is
     * missing was synced, or -1.
     */
    private long findWitness(MemorySegment bytes, long from) {
        long last = bytes.byteSize() - LogLayout.FRAME_HEADER_BYTES;
        for (long offset = from; offset <= last; offset += LogLayout.ALIGNMENT_BYTES) {
            if (bytes.get(INT, offset) == LogLayout.FRAME_MAGIC) {
                long sequence = bytes.get(LONG, offset + LogLayout.FRAME_SEQUENCE_OFFSET);
                long synced = bytes.get(LONG, offset + LogLayout.FRAME_SYNCED_OFFSET);
                if (synced >= nextSequence && isFrameWhole(bytes, offset, sequence)) {
                    return offset;
                }
            }
        }
        return -1;
    }
}
