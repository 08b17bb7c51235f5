package dev.tidemark.pgwire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A client that says exactly what a test wants. Messages are collected until something is read. */
final class PgClient implements AutoCloseable {
    static final int VERSION_3_0 = 3 << 16;
    private static final int READ_TIMEOUT_MILLIS = 20_000;

    private final Socket socket;
    private final DataInputStream in;
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private int processId;
    private int secretKey;

    PgClient(int port) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(READ_TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
    }

    /** A client that has logged in with the default credentials. */
    static PgClient loggedIn(int port) throws IOException {
        PgClient client = new PgClient(port);
        client.logIn(Map.of("user", "admin", "database", "any"));
        return client;
    }

    /** Logs in; returns all replies up to the first ReadyForQuery. */
    List<Reply> logIn(Map<String, String> parameters) throws IOException {
        startup(VERSION_3_0, parameters);
        Reply request = read();
        if (request.type() != 'R' || request.integer(0) != 3) {
            throw new IOException("no request for a password: " + request.type());
        }
        password("quest");
        List<Reply> replies = readUntilReady();
        for (Reply reply : replies) {
            if (reply.type() == 'K') {
                processId = reply.integer(0);
                secretKey = reply.integer(4);
            }
        }
        return replies;
    }

    int processId() {
        return processId;
    }

    int secretKey() {
        return secretKey;
    }

    /** A body in the making. */
    static final class Body {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Body text(String text) {
            return raw(text.getBytes(StandardCharsets.UTF_8)).int8(0);
        }

        Body int8(int value) {
            bytes.write(value);
            return this;
        }

        Body int16(int value) {
            return int8(value >> 8).int8(value);
        }

        Body int32(int value) {
            return int16(value >> 16).int16(value);
        }

        Body raw(byte[] value) {
            bytes.writeBytes(value);
            return this;
        }

        byte[] toBytes() {
            return bytes.toByteArray();
        }
    }

    PgClient untyped(Body body) {
        byte[] content = body.toBytes();
        return raw(new Body().int32(content.length + 4).raw(content).toBytes());
    }

    PgClient message(char type, Body body) {
        byte[] content = body.toBytes();
        return raw(new Body().int8(type).int32(content.length + 4).raw(content).toBytes());
    }

    PgClient raw(byte[] bytes) {
        collected.writeBytes(bytes);
        return this;
    }

    PgClient startup(int version, Map<String, String> parameters) {
        Body body = new Body().int32(version);
        parameters.forEach((name, value) -> body.text(name).text(value));
        return untyped(body.int8(0));
    }

    PgClient password(String password) {
        return message('p', new Body().text(password));
    }

    PgClient query(String sql) {
        return message('Q', new Body().text(sql));
    }

    PgClient parse(String name, String sql, int... types) {
        Body body = new Body().text(name).text(sql).int16(types.length);
        for (int type : types) {
            body.int32(type);
        }
        return message('P', body);
    }

    /** Values in text; null for NULL. Results in text or binary. */
    PgClient bind(String portal, String statement, boolean isBinary, @Nullable String... values) {
        Body body = new Body().text(portal).text(statement).int16(0).int16(values.length);
        for (String value : values) {
            if (value == null) {
                body.int32(-1);
            } else {
                byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
                body.int32(bytes.length).raw(bytes);
            }
        }
        return message('B', body.int16(1).int16(isBinary ? 1 : 0));
    }

    /** Values in binary, into the statement and portal without name. */
    PgClient bindBinary(byte[]... values) {
        Body body = new Body().text("").text("").int16(1).int16(1).int16(values.length);
        for (byte[] value : values) {
            body.int32(value.length).raw(value);
        }
        return message('B', body.int16(0));
    }

    PgClient describe(char target, String name) {
        return message('D', new Body().int8(target).text(name));
    }

    PgClient execute(String portal, int maxRows) {
        return message('E', new Body().text(portal).int32(maxRows));
    }

    PgClient closeNamed(char target, String name) {
        return message('C', new Body().int8(target).text(name));
    }

    PgClient sync() {
        return message('S', new Body());
    }

    PgClient flush() {
        return message('H', new Body());
    }

    /** Sends what was collected. */
    PgClient send() throws IOException {
        socket.getOutputStream().write(collected.toByteArray());
        collected.reset();
        return this;
    }

    int readByte() throws IOException {
        send();
        return in.read();
    }

    Reply read() throws IOException {
        send();
        char type = (char) in.readUnsignedByte();
        byte[] content = new byte[in.readInt() - 4];
        in.readFully(content);
        return new Reply(type, content);
    }

    List<Reply> readUntilReady() throws IOException {
        List<Reply> replies = new ArrayList<>();
        do {
            replies.add(read());
        } while (replies.getLast().type() != 'Z');
        return replies;
    }

    /** All that comes until the server closes the connection. */
    List<Reply> readToEnd() throws IOException {
        List<Reply> replies = new ArrayList<>();
        try {
            while (true) {
                replies.add(read());
            }
        } catch (EOFException | SocketException _) {
            return replies;
        }
    }

    /** Rows of the next replies, which are all in text, up to ReadyForQuery. */
    List<List<@Nullable String>> readRows() throws IOException {
        return readUntilReady().stream()
                .filter(reply -> reply.type() == 'D')
                .map(Reply::values)
                .toList();
    }

    /** The types of messages as one text, for short assertions. */
    static String types(List<Reply> replies) {
        return replies.stream()
                .map(reply -> String.valueOf(reply.type()))
                .collect(Collectors.joining());
    }

    /** Reads up to ReadyForQuery without keeping anything; returns the bytes. */
    long drain() throws IOException {
        send();
        byte[] block = new byte[1 << 16];
        long bytes = 0;
        while (true) {
            int type = in.readUnsignedByte();
            int left = in.readInt() - 4;
            bytes += left + 5;
            while (left > 0) {
                left -= in.read(block, 0, Math.min(left, block.length));
            }
            if (type == 'Z') {
                return bytes;
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
