package dev.tidemark.tsbs.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** The line protocol over TCP. */
final class TcpSink implements LineSink {

    /** How long to wait at the end for the server to close its side. */
    private static final Duration CLOSING_PATIENCE = Duration.ofSeconds(2);

    private final InetSocketAddress address;
    private final SocketChannel channel;

    private TcpSink(InetSocketAddress address, SocketChannel channel) {
        this.address = address;
        this.channel = channel;
    }

    static TcpSink connect(InetSocketAddress address) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.connect(address);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw new IOException("cannot connect to " + address + ": " + e.getMessage(), e);
        }
        return new TcpSink(address, channel);
    }

    @Override
    public void send(Chunk chunk) throws IOException {
        ByteBuffer bytes = chunk.bytes();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw broken(" while " + chunk.range() + " were sent", e);
        }
    }

    /**
     * Closes the sending side and waits a little for the server to close the other one, which it
     * does once it has read everything. That it resets the connection instead means that it did
     * not.
     */
    @Override
    public void finish() throws IOException {
        long unexpectedBytes;
        try {
            channel.shutdownOutput();
            channel.socket().setSoTimeout((int) CLOSING_PATIENCE.toMillis());
            unexpectedBytes = channel.socket().getInputStream().skip(Long.MAX_VALUE);
        } catch (SocketTimeoutException _) {
            // A server that keeps its side open has nothing to complain about either.
            return;
        } catch (IOException e) {
            throw broken(" at the end", e);
        }
        if (unexpectedBytes > 0) {
            throw new IOException(
                    address + " sent " + unexpectedBytes + " bytes; is it a line protocol port?");
        }
    }

    private IOException broken(String when, IOException cause) {
        return new IOException(
                "connection to "
                        + address
                        + " broke"
                        + when
                        + " ("
                        + cause.getMessage()
                        + "); a server closes it on a line that it cannot read, its log tells"
                        + " which",
                cause);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
