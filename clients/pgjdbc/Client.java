// PostgreSQL's JDBC driver: Client read TABLE

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

private static final String COLUMNS =
        "flag, tiny, small, middle, large, single, real, day, seen, seen_exactly, city, note, id";

// int2 comes as Integer; PostgreSQL's timestamps have microseconds.
private static final List<List<Object>> WANTED =
        List.of(
                List.of(
                        true, -128, -32768, Integer.MIN_VALUE, Long.MIN_VALUE, -1.5f, Double.MAX_VALUE,
                        time("2026-01-02T03:04:05.678"), time("2026-01-02T03:04:05.678901"),
                        time("2026-01-02T03:04:05.678901"),
                        "Zürich", "it's \"so\" \\ ☃ 🌊", UUID.fromString("123e4567-e89b-12d3-a456-426614174000")),
                List.of(
                        false, 127, 32767, Integer.MAX_VALUE, Long.MAX_VALUE, 0.25f, 0.1 + 0.2,
                        time("1969-12-31T23:59:59.999"), time("1969-12-31T23:59:59.999999"), time("1970-01-01T00:00"),
                        "", "", new UUID(0, 0)),
                Collections.nCopies(13, null));

static LocalDateTime time(String text) {
    return LocalDateTime.parse(text);
}

void main(String[] arguments) throws SQLException {
    String table = arguments[1];
    for (String mode : List.of("simple", "extended", "extendedForPrepared")) {
        String url = "jdbc:postgresql://%s/tidemark?preferQueryMode=%s".formatted(System.getenv("TIDEMARK_POSTGRES"), mode);
        try (Connection connection = DriverManager.getConnection(url, "admin", "quest")) {
            check(mode, read(connection, table), WANTED);
            checkParameters(connection, table);
            checkError(connection, "SELECT nothing FROM " + table, "42703");
            checkError(connection, "SELECT * FROM nowhere", "42P01");
            checkError(connection, "SELEC 1", "42601");
            connection.setAutoCommit(false);
            checkFetchSize(connection, table);
            connection.rollback();
        }
    }
}

List<List<Object>> read(Connection connection, String table) throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
            ResultSet found = statement.executeQuery("SELECT " + COLUMNS + " FROM " + table)) {
        while (found.next()) {
            Object[] cells = new Object[found.getMetaData().getColumnCount()];
            for (int column = 0; column < cells.length; column++) {
                boolean isTime = found.getMetaData().getColumnClassName(column + 1).equals("java.sql.Timestamp");
                cells[column] =
                        isTime ? found.getObject(column + 1, LocalDateTime.class) : found.getObject(column + 1);
            }
            rows.add(Arrays.asList(cells));
        }
    }
    return rows;
}

void checkParameters(Connection connection, String table) throws SQLException {
    String query = "SELECT large FROM " + table + " WHERE city = ? AND ts < ? AND middle = ? AND real > ?";
    try (PreparedStatement statement = connection.prepareStatement(query)) {
        // From its fifth run on, the driver has a statement prepared by the server and asks for binary results.
        for (int run = 0; run < 7; run++) {
            statement.setString(1, "Zürich");
            statement.setObject(2, time("2026-01-01T00:00:01"));
            statement.setInt(3, Integer.MIN_VALUE);
            statement.setDouble(4, 1.5);
            try (ResultSet found = statement.executeQuery()) {
                check("rows", found.next(), true);
                check("large", found.getLong(1), Long.MIN_VALUE);
                check("more rows", found.next(), false);
            }
        }
    }
}

void checkFetchSize(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement()) {
        statement.setFetchSize(1);
        int count = 0;
        try (ResultSet found = statement.executeQuery("SELECT large FROM " + table)) {
            while (found.next()) {
                count++;
            }
        }
        check("rows one by one", count, WANTED.size());
    }
}

void checkError(Connection connection, String query, String state) throws SQLException {
    try (Statement statement = connection.createStatement()) {
        statement.execute(query);
        throw new IllegalStateException(query + " did not fail");
    } catch (SQLException error) {
        check(query, error.getSQLState(), state);
    }
}

void check(String what, Object found, Object wanted) {
    if (!found.equals(wanted)) {
        throw new IllegalStateException("%s: found %s, not %s".formatted(what, found, wanted));
    }
}
