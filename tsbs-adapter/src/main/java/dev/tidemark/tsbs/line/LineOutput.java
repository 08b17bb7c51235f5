package dev.tidemark.tsbs.line;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;

/** Writes the lines of a source to a channel: a file, standard output, a compressor. */
public final class LineOutput {

    private static final int BUFFER_BYTES = LineSource.MAXIMUM_LINE_BYTES;
    private static final long REPORT_INTERVAL_NANOS = Duration.ofMillis(100).toNanos();

    private LineOutput() {}

    /**
     * Writes all lines that a source has left. Neither source nor channel is closed.
     *
     * @param source where the lines come from
     * @param channel a blocking channel that receives them
     * @param listener hears of the progress about ten times a second, and once at the end
     * @return what was written
     * @throws IOException if reading or writing fails
     */
    public static Transfer copy(
            LineSource source, WritableByteChannel channel, TransferListener listener)
            throws IOException {
        long startNanos = System.nanoTime();
        long reportedNanos = startNanos;
        long lines = 0;
        long bytes = 0;
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        for (int filled = source.fill(buffer, Integer.MAX_VALUE);
                filled > 0;
                filled = source.fill(buffer, Integer.MAX_VALUE)) {
            buffer.flip();
            lines += filled;
            bytes += buffer.remaining();
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            buffer.clear();
            long now = System.nanoTime();
            if (now - reportedNanos >= REPORT_INTERVAL_NANOS) {
                reportedNanos = now;
                listener.progressed(new Transfer(lines, bytes, Duration.ofNanos(now - startNanos)));
            }
        }
        Duration elapsed = Duration.ofNanos(System.nanoTime() - startNanos);
        Transfer total = new Transfer(lines, bytes, elapsed);
        listener.progressed(total);
        return total;
    }
}
