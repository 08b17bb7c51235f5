package dev.tidemark.benchmarks.send;

import dev.tidemark.benchmarks.data.LineRanges;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * Write requests on one connection that is kept. The JDK's client would copy every body several
 * times; all that is needed here is a header, the bytes of the file, and an answer with status 204,
 * which has no body. Any other answer is a failure and ends the connection.
 */
final class HttpConnection implements Connection {

    private static final int ANSWER_BYTES = 16 << 10;
    private static final String ACCEPTED = "HTTP/1.1 204 ";
    private static final String END_OF_HEADER = "\r\n\r\n";

    private final SocketChannel socket;
    private final String host;
    private final ByteBuffer answer = ByteBuffer.allocateDirect(ANSWER_BYTES);

    private HttpConnection(SocketChannel socket, InetSocketAddress address) {
        this.socket = socket;
        host = address.getHostString() + ":" + address.getPort();
    }

    static HttpConnection open(InetSocketAddress address) throws IOException {
        SocketChannel socket = SocketChannel.open(address);
        try {
            // The header goes out by itself, ahead of the body: it must not wait for it.
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        } catch (IOException | RuntimeException failure) {
            socket.close();
            throw failure;
        }
        return new HttpConnection(socket, address);
    }

    @Override
    public void send(FileChannel file, LineRanges.Range range) throws IOException {
        String header =
                "POST /write HTTP/1.1\r\nHost: "
                        + host
                        + "\r\nContent-Type: text/plain\r\nContent-Length: "
                        + range.lengthBytes()
                        + END_OF_HEADER;
        ByteBuffer bytes = ByteBuffer.wrap(header.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            socket.write(bytes);
        }
        Connection.transfer(file, range, socket);
        String head = readHead();
        if (!head.startsWith(ACCEPTED)) {
            throw new IOException(
                    "a request of %d rows was not answered with status 204 but: %s"
                            .formatted(range.lines(), head));
        }
    }

    @Override
    public void finish() {
        // Every request was answered.
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String readHead() throws IOException {
        answer.clear();
        while (true) {
            if (socket.read(answer) < 0) {
                throw new IOException("the server closed the connection: " + received());
            }
            String head = received();
            if (head.contains(END_OF_HEADER)) {
                return head;
            }
            if (!answer.hasRemaining()) {
                throw new IOException("the answer's header is too long: " + head);
            }
        }
    }

    private String received() {
        return StandardCharsets.ISO_8859_1.decode(answer.duplicate().flip()).toString();
    }
}
