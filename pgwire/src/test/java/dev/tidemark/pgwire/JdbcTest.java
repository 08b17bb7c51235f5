package dev.tidemark.pgwire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** PostgreSQL's JDBC driver as a client. */
final class JdbcTest {
    private static final String ALL_TYPES =
            "CREATE TABLE all_types (ts TIMESTAMP, b BOOLEAN, i8 BYTE, i16 SHORT, i32 INT, i64"
                + " LONG, f32 FLOAT, f64 DOUBLE, d DATE, ns TIMESTAMP_NS, sym SYMBOL, s VARCHAR, u"
                + " UUID) TIMESTAMP(ts) PARTITION BY MONTH";
    private static final UUID ID = UUID.fromString("123e4567-e89b-12d3-a456-426614174000");

    @TempDir private Path folder;
    private Fixture fixture;

    @BeforeEach
    void open() throws IOException {
        fixture = new Fixture(folder);
        fixture.database().execute(ALL_TYPES);
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    /** From -1 on everything is in binary, with 1 prepared statements are named, 0 is all text. */
    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 5})
    void everyTypeGoesInAndOut(int prepareThreshold) throws SQLException {
        try (Connection connection = connect("prepareThreshold", "" + prepareThreshold)) {
            String insert = "INSERT INTO all_types VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
            LocalDateTime time = LocalDateTime.of(2016, 1, 1, 12, 30, 15, 123_456_000);
            try (PreparedStatement statement = connection.prepareStatement(insert)) {
                for (int row = 0; row < 3; row++) {
                    statement.setObject(1, time.plusSeconds(row));
                    statement.setBoolean(2, row == 1);
                    statement.setInt(3, -row);
                    statement.setShort(4, (short) (1_000 + row));
                    statement.setInt(5, 100_000 + row);
                    statement.setLong(6, Long.MAX_VALUE - row);
                    statement.setFloat(7, 1.5f + row);
                    statement.setDouble(8, 0.1 + row);
                    statement.setObject(9, time);
                    statement.setObject(10, time);
                    statement.setString(11, "host_" + row);
                    statement.setString(12, "größe");
                    statement.setObject(13, ID);
                    assertEquals(1, statement.executeUpdate());
                }
            }
            String select = "SELECT * FROM all_types WHERE sym = ? AND ts >= ? AND i32 > ?";
            try (PreparedStatement statement = connection.prepareStatement(select)) {
                for (int round = 0; round < 7; round++) {
                    int row = round % 3;
                    statement.setString(1, "host_" + row);
                    statement.setTimestamp(2, Timestamp.valueOf(time));
                    statement.setInt(3, 0);
                    try (ResultSet result = statement.executeQuery()) {
                        assertTrue(result.next());
                        assertEquals(
                                time.plusSeconds(row), result.getObject(1, LocalDateTime.class));
                        assertEquals(row == 1, result.getBoolean(2));
                        assertEquals(-row, result.getByte(3));
                        assertEquals(1_000 + row, result.getShort(4));
                        assertEquals(100_000 + row, result.getInt(5));
                        assertEquals(Long.MAX_VALUE - row, result.getLong(6));
                        assertEquals(1.5f + row, result.getFloat(7));
                        assertEquals(0.1 + row, result.getDouble(8));
                        assertEquals(
                                time.withNano(123_000_000),
                                result.getObject(9, LocalDateTime.class));
                        assertEquals(time, result.getTimestamp(10).toLocalDateTime());
                        assertEquals("host_" + row, result.getString(11));
                        assertEquals("größe", result.getString(12));
                        assertEquals(ID, result.getObject(13));
                        assertFalse(result.next());
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 5})
    void nullIsNullForEveryType(int prepareThreshold) throws SQLException {
        try (Connection connection = connect("prepareThreshold", "" + prepareThreshold);
                PreparedStatement insert =
                        connection.prepareStatement(
                                "INSERT INTO all_types (ts, i64, f64, s, u) VALUES (?, ?, ?, ?,"
                                        + " ?)");
                Statement select = connection.createStatement()) {
            insert.setObject(1, OffsetDateTime.of(2016, 1, 1, 2, 0, 0, 0, ZoneOffset.ofHours(2)));
            insert.setNull(2, Types.BIGINT);
            insert.setNull(3, Types.DOUBLE);
            insert.setNull(4, Types.VARCHAR);
            insert.setNull(5, Types.OTHER);
            assertEquals(1, insert.executeUpdate());
            try (ResultSet result = select.executeQuery("SELECT * FROM all_types")) {
                assertTrue(result.next());
                assertEquals("2016-01-01 00:00:00", result.getString(1));
                for (int column = 2; column <= 13; column++) {
                    result.getObject(column);
                    assertTrue(result.wasNull(), "column " + column);
                }
            }
        }
    }

    @Test
    void batchesInsert() throws SQLException {
        for (String rewrite : new String[] {"false", "true"}) {
            try (Connection connection = connect("reWriteBatchedInserts", rewrite);
                    PreparedStatement insert =
                            connection.prepareStatement(
                                    "INSERT INTO all_types (ts, sym, i64) VALUES (?, ?, ?)")) {
                LocalDateTime start = LocalDateTime.of(2016, 1, 1, 0, 0);
                for (int row = 0; row < 300; row++) {
                    insert.setObject(1, start.plusSeconds(row));
                    insert.setString(2, rewrite);
                    insert.setLong(3, row);
                    insert.addBatch();
                }
                assertEquals(300, insert.executeBatch().length);
                try (PreparedStatement sum =
                        connection.prepareStatement(
                                "SELECT count(*), sum(i64) FROM all_types WHERE sym = ?")) {
                    sum.setString(1, rewrite);
                    try (ResultSet result = sum.executeQuery()) {
                        assertTrue(result.next());
                        assertEquals(300, result.getLong(1));
                        assertEquals(300 * 299 / 2, result.getLong(2));
                    }
                }
            }
        }
    }

    @Test
    void fetchSizeReadsInParts() throws SQLException {
        fixture.createNumbers(2_500);
        try (Connection connection = connect("prepareThreshold", "1")) {
            connection.setAutoCommit(false);
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT n FROM numbers WHERE n > ?")) {
                for (int fetchSize : new int[] {1, 7, 1_000, 1_024, 2_500, 5_000}) {
                    select.setFetchSize(fetchSize);
                    select.setLong(1, fetchSize == 1 ? 2_400 : 0);
                    long expected = fetchSize == 1 ? 2_401 : 1;
                    try (ResultSet result = select.executeQuery()) {
                        while (result.next()) {
                            assertEquals(expected, result.getLong(1));
                            expected++;
                        }
                    }
                    assertEquals(2_501, expected, "fetch size " + fetchSize);
                }
            }
            connection.commit();
        }
    }

    @Test
    void metadataTellsTypes() throws SQLException {
        try (Connection connection = connect("prepareThreshold", "5");
                PreparedStatement select =
                        connection.prepareStatement(
                                "SELECT ts AS time, b, i8, i32, i64, f32, f64, sym, u FROM"
                                        + " all_types WHERE ts > ? AND f64 < ?")) {
            ResultSetMetaData columns = select.getMetaData();
            assertEquals(9, columns.getColumnCount());
            assertEquals("time", columns.getColumnLabel(1));
            int[] types = {
                Types.TIMESTAMP,
                Types.BIT,
                Types.SMALLINT,
                Types.INTEGER,
                Types.BIGINT,
                Types.REAL,
                Types.DOUBLE,
                Types.VARCHAR,
                Types.OTHER
            };
            for (int index = 0; index < types.length; index++) {
                assertEquals(types[index], columns.getColumnType(index + 1), "column " + index);
            }
            assertEquals("uuid", columns.getColumnTypeName(9));
            assertEquals(Types.TIMESTAMP, select.getParameterMetaData().getParameterType(1));
            assertEquals(Types.DOUBLE, select.getParameterMetaData().getParameterType(2));
        }
    }

    @Test
    void failuresHaveStatesAndPositions() throws SQLException {
        try (Connection connection = connect("prepareThreshold", "5");
                Statement statement = connection.createStatement()) {
            PSQLException failure =
                    assertThrows(
                            PSQLException.class,
                            () -> statement.executeQuery("SELECT nosuch FROM all_types"));
            assertEquals("42703", failure.getSQLState());
            ServerErrorMessage message = failure.getServerErrorMessage();
            assertEquals(8, message == null ? 0 : message.getPosition());
            assertTrue(connection.isValid(5));
            connection.setAutoCommit(false);
            assertThrows(PSQLException.class, () -> statement.executeQuery("SELECT nosuch"));
            PSQLException refused =
                    assertThrows(PSQLException.class, () -> statement.executeQuery("SELECT 1"));
            assertEquals("25P02", refused.getSQLState());
            connection.rollback();
            try (ResultSet result = statement.executeQuery("SELECT 1")) {
                assertTrue(result.next());
            }
            connection.commit();
        }
    }

    @Test
    void statementsFollowTablesThatChange() throws SQLException {
        try (Connection connection = connect("prepareThreshold", "1");
                Statement statement = connection.createStatement();
                PreparedStatement select = connection.prepareStatement("SELECT * FROM all_types")) {
            for (int round = 0; round < 3; round++) {
                select.executeQuery().close();
            }
            statement.execute("ALTER TABLE all_types ADD COLUMN more LONG");
            try (ResultSet result = select.executeQuery()) {
                assertEquals(14, result.getMetaData().getColumnCount());
            }
        }
    }

    @Test
    void queriesTimeOut() throws SQLException {
        fixture.createNumbers(100_000);
        try (Connection connection = connect("options", "-c statement_timeout=1")) {
            PSQLException failure =
                    assertThrows(
                            PSQLException.class,
                            () -> {
                                try (Statement statement = connection.createStatement()) {
                                    statement.executeQuery("SELECT * FROM numbers").close();
                                }
                            });
            assertEquals("57014", failure.getSQLState());
        }
    }

    private Connection connect(String property, String value) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "admin");
        properties.setProperty("password", "quest");
        properties.setProperty(property, value);
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + fixture.port() + "/tidemark", properties);
    }
}
