package dev.tidemark.core.log;

import static dev.tidemark.core.log.LogLayout.INT;
import static dev.tidemark.core.log.LogLayout.LONG;

import dev.tidemark.core.io.OpenFile;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;

/** The segment that frames are appended to: open, preallocated, its beginning durable. */
final class SegmentFile implements Closeable {
    private final LogFolder.Segment segment;
    private final OpenFile file;
    private final long lengthBytes;
    private long endBytes = LogLayout.SEGMENT_HEADER_BYTES;

    private SegmentFile(LogFolder.Segment segment, OpenFile file, long lengthBytes) {
        this.segment = segment;
        this.file = file;
        this.lengthBytes = lengthBytes;
    }

    /**
     * Creates a segment; one of the same name, of which this is a copy or which was given up, is
     * replaced.
     *
     * @param sequenceBefore of the last frame that counts in earlier segments
     * @param lengthBytes of the file, its header included
     * @param frames that it begins with; as durable as the header
     */
    static SegmentFile create(
            LogFolder folder,
            long firstSequence,
            long sequenceBefore,
            long lengthBytes,
            List<MemorySegment> frames)
            throws IOException {
        LogFolder.Segment segment =
                new LogFolder.Segment(folder.segmentFile(firstSequence), firstSequence);
        Path newFile = folder.newFile(segment);
        OpenFile file = folder.files().openForWriting(newFile);
        try {
            file.truncate(0);
            file.preallocate(lengthBytes);
            file.write(0, header(firstSequence, sequenceBefore, lengthBytes));
            SegmentFile created = new SegmentFile(segment, file, lengthBytes);
            for (MemorySegment part : frames) {
                created.append(part);
            }
            file.sync();
            folder.files().rename(newFile, segment.file());
            folder.files().syncFolder(folder.folder());
            return created;
        } catch (IOException failure) {
            try (file) {
                folder.files().delete(newFile);
            } catch (IOException alsoFailed) {
                failure.addSuppressed(alsoFailed);
            }
            throw failure;
        }
    }

    private static MemorySegment header(long firstSequence, long sequenceBefore, long lengthBytes) {
        MemorySegment header = MemorySegment.ofArray(new byte[LogLayout.SEGMENT_HEADER_BYTES]);
        header.set(INT, LogLayout.SEGMENT_MAGIC_OFFSET, LogLayout.SEGMENT_MAGIC);
        header.set(INT, LogLayout.SEGMENT_VERSION_OFFSET, LogLayout.SEGMENT_VERSION);
        header.set(LONG, LogLayout.SEGMENT_SEQUENCE_OFFSET, firstSequence);
        header.set(LONG, LogLayout.SEGMENT_BEFORE_OFFSET, sequenceBefore);
        header.set(LONG, LogLayout.SEGMENT_LENGTH_OFFSET, lengthBytes);
        header.set(INT, LogLayout.SEGMENT_CRC_OFFSET, LogLayout.segmentCrc(header));
        return header;
    }

    LogFolder.Segment segment() {
        return segment;
    }

    boolean hasRoomFor(long frameBytes) {
        return endBytes + frameBytes <= lengthBytes;
    }

    void append(MemorySegment frames) throws IOException {
        if (frames.byteSize() > 0) {
            file.write(endBytes, frames);
            endBytes += frames.byteSize();
        }
    }

    void sync() throws IOException {
        file.sync();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
