package dev.tidemark.core.log;

import dev.tidemark.core.log.LogFolder.Segment;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files of a log: those that are full, and the one that frames are appended to, if there is one
 * at present. For the writer's thread, except for {@link #lengthBytes}.
 */
final class LogSegments implements Closeable {
    private final LogFolder folder;
    private final LogOptions options;

    /** Oldest first; before anything is written, all that are there. */
    private final Deque<Segment> full;

    /** The last of them when the log was replayed; nothing once it was gone on behind. */
    private Optional<LogEnd.Tail> tail;

    private @Nullable SegmentFile current;
    private volatile long count;

    /**
     * @param tail segment to go on in, if any
     */
    LogSegments(LogFolder folder, LogOptions options, Optional<LogEnd.Tail> tail)
            throws IOException {
        this.folder = folder;
        this.options = options;
        this.full = new ArrayDeque<>(folder.segments());
        this.tail = tail;
        noteCount();
    }

    /** Whether frames can be appended at all. */
    boolean isOpen() {
        return current != null;
    }

    /** Whether frames can be appended without another segment. */
    boolean hasRoomFor(long frameBytes) {
        return current != null && current.hasRoomFor(frameBytes);
    }

    /** Appends frames, for which there is room. */
    void append(MemorySegment frames) throws IOException {
        Objects.requireNonNull(current).append(frames);
    }

    /** Makes durable what was appended to the open segment. */
    void sync() throws IOException {
        Objects.requireNonNull(current).sync();
    }

    /**
     * Starts a segment, or a copy of the one in which the replayed log ended, with frames. It
     * counts only when it holds them durably: until then the one before, even if it was given up,
     * is as good as it ever was.
     *
     * @param firstSequence number of the first frame, or of the next one if there is none
     * @param sequenceBefore last frame that counts in the segments before
     */
    void begin(long firstSequence, long sequenceBefore, MemorySegment frames) throws IOException {
        if (current != null) {
            current.close();
            full.addLast(current.segment());
            current = null;
        }
        if (tail.isPresent() && tail.get().segment().equals(full.peekLast())) {
            current = tail.get().resume(folder, frames, options.segmentBytes());
            full.removeLast();
        } else {
            long neededBytes = LogLayout.SEGMENT_HEADER_BYTES + frames.byteSize();
            current =
                    SegmentFile.create(
                            folder,
                            firstSequence,
                            sequenceBefore,
                            Math.max(options.segmentBytes(), neededBytes),
                            List.of(frames));
        }
        tail = Optional.empty();
        noteCount();
    }

    /**
     * Lets go of a segment of which nobody knows what it holds beyond the last sync.
     *
     * @param keptSequence the first frame that is to be written again
     */
    void abandon(long keptSequence, IOException reason) {
        if (current != null) {
            if (current.segment().firstSequence() < keptSequence) {
                full.addLast(current.segment());
            }
            try {
                current.close();
            } catch (IOException alsoFailed) {
                reason.addSuppressed(alsoFailed);
            }
            current = null;
        }
    }

    /** The first frame of the oldest segment, or another number if there is none. */
    long firstSequence(long otherwise) {
        if (!full.isEmpty()) {
            return full.getFirst().firstSequence();
        }
        return current == null ? otherwise : current.segment().firstSequence();
    }

    /**
     * Deletes the full segments that hold only frames below {@code sequence}: oldest first, each
     * durably before the next, so that a crash leaves no gap.
     *
     * @param nextSequence of the frame behind all segments
     */
    void dropBefore(long sequence, long nextSequence) throws IOException {
        while (!full.isEmpty() && secondSequence(nextSequence) <= sequence) {
            folder.files().delete(full.getFirst().file());
            folder.files().syncFolder(folder.folder());
            full.removeFirst();
            noteCount();
        }
    }

    /** The first frame behind the oldest full segment. */
    private long secondSequence(long nextSequence) {
        Iterator<Segment> segments = full.iterator();
        segments.next();
        if (segments.hasNext()) {
            return segments.next().firstSequence();
        }
        return current == null ? nextSequence : current.segment().firstSequence();
    }

    /** Length of all segments, about; from any thread. */
    long lengthBytes() {
        return count * options.segmentBytes();
    }

    /** Frames that lie in the segments. */
    LogSlice slice(long first, long last) {
        return new LogSlice(folder.files(), folder.folder(), first, last);
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            current.close();
        }
    }

    private void noteCount() {
        count = full.size() + (current == null ? 0L : 1L);
    }
}
