package dev.tidemark.tsbs.line;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;

/**
 * The lines of a file, plain or compressed with gzip (told by its first two bytes, not its name). A
 * last line without a line end is handed out with one.
 *
 * <p>Owns the open file and a block of {@value #BLOCK_BYTES} bytes; closing releases the file.
 */
public final class LineFile implements LineSource {

    private static final int BLOCK_BYTES = 2 * MAXIMUM_LINE_BYTES;
    private static final int GZIP_BUFFER_BYTES = 1 << 16;
    private static final int GZIP_FIRST_BYTE = 0x1F;
    private static final int GZIP_SECOND_BYTE = 0x8B;

    private final Path path;
    private final ReadableByteChannel channel;

    /** What was read and not yet handed out lies between position and limit. */
    private final ByteBuffer block =
            ByteBuffer.allocateDirect(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN).limit(0);

    private long linesBefore;
    private boolean atEnd;

    private LineFile(Path path, ReadableByteChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Opens a file.
     *
     * @param path the file
     * @return its lines, to be closed by the caller
     * @throws IOException if it cannot be opened
     */
    public static LineFile open(Path path) throws IOException {
        InputStream stream = new BufferedInputStream(Files.newInputStream(path), GZIP_BUFFER_BYTES);
        try {
            stream.mark(2);
            boolean compressed =
                    stream.read() == GZIP_FIRST_BYTE && stream.read() == GZIP_SECOND_BYTE;
            if (compressed) {
                stream.reset();
                InputStream plain = new GZIPInputStream(stream, GZIP_BUFFER_BYTES);
                return new LineFile(path, Channels.newChannel(plain));
            }
        } catch (IOException | RuntimeException e) {
            stream.close();
            throw e;
        }
        stream.close();
        return new LineFile(path, FileChannel.open(path, StandardOpenOption.READ));
    }

    @Override
    public int fill(ByteBuffer target, int maximumLines) throws IOException {
        int lines = 0;
        while (lines < maximumLines) {
            if (!block.hasRemaining() && !readMore()) {
                break;
            }
            int taken = move(target, maximumLines - lines);
            lines += taken;
            linesBefore += taken;
            if (taken > 0) {
                continue;
            }
            int end = LineEnds.indexOf(block, block.position(), block.limit());
            if (end >= 0) {
                requireProgress(target, end + 1 - block.position());
                break;
            }
            requireMore();
        }
        return lines;
    }

    /** Copies lines that lie whole in the block and fit; returns their number. */
    private int move(ByteBuffer target, int maximumLines) {
        int from = block.position();
        int fitting = (int) Math.min(block.limit(), (long) from + target.remaining());
        int to = from;
        int lines = 0;
        while (lines < maximumLines) {
            int end = LineEnds.indexOf(block, to, fitting);
            if (end < 0) {
                break;
            }
            to = end + 1;
            lines++;
        }
        target.put(target.position(), block, from, to - from);
        target.position(target.position() + to - from);
        block.position(to);
        return lines;
    }

    /** Reads on after an unfinished line; at the end of the file, finishes it. */
    private void requireMore() throws IOException {
        if (readMore()) {
            return;
        }
        block.compact().put((byte) '\n').flip();
    }

    /** Reads at least one byte behind those that are left; false at the end of the file. */
    private boolean readMore() throws IOException {
        if (atEnd) {
            return false;
        }
        block.compact();
        try {
            if (block.position() >= MAXIMUM_LINE_BYTES) {
                throw new IOException(
                        path
                                + ": line "
                                + (linesBefore + 1)
                                + " is longer than "
                                + MAXIMUM_LINE_BYTES
                                + " bytes");
            }
            int read;
            do {
                read = channel.read(block);
            } while (read == 0);
            atEnd = read < 0;
        } finally {
            block.flip();
        }
        return !atEnd;
    }

    private void requireProgress(ByteBuffer target, int lineBytes) throws IOException {
        if (target.position() == 0) {
            throw new IOException(
                    path
                            + ": line "
                            + (linesBefore + 1)
                            + " of "
                            + lineBytes
                            + " bytes does not fit into a buffer of "
                            + target.capacity());
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
