package dev.tidemark.core.log;

import dev.tidemark.core.io.CorruptFileException;
import dev.tidemark.core.io.FileSystem;
import dev.tidemark.core.io.OpenFile;
import dev.tidemark.core.memory.SharedArena;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;

/**
 * Frames of a log by their sequence numbers, also of one that is being written, as long as no
 * segment is dropped meanwhile. An immutable value; each method reads anew.
 *
 * @param folder of the log; exists
 * @param first sequence number of the first frame
 * @param last sequence number of the last frame, one below the first if there is none
 */
public record LogSlice(FileSystem files, Path folder, long first, long last) {
    /** Takes frames as they lie in the log. */
    @FunctionalInterface
    public interface FrameConsumer {
        /**
         * Takes the next frame.
         *
         * @param frame with the padding behind it; valid during the call
         */
        void accept(MemorySegment frame) throws IOException;
    }

    public boolean isEmpty() {
        return first > last;
    }

    /**
     * Hands over all frames in order.
     *
     * @throws CorruptFileException if one of them is missing or damaged
     */
    public void read(FrameConsumer consumer) throws IOException {
        if (isEmpty()) {
            return;
        }
        LogFolder log = new LogFolder(files, folder);
        List<LogFolder.Segment> segments = log.segments();
        long next = first;
        for (int index = 0; index < segments.size() && next <= last; index++) {
            boolean newest = index == segments.size() - 1;
            long end =
                    newest
                            ? Long.MAX_VALUE
                            : LogReplay.sequenceBefore(log, segments.get(index + 1)) + 1;
            LogFolder.Segment segment = segments.get(index);
            if (segment.firstSequence() <= next && next < end) {
                long wanted = Math.min(end, last + 1);
                read(segment, next, wanted, consumer);
                next = wanted;
            }
        }
        if (next <= last) {
            throw new CorruptFileException(folder, 0, "frame %d is missing".formatted(next));
        }
    }

    /**
     * Writes the frames to a log of their own, synced, of one segment.
     *
     * @param target folder of the new log; exists and is empty
     * @return bytes of the frames
     */
    public long copyTo(Path target) throws IOException {
        long[] lengthBytes = {0};
        read(frame -> lengthBytes[0] += frame.byteSize());
        if (isEmpty()) {
            return 0;
        }
        try (SegmentFile copy =
                SegmentFile.create(
                        new LogFolder(files, target),
                        first,
                        first - 1,
                        LogLayout.SEGMENT_HEADER_BYTES + lengthBytes[0],
                        List.of())) {
            read(copy::append);
            copy.sync();
        }
        return lengthBytes[0];
    }

    /** Hands over the frames {@code [from, end)} of a segment. */
    private void read(LogFolder.Segment segment, long from, long end, FrameConsumer consumer)
            throws IOException {
        SharedArena arena = new SharedArena();
        try (OpenFile file = files.openForReading(segment.file())) {
            MemorySegment bytes = file.map(file.size(), arena.arena());
            long offset = LogLayout.SEGMENT_HEADER_BYTES;
            for (long sequence = segment.firstSequence(); sequence < end; sequence++) {
                if (!LogReplay.isFrameWhole(bytes, offset, sequence)) {
                    throw new CorruptFileException(
                            segment.file(), offset, "frame %d is damaged".formatted(sequence));
                }
                long frameBytes = LogLayout.frameBytes(bytes, offset);
                if (sequence >= from) {
                    consumer.accept(bytes.asSlice(offset, frameBytes));
                }
                offset += frameBytes;
            }
        } finally {
            arena.release();
        }
    }
}
