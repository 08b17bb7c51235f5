package dev.tidemark.benchmarks.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A file cut into portions of whole lines, one after the other.
 *
 * @param ranges the portions, none of them empty
 */
public record LineRanges(List<Range> ranges) {

    private static final int BUFFER_BYTES = 1 << 20;

    /**
     * One portion.
     *
     * @param position where it begins in the file
     * @param lengthBytes its length, line end included
     * @param lines number of its lines
     */
    public record Range(long position, long lengthBytes, int lines) {}

    /**
     * How to cut: a portion ends with the line in which it reaches one of the limits.
     *
     * @param lines lines of a portion
     * @param bytes bytes of a portion
     */
    public record Limits(int lines, long bytes) {

        /** Portions of a number of lines, however long. */
        public static Limits ofLines(int lines) {
            return new Limits(lines, Long.MAX_VALUE);
        }

        /** Portions of about so many bytes. */
        public static Limits ofBytes(long bytes) {
            return new Limits(Integer.MAX_VALUE, bytes);
        }
    }

    /**
     * Cuts a file of which every line has its end.
     *
     * @throws IOException if the file cannot be read
     */
    public static LineRanges cut(Path file, Limits limits) throws IOException {
        List<Range> ranges = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        long begin = 0;
        long position = 0;
        int lines = 0;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (channel.read(buffer.clear()) > 0) {
                byte[] bytes = buffer.array();
                for (int index = 0; index < buffer.position(); index++) {
                    position++;
                    if (bytes[index] != '\n') {
                        continue;
                    }
                    lines++;
                    if (lines >= limits.lines() || position - begin >= limits.bytes()) {
                        ranges.add(new Range(begin, position - begin, lines));
                        begin = position;
                        lines = 0;
                    }
                }
            }
        }
        if (lines > 0) {
            ranges.add(new Range(begin, position - begin, lines));
        }
        return new LineRanges(List.copyOf(ranges));
    }

    /** Number of lines in all. */
    public long lines() {
        return ranges.stream().mapToLong(Range::lines).sum();
    }

    /** Number of bytes in all. */
    public long lengthBytes() {
        return ranges.stream().mapToLong(Range::lengthBytes).sum();
    }
}
