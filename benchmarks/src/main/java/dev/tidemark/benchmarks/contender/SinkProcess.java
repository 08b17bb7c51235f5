package dev.tidemark.benchmarks.contender;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** The program of the {@link Sink}: a thread a connection, and one line when that has ended. */
public final class SinkProcess {

    private static final int BUFFER_BYTES = 256 << 10;

    private SinkProcess() {}

    /** Takes connections on a free port until the process is ended. */
    public static void main(String[] arguments) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            System.out.println("listening on port " + server.socket().getLocalPort());
            while (true) {
                SocketChannel connection = server.accept();
                Thread.ofPlatform().start(() -> discard(connection));
            }
        }
    }

    private static void discard(SocketChannel connection) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        long bytes = 0;
        try (connection) {
            for (int read = 0; read >= 0; read = connection.read(buffer.clear())) {
                bytes += read;
            }
            System.out.println("received " + bytes + " bytes");
        } catch (IOException failure) {
            System.out.println("broken after " + bytes + " bytes: " + failure.getMessage());
        }
    }
}
