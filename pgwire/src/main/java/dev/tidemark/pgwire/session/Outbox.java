package dev.tidemark.pgwire.session;

import dev.tidemark.pgwire.codec.BackendEncoder;
import dev.tidemark.pgwire.codec.BackendMessage;
import dev.tidemark.pgwire.row.RowEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.WriteBufferWaterMark;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a client is to get, and sends it when enough has come together or on demand. For
 * the worker of a connection.
 */
final class Outbox {
    /** Unsent bytes from which on no more rows are written, and below which they go on. */
    static final WriteBufferWaterMark WATER_MARKS = new WriteBufferWaterMark(1 << 18, 1 << 20);

    /** Bytes that are sent without being asked to. */
    private static final int FULL_BYTES = 1 << 17;

    private static final int FIRST_BYTES = 1 << 10;

    private final Channel channel;
    private @Nullable ByteBuf collected;

    Outbox(Channel channel) {
        this.channel = channel;
    }

    /** Whether there is room for more rows; if not, the channel will tell when there is. */
    boolean isWritable() {
        return channel.isWritable() || !channel.isActive();
    }

    /** Adds a message. */
    void send(BackendMessage message) {
        ByteBuf target = buffer();
        BackendEncoder.encode(message, target);
        if (target.readableBytes() >= FULL_BYTES) {
            flush();
        }
    }

    /** Adds a byte that is no message. */
    void sendByte(byte value) {
        buffer().writeByte(value);
    }

    /**
     * Adds rows.
     *
     * @param rows of which there is at least one
     * @param maxRows at least 1
     * @return how many were added, at least 1
     */
    int sendRows(RowEncoder rows, int maxRows) {
        if (buffer().readableBytes() + rows.nextRowBytes() > FULL_BYTES) {
            flush();
        }
        ByteBuf target = buffer();
        long wantedBytes = Math.min(rows.pendingBytes(), FULL_BYTES - target.readableBytes());
        target.ensureWritable(Math.max(rows.nextRowBytes(), (int) wantedBytes));
        return rows.encode(maxRows, target);
    }

    /** Sends what was collected. */
    void flush() {
        ByteBuf ready = collected;
        collected = null;
        if (ready != null) {
            var _ = channel.writeAndFlush(ready, channel.voidPromise());
        }
    }

    /** Sends what was collected, then closes the channel. */
    void finish() {
        ByteBuf ready = collected;
        collected = null;
        if (ready == null) {
            var _ = channel.close();
        } else {
            var _ = channel.writeAndFlush(ready).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Drops what was collected. */
    void discard() {
        ByteBuf dropped = collected;
        collected = null;
        if (dropped != null) {
            dropped.release();
        }
    }

    private ByteBuf buffer() {
        ByteBuf buffer = collected;
        if (buffer == null) {
            // Rows are written through its array.
            buffer = channel.alloc().heapBuffer(FIRST_BYTES);
            collected = buffer;
        }
        return buffer;
    }
}
