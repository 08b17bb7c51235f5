package dev.tidemark.server.kill;

import dev.tidemark.server.Ports;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Sends rows through one door until the server is gone. For one thread. */
abstract class Sender {
    private static final long FIRST_SECOND = 1_767_225_600; // 2026-01-01
    private static final long LATEST_SECONDS = 200_000;
    private static final int LATE_PERCENT = 20;
    private static final int MOST_ROWS = 100;
    private static final long PAUSE_MILLIS = 10;

    private final String table;
    private final int round;
    private final Ledger ledger;
    private final Random random;

    private Sender(String table, int round, boolean answers, long seed) {
        this.table = table;
        this.round = round;
        this.ledger = new Ledger("%s_%d_%d".formatted(table, round, seed), answers);
        this.random = new Random(seed);
    }

    /** Write requests; every answer counts. */
    static Sender http(Ports ports, int round, long seed) {
        return new Sender("http", round, true, seed) {
            @Override
            void send() throws IOException, InterruptedException {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), ports.http())) {
                    while (true) {
                        String body = nextLines("");
                        String request =
                                "POST /write?precision=s HTTP/1.1\r\nHost: server\r\n"
                                        + "Content-Length: %d\r\n\r\n%s"
                                                .formatted(body.length(), body);
                        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                        String head = readHead(socket.getInputStream());
                        if (!head.startsWith("HTTP/1.1 204 ")) {
                            int length = socket.getInputStream().available();
                            throw new AssertionError(
                                    "answered: %s%s"
                                            .formatted(
                                                    head,
                                                    new String(
                                                            socket.getInputStream()
                                                                    .readNBytes(length),
                                                            StandardCharsets.UTF_8)));
                        }
                        acknowledged();
                    }
                }
            }
        };
    }

    /** An answer without a body. */
    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the connection ended behind: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** Lines over TCP, which nobody answers. */
    static Sender tcp(Ports ports, int round, long seed) {
        return new Sender("tcp", round, false, seed) {
            @Override
            void send() throws IOException, InterruptedException {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), ports.line())) {
                    OutputStream out = socket.getOutputStream();
                    while (true) {
                        out.write(nextLines("000000000").getBytes(StandardCharsets.US_ASCII));
                        pause();
                    }
                }
            }
        };
    }

    /** INSERT statements; every answer counts. */
    static Sender postgres(Ports ports, String table, int round, long seed) {
        return new Sender(table, round, true, seed) {
            @Override
            void send() throws SQLException, InterruptedException {
                try (Connection connection = DriverManager.getConnection(postgresUrl(ports));
                        Statement statement = connection.createStatement()) {
                    while (true) {
                        statement.executeUpdate(nextInsert());
                        acknowledged();
                    }
                }
            }
        };
    }

    static String postgresUrl(Ports ports) {
        return "jdbc:postgresql://127.0.0.1:%d/tidemark?user=admin&password=quest"
                .formatted(ports.postgres());
    }

    /** Sends until that fails. */
    abstract void send() throws IOException, SQLException, InterruptedException;

    String table() {
        return table;
    }

    int round() {
        return round;
    }

    Ledger ledger() {
        return ledger;
    }

    /** Lines of the next rows, some late, some with a column that others lack. */
    String nextLines(String timeSuffix) {
        return nextRows(
                        "\n",
                        number ->
                                "%s,sender=%s round=%di,number=%di,value=%di%s %d%s"
                                        .formatted(
                                                table,
                                                ledger.sender(),
                                                round,
                                                number,
                                                ledger.value(number),
                                                random.nextInt(100) == 0
                                                        ? ",odd_" + round + "=t"
                                                        : "",
                                                nextSecond(number),
                                                timeSuffix))
                + "\n";
    }

    /** A statement that inserts the next rows. */
    String nextInsert() {
        return "INSERT INTO %s (sender, round, number, value, timestamp) VALUES ".formatted(table)
                + nextRows(
                        ", ",
                        number ->
                                "('%s', %d, %d, %d, %d000000)"
                                        .formatted(
                                                ledger.sender(),
                                                round,
                                                number,
                                                ledger.value(number),
                                                nextSecond(number)));
    }

    void acknowledged() throws InterruptedException {
        ledger.acknowledge();
        pause();
    }

    /** Leaves the processor to others: this is about moments, not about rows. */
    static void pause() throws InterruptedException {
        Thread.sleep(PAUSE_MILLIS);
    }

    private String nextRows(String separator, LongFunction<String> row) {
        Ledger.Unit unit = ledger.next(1 + random.nextInt(MOST_ROWS));
        return LongStream.range(unit.first(), unit.end())
                .mapToObj(row)
                .collect(Collectors.joining(separator));
    }

    private long nextSecond(long number) {
        boolean late = random.nextInt(100) < LATE_PERCENT;
        return FIRST_SECOND + number * 10 - (late ? random.nextLong(LATEST_SECONDS) : 0);
    }
}
