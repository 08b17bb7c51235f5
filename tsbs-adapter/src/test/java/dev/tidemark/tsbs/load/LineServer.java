package dev.tidemark.tsbs.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Takes connections and keeps what comes over each, read in pieces of a few bytes or many. */
final class LineServer implements AutoCloseable {

    private final ServerSocket socket;
    private final int pieceBytes;
    private final long refuseAfterBytes;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ConcurrentLinkedQueue<Future<String>> connections = new ConcurrentLinkedQueue<>();

    /**
     * @param pieceBytes how much is read at once
     * @param refuseAfterBytes how much a connection may send before it is closed
     */
    LineServer(int pieceBytes, long refuseAfterBytes) throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.pieceBytes = pieceBytes;
        this.refuseAfterBytes = refuseAfterBytes;
        threads.execute(this::accept);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
    }

    /** What each connection sent, once all are closed. */
    List<String> received() throws InterruptedException, ExecutionException {
        List<String> received = new ArrayList<>();
        for (Future<String> connection : connections) {
            received.add(connection.get());
        }
        return received;
    }

    private void accept() {
        while (true) {
            try {
                Socket connection = socket.accept();
                connections.add(threads.submit(() -> read(connection)));
            } catch (IOException _) {
                return;
            }
        }
    }

    private String read(Socket connection) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (connection) {
            InputStream in = connection.getInputStream();
            byte[] piece = new byte[pieceBytes];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                all.write(piece, 0, read);
                if (all.size() > refuseAfterBytes) {
                    break;
                }
            }
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
