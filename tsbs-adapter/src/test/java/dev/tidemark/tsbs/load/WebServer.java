package dev.tidemark.tsbs.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Answers requests on connections that stay open: just enough of HTTP for a client of our own. */
final class WebServer implements AutoCloseable {

    /** A request as it came. */
    record Request(String method, String target, String body) {}

    /** An answer to send. */
    record Answer(int status, String body) {}

    private final ServerSocket socket;
    private final Function<Request, Answer> handler;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger connections = new AtomicInteger();

    /**
     * @param handler called on the thread of a connection
     */
    WebServer(Function<Request, Answer> handler) throws IOException {
        this.handler = handler;
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    /** Number of connections that were ever made. */
    int connections() {
        return connections.get();
    }

    private void accept() {
        while (true) {
            try {
                Socket connection = socket.accept();
                connections.incrementAndGet();
                threads.execute(() -> serve(connection));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            for (String first = line(in); !first.isEmpty(); first = line(in)) {
                int length = 0;
                for (String header = line(in); !header.isEmpty(); header = line(in)) {
                    String name = "content-length:";
                    if (header.toLowerCase(Locale.ROOT).startsWith(name)) {
                        length = Integer.parseInt(header.substring(name.length()).strip());
                    }
                }
                String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
                String[] parts = first.split(" ", -1);
                Answer answer = handler.apply(new Request(parts[0], parts[1], body));
                byte[] content = answer.body().getBytes(StandardCharsets.UTF_8);
                String lengthHeader =
                        answer.status() == 204 ? "" : "Content-Length: " + content.length + "\r\n";
                String head = "HTTP/1.1 " + answer.status() + " X\r\n" + lengthHeader + "\r\n";
                ByteArrayOutputStream message = new ByteArrayOutputStream();
                message.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
                message.writeBytes(content);
                connection.getOutputStream().write(message.toByteArray());
            }
        } catch (IOException _) {
            // The client is gone.
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
