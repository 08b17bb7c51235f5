package dev.tidemark.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.memory.MemoryPool;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No query keeps memory of a table, however it ends: dropping the table gives everything back. */
class SnapshotLeakTest {
    private static final int ROWS = 40_000;

    @TempDir Path folder;

    @Test
    void finishedFailedAbandonedAndCancelledQueriesLetGo()
            throws IOException, InterruptedException, ExecutionException {
        try (Database database = Database.open(folder)) {
            MemoryPool memory = database.store().memory();
            long before = memory.usedBytes();
            fill(database);
            assertTrue(memory.usedBytes() > before);
            Session session = database.session();

            assertEquals(ROWS, Rows.of(session.run("SELECT * FROM t")).size());
            assertEquals(1, Rows.of(session.run("SELECT sum(a) FROM t")).size());

            SqlException failure =
                    assertThrows(
                            SqlException.class,
                            () -> Rows.of(session.run("SELECT 1 / (a - 30000) FROM t")));
            assertEquals(SqlState.DIVISION_BY_ZERO, failure.state());
            assertThrows(
                    SqlException.class,
                    () -> Rows.of(session.run("SELECT sum(1 / (a - 30000)) FROM t")));

            Result abandoned = session.run("SELECT * FROM t ORDER BY a DESC");
            assertTrue(abandoned.next());
            abandoned.close();

            Result cancelled = session.run("SELECT * FROM t");
            assertTrue(cancelled.next());
            session.cancel();
            SqlException stopped =
                    assertThrows(
                            SqlException.class,
                            () -> {
                                while (cancelled.next()) {
                                    assertTrue(cancelled.rowCount() > 0);
                                }
                            });
            assertEquals(SqlState.QUERY_CANCELLED, stopped.state());
            assertEquals(1, Rows.of(session.run("SELECT count(*) FROM t")).size());

            session.run("SET statement_timeout = '1ms'").close();
            SqlException late =
                    assertThrows(
                            SqlException.class,
                            () -> {
                                Result slow = session.run("SELECT * FROM t");
                                TimeUnit.MILLISECONDS.sleep(5);
                                Rows.of(slow);
                            });
            assertEquals(SqlState.QUERY_CANCELLED, late.state());

            session.run("DROP TABLE t").close();
            awaitRelease(memory, before);
            assertEquals(before, memory.usedBytes());
        }
    }

    private static void fill(Database database) {
        database.execute("CREATE TABLE t (a LONG, ts TIMESTAMP)");
        try (Appender appender = database.appender("t")) {
            for (int row = 0; row < ROWS; row++) {
                appender.setLong(0, row);
                appender.setLong(1, row * 1_000L);
                appender.endRow();
            }
            appender.commit();
        }
    }

    /** The store lets go of a dropped table on a thread of its own. */
    private static void awaitRelease(MemoryPool memory, long wantedBytes)
            throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (memory.usedBytes() != wantedBytes && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }
}
