package dev.tidemark.pgwire;

import dev.tidemark.pgwire.settings.PgSettings;
import dev.tidemark.sql.Appender;
import dev.tidemark.sql.Database;
import java.io.IOException;
import java.nio.file.Path;

/** A database with a server before it. */
final class Fixture implements AutoCloseable {
    private static final long DEADLINE_NANOS = 10_000_000_000L;

    private final Database database;
    private final PgServer server;

    Fixture(Path folder, PgSettings settings) throws IOException {
        this.database = Database.open(folder);
        this.server = PgServer.start(database, settings.withAddress("127.0.0.1", 0));
    }

    Fixture(Path folder) throws IOException {
        this(folder, PgSettings.defaults());
    }

    Database database() {
        return database;
    }

    PgServer server() {
        return server;
    }

    int port() {
        return server.port();
    }

    /** Creates a table with numbers from 1 on, one a second, and a text of 100 bytes. */
    void createNumbers(int rows) {
        database.execute(
                "CREATE TABLE numbers (ts TIMESTAMP, n LONG, s VARCHAR) TIMESTAMP(ts)"
                        + " PARTITION BY MONTH");
        String text = "x".repeat(100);
        try (Appender appender = database.appender("numbers")) {
            for (int row = 1; row <= rows; row++) {
                appender.setLong(0, row * 1_000_000L).setLong(1, row).setText(2, text).endRow();
            }
            appender.commit();
        }
    }

    /** Waits until there are that many sessions; one that has ended is gone a moment later. */
    void awaitSessions(int count) {
        long deadlineNanos = System.nanoTime() + DEADLINE_NANOS;
        while (server.sessionCount() != count) {
            if (System.nanoTime() > deadlineNanos) {
                throw new AssertionError(server.sessionCount() + " sessions, not " + count);
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        database.close();
    }
}
