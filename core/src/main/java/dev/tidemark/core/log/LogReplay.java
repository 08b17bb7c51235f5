package dev.tidemark.core.log;

import static dev.tidemark.core.log.LogLayout.INT;
import static dev.tidemark.core.log.LogLayout.LONG;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.io.Damage;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log's frames in order and hands them to a visitor; runs once, when a store is opened.
 *
 * <p>Where two segments hold the same sequence numbers, the later one counts: its writer had given
 * up the earlier one.
 *
 * <p>A frame that is not whole is one of two things. If nothing behind it says that it had been
 * synced, a crash tore it: nobody was told that it is safe, and the log ends there. Otherwise it is
 * damage: it is reported, and the replay goes on behind it, for every whole frame was acknowledged
 * as well. A later frame that cannot do without a damaged one, because that one told it a symbol or
 * a column, is reported as damaged too.
 */
public final class LogReplay {
    private static final System.Logger LOGGER = System.getLogger(LogReplay.class.getName());

    private static final String LOST_UNLESS_SAVED = "rows that no checkpoint has are lost";

    private final LogFolder folder;
    private final Visitor visitor;
    private long nextSequence = 1;

    /** Who takes the frames. */
    public interface Visitor {
        void createTable(int tableId, TableSchema schema, long sequence) throws IOException;

        void changeSchema(int tableId, TableSchema schema, long sequence) throws IOException;

        void dropTable(int tableId, long sequence) throws IOException;

        /** The table that takes the rows of a frame, or null if they are not needed. */
        @Nullable Table tableForRows(int tableId, long sequence) throws IOException;

        /** Rows of that table, which belong together; the batches belong to the visitor. */
        void rows(Table table, List<Batch> batches, long sequence) throws IOException;

        /** Frames that had been synced cannot be used. */
        void damaged(Damage damage) throws IOException;

        /** A file that was to become a segment; it does not count. */
        void unfinished(Path file) throws IOException;
    }

    /**
     * @param folder of the log; exists
     */
    public LogReplay(FileSystem files, Path folder, Visitor visitor) {
        this.folder = new LogFolder(files, folder);
        this.visitor = visitor;
    }

    /** Replays all segments. */
    public LogEnd run() throws IOException {
        for (Path file : folder.unfinished()) {
            visitor.unfinished(file);
        }
        List<LogFolder.Segment> segments = folder.segments();
        Optional<LogEnd.Tail> tail = Optional.empty();
        for (int index = 0; index < segments.size(); index++) {
            boolean last = index == segments.size() - 1;
            nextSequence = segments.get(index).firstSequence();
            tail =
                    replay(
                            segments.get(index),
                            last
                                    ? Long.MAX_VALUE
                                    : sequenceBefore(folder, segments.get(index + 1)) + 1);
        }
        return new LogEnd(nextSequence, tail);
    }

    /** The last frame that counts in the segments before one. */
    static long sequenceBefore(LogFolder folder, LogFolder.Segment segment) throws IOException {
        MemorySegment header = MemorySegment.ofArray(new byte[LogLayout.SEGMENT_HEADER_BYTES]);
        try (OpenFile file = folder.files().openForReading(segment.file())) {
            if (file.size() >= header.byteSize()) {
                file.read(0, header);
            }
        }
        return headerProblem(header, Long.MAX_VALUE, segment) == null
                ? header.get(LONG, LogLayout.SEGMENT_BEFORE_OFFSET)
                : segment.firstSequence() - 1;
    }

    /**
     * Replays one segment.
     *
     * @param endSequence frame from which on it does not count; {@link Long#MAX_VALUE} for the last
     * @return what a writer may go on behind, if it is the last segment
     */
    private Optional<LogEnd.Tail> replay(LogFolder.Segment segment, long endSequence)
            throws IOException {
        SharedArena arena = new SharedArena();
        try (OpenFile file = folder.files().openForReading(segment.file())) {
            MemorySegment bytes = file.map(file.size(), arena.arena());
            String headerProblem = headerProblem(bytes, bytes.byteSize(), segment);
            boolean readable = !isOfUnknownVersion(bytes);
            if (headerProblem != null) {
                visitor.damaged(
                        new Damage(
                                segment.file(),
                                0,
                                headerProblem,
                                readable ? "its frames are read anyway" : LOST_UNLESS_SAVED));
            }
            if (!readable) {
                nextSequence = endSequence == Long.MAX_VALUE ? nextSequence : endSequence;
                return Optional.empty();
            }
            long endBytes = replayFrames(segment, bytes, endSequence);
            return headerProblem == null
                    ? Optional.of(new LogEnd.Tail(segment, endBytes))
                    : Optional.empty();
        } finally {
            arena.release();
        }
    }

    /** Whether its header is whole and says that other rules than these hold for its frames. */
    private static boolean isOfUnknownVersion(MemorySegment bytes) {
        return bytes.byteSize() >= LogLayout.SEGMENT_HEADER_BYTES
                && bytes.get(INT, LogLayout.SEGMENT_MAGIC_OFFSET) == LogLayout.SEGMENT_MAGIC
                && bytes.get(INT, LogLayout.SEGMENT_CRC_OFFSET) == LogLayout.segmentCrc(bytes)
                && bytes.get(INT, LogLayout.SEGMENT_VERSION_OFFSET) != LogLayout.SEGMENT_VERSION;
    }

    /** What is wrong with a segment's header, or null. */
    private static @Nullable String headerProblem(
            MemorySegment bytes, long fileBytes, LogFolder.Segment segment) {
        if (bytes.byteSize() < LogLayout.SEGMENT_HEADER_BYTES) {
            return "the segment has no header";
        }
        if (bytes.get(INT, LogLayout.SEGMENT_MAGIC_OFFSET) != LogLayout.SEGMENT_MAGIC
                || bytes.get(INT, LogLayout.SEGMENT_CRC_OFFSET) != LogLayout.segmentCrc(bytes)) {
            return "the segment's header is damaged";
        }
        int version = bytes.get(INT, LogLayout.SEGMENT_VERSION_OFFSET);
        if (version != LogLayout.SEGMENT_VERSION) {
            return "unknown format version " + version;
        }
        long lengthBytes = bytes.get(LONG, LogLayout.SEGMENT_LENGTH_OFFSET);
        if (fileBytes < lengthBytes) {
            return "the segment has %d bytes, but should have %d".formatted(fileBytes, lengthBytes);
        }
        long sequence = bytes.get(LONG, LogLayout.SEGMENT_SEQUENCE_OFFSET);
        return sequence == segment.firstSequence()
                ? null
                : "the segment begins with frame %d, its name says %d"
                        .formatted(sequence, segment.firstSequence());
    }

    /** Replays the frames of a segment; returns where the last of them ends. */
    private long replayFrames(LogFolder.Segment segment, MemorySegment bytes, long endSequence)
            throws IOException {
        boolean last = endSequence == Long.MAX_VALUE;
        long offset = LogLayout.SEGMENT_HEADER_BYTES;
        while (nextSequence < endSequence) {
            if (isFrameWhole(bytes, offset, nextSequence)) {
                replayFrame(segment, bytes, offset);
                nextSequence++;
                offset += LogLayout.frameBytes(bytes, offset);
            } else if (last && findWitness(bytes, offset) < 0) {
                reportCut(segment, bytes, offset);
                return offset;
            } else {
                long behind = findWholeFrame(bytes, offset, endSequence);
                long resumed =
                        behind < 0
                                ? endSequence
                                : bytes.get(LONG, behind + LogLayout.FRAME_SEQUENCE_OFFSET);
                visitor.damaged(
                        new Damage(
                                segment.file(),
                                offset,
                                "frames %d to %d are damaged".formatted(nextSequence, resumed - 1),
                                LOST_UNLESS_SAVED));
                nextSequence = resumed;
                offset = behind;
            }
        }
        return offset;
    }

    private void replayFrame(LogFolder.Segment segment, MemorySegment bytes, long offset)
            throws IOException {
        try {
            visit(bytes, offset);
        } catch (RuntimeException wrong) {
            visitor.damaged(
                    new Damage(
                            segment.file(),
                            offset,
                            "frame %d does not fit what is known: %s"
                                    .formatted(nextSequence, wrong.getMessage()),
                            LOST_UNLESS_SAVED));
        }
    }

    private void visit(MemorySegment bytes, long offset) throws IOException {
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

    private void reportCut(LogFolder.Segment segment, MemorySegment bytes, long offset) {
        if (offset + Integer.BYTES <= bytes.byteSize() && bytes.get(INT, offset) != 0) {
            LOGGER.log(
                    Level.WARNING,
                    "{0} ends at byte {1}: frame {2} was never finished and is cut off",
                    segment.file(),
                    String.valueOf(offset),
                    String.valueOf(nextSequence));
        }
    }

    static boolean isFrameWhole(MemorySegment bytes, long offset, long sequence) {
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

    /** Offset of the first whole frame behind a broken one, below a sequence number, or -1. */
    private long findWholeFrame(MemorySegment bytes, long from, long endSequence) {
        long last = bytes.byteSize() - LogLayout.FRAME_HEADER_BYTES;
        for (long offset = from; offset <= last; offset += LogLayout.ALIGNMENT_BYTES) {
            if (bytes.get(INT, offset) == LogLayout.FRAME_MAGIC) {
                long sequence = bytes.get(LONG, offset + LogLayout.FRAME_SEQUENCE_OFFSET);
                if (sequence > nextSequence
                        && sequence < endSequence
                        && isFrameWhole(bytes, offset, sequence)) {
                    return offset;
                }
            }
        }
        return -1;
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
