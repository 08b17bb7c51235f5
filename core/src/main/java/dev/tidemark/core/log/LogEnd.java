package dev.tidemark.core.log;

import static dev.tidemark.core.log.LogLayout.LONG;

import dev.tidemark.core.io.OpenFile;
import dev.tidemark.core.memory.SharedArena;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/** Where the frames of a log end, as {@link LogReplay} found it: there a writer goes on. */
public final class LogEnd {
    private final long nextSequence;
    private final Optional<Tail> tail;

    LogEnd(long nextSequence, Optional<Tail> tail) {
        this.nextSequence = nextSequence;
        this.tail = tail;
    }

    /** Number behind that of the last frame; 1 for an empty log. */
    public long nextSequence() {
        return nextSequence;
    }

    /** The last segment, unless its header is damaged. */
    Optional<Tail> tail() {
        return tail;
    }

    /**
     * A segment that may have room for more frames. Nobody knows how much of it is synced: a
     * process that was killed leaves frames that only the system's memory has, and a failed sync
     * frames that a further one would not bring to the disk. So a writer goes on in a copy.
     *
     * @param endBytes behind the last whole frame, from the start of the file
     */
    record Tail(LogFolder.Segment segment, long endBytes) {
        /**
         * Puts a copy in the place of the segment, durable with all frames.
         *
         * @param frames to be added
         * @param leastBytes length of the file, at least
         */
        SegmentFile resume(LogFolder folder, MemorySegment frames, long leastBytes)
                throws IOException {
            SharedArena arena = new SharedArena();
            try (OpenFile file = folder.files().openForReading(segment.file())) {
                MemorySegment bytes = file.map(endBytes, arena.arena());
                return SegmentFile.create(
                        folder,
                        segment.firstSequence(),
                        bytes.get(LONG, LogLayout.SEGMENT_BEFORE_OFFSET),
                        Math.max(leastBytes, endBytes + frames.byteSize()),
                        List.of(bytes.asSlice(LogLayout.SEGMENT_HEADER_BYTES), frames));
            } finally {
                arena.release();
            }
        }
    }
}
