package dev.tidemark.benchmarks.send;

import dev.tidemark.benchmarks.data.LineRanges;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;

/** Line protocol over TCP. */
final class TcpConnection implements Connection {

    private final SocketChannel socket;

    private TcpConnection(SocketChannel socket) {
        this.socket = socket;
    }

    static TcpConnection open(InetSocketAddress address) throws IOException {
        return new TcpConnection(SocketChannel.open(address));
    }

    @Override
    public void send(FileChannel file, LineRanges.Range range) throws IOException {
        Connection.transfer(file, range, socket);
    }

    @Override
    public void finish() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
