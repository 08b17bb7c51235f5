package dev.tidemark.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.catalog.FolderInUseException;
import dev.tidemark.server.config.Configuration;
import dev.tidemark.server.config.ServerSettings;
import dev.tidemark.sql.Database;
import dev.tidemark.sql.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerTest {
    private static final int ROWS = 10_000;

    @TempDir private Path folder = Path.of("");

    @Test
    void aFolderBelongsToOneServer() throws Exception {
        try (Server first = Server.start(configuration())) {
            assertTrue(first.ports().http() > 0);
            FolderInUseException refused =
                    assertThrows(FolderInUseException.class, () -> Server.start(configuration()));
            String owner = "process " + ProcessHandle.current().pid();
            assertTrue(String.valueOf(refused.getMessage()).contains(owner), owner);
        }
        Server.start(configuration()).close();
    }

    @Test
    void aPortInUseNamesItsSetting() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Configuration configuration =
                    configuration()
                            .with(ServerSettings.PG_PORT, Integer.toString(taken.getLocalPort()));
            IOException refused =
                    assertThrows(IOException.class, () -> Server.start(configuration));
            String message = String.valueOf(refused.getMessage());
            assertTrue(message.contains("--pg-port"), message);
            assertTrue(message.contains(":" + taken.getLocalPort()), message);
        }
        // What was open has been closed again.
        Server.start(configuration()).close();
    }

    @Test
    void whatWasSentBeforeTheStopIsKept() throws Exception {
        Server server = Server.start(configuration());
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.ports().line())) {
            StringBuilder lines = new StringBuilder();
            for (int row = 0; row < ROWS; row++) {
                lines.append("t v=").append(row).append("i ").append(row).append("000\n");
            }
            socket.getOutputStream().write(lines.toString().getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            // The server closes its side once it has taken all.
            assertEquals(-1, socket.getInputStream().read());
        }
        server.close();
        server.close();
        try (Database database = Database.open(folder);
                Result result = database.query("SELECT count(), sum(v) FROM t")) {
            assertTrue(result.next());
            assertEquals(ROWS, result.column(0).longs()[0]);
            assertEquals(ROWS * (ROWS - 1L) / 2, result.column(1).longs()[0]);
        }
    }

    @Test
    void allDoorsLeadToTheSameTables() throws Exception {
        try (Server server = Server.start(configuration());
                Connection connection =
                        DriverManager.getConnection(
                                "jdbc:postgresql://127.0.0.1:%d/tidemark?user=admin&password=quest"
                                        .formatted(server.ports().postgres()));
                Statement statement = connection.createStatement()) {
            try (Socket socket =
                    new Socket(InetAddress.getLoopbackAddress(), server.ports().line())) {
                socket.getOutputStream()
                        .write("doors v=7i 1000\n".getBytes(StandardCharsets.US_ASCII));
                socket.shutdownOutput();
                assertEquals(-1, socket.getInputStream().read());
            }
            // Over TCP a row is acknowledged by nothing but being there.
            long deadlineNanos = System.nanoTime() + 10_000_000_000L;
            while (values(statement).isEmpty() && System.nanoTime() < deadlineNanos) {
                Thread.sleep(10);
            }
            assertEquals(List.of(7L), values(statement));
        }
    }

    private static List<Long> values(Statement statement) throws SQLException {
        List<Long> values = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SELECT v FROM doors")) {
            while (rows.next()) {
                values.add(rows.getLong(1));
            }
        }
        return values;
    }

    private Configuration configuration() {
        return Configuration.defaults()
                .with(ServerSettings.DATA_DIR, folder.toString())
                .with(ServerSettings.ILP_PORT, "0")
                .with(ServerSettings.HTTP_PORT, "0")
                .with(ServerSettings.PG_PORT, "0");
    }
}
