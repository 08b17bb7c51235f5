package dev.tidemark.pgwire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.pgwire.settings.ConnectionLimits;
import dev.tidemark.pgwire.settings.PgSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Simple and extended queries, message by message. */
final class QueryTest {
    private static final int MAX_OPEN = 4;

    @TempDir private Path folder;
    private Fixture fixture;
    private PgClient client;

    @BeforeEach
    void open() throws IOException {
        PgSettings settings =
                PgSettings.defaults()
                        .withLimits(ConnectionLimits.defaults().withOpen(MAX_OPEN, MAX_OPEN));
        fixture = new Fixture(folder, settings);
        client = PgClient.loggedIn(fixture.port());
        fixture.database()
                .execute(
                        "CREATE TABLE t (ts TIMESTAMP, host SYMBOL, n LONG, v DOUBLE)"
                                + " TIMESTAMP(ts) PARTITION BY DAY");
        fixture.database()
                .execute(
                        "INSERT INTO t VALUES ('2016-01-01', 'a', 1, 0.5), ('2016-01-02', 'b', 2,"
                                + " NULL), ('2016-01-03T04:05:06.7', 'größe', NULL, 1e300)");
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        fixture.close();
    }

    @Test
    void simpleQueryAnswersInText() throws IOException {
        List<Reply> replies = client.query("SELECT * FROM t").readUntilReady();
        assertEquals("TDDDCZ", PgClient.types(replies));
        assertEquals(
                List.of(
                        new Reply.Column("ts", 1114, 8, 0),
                        new Reply.Column("host", 1043, -1, 0),
                        new Reply.Column("n", 20, 8, 0),
                        new Reply.Column("v", 701, 8, 0)),
                replies.getFirst().columns());
        assertEquals(List.of("2016-01-01 00:00:00", "a", "1", "0.5"), replies.get(1).values());
        assertEquals(Arrays.asList("2016-01-02 00:00:00", "b", "2", null), replies.get(2).values());
        assertEquals(
                Arrays.asList("2016-01-03 04:05:06.7", "größe", null, "1e+300"),
                replies.get(3).values());
        assertEquals("SELECT 3", replies.get(4).text());
        assertEquals('I', replies.getLast().status());
    }

    @Test
    void nothingToRunIsAnEmptyQuery() throws IOException {
        for (String sql : List.of("", "   ", "-- ping", ";", "/* a */;;")) {
            assertEquals("IZ", PgClient.types(client.query(sql).readUntilReady()), sql);
            client.parse("", sql).bind("", "", false).describe('P', "").execute("", 0).sync();
            assertEquals("12nIZ", PgClient.types(client.readUntilReady()), sql);
        }
    }

    @Test
    void scriptStopsAtTheFirstFailure() throws IOException {
        List<Reply> replies =
                client.query(
                                "select 1; INSERT INTO t VALUES (0, 'x', 1, 1); select nosuch;"
                                        + " select 2")
                        .readUntilReady();
        assertEquals("TDCCEZ", PgClient.types(replies));
        assertEquals("INSERT 0 1", replies.get(3).text());
        assertEquals("42703", replies.get(4).sqlState());
        // Statements commit by themselves: what went before stays.
        assertEquals(List.of(List.of("4")), client.query("SELECT count(*) FROM t").readRows());
        // A fault in the syntax is found before anything runs.
        assertEquals("EZ", PgClient.types(client.query("select 1; selct 2").readUntilReady()));
    }

    @Test
    void failuresTellWhereAndWhy() throws IOException {
        Reply error = client.query("SELECT 'größe', '𝄞', hots FROM t").readUntilReady().getFirst();
        assertEquals("ERROR", error.fields().get('S'));
        assertEquals("ERROR", error.fields().get('V'));
        assertEquals("42703", error.sqlState());
        // Counted in characters, of which the clef is one.
        assertEquals("22", error.fields().get('P'));
        assertTrue(error.fields().getOrDefault('M', "").contains("hots"));
        assertTrue(error.fields().toString().contains("host"), "a suggestion");
        client.parse("", "SELECT 'ü', hots FROM t").sync();
        assertEquals("13", client.readUntilReady().getFirst().fields().get('P'));
        assertEquals(
                "42P01", client.query("SELECT * FROM u").readUntilReady().getFirst().sqlState());
        assertEquals("42601", client.query("SELEC 1").readUntilReady().getFirst().sqlState());
        assertEquals(
                "0A000",
                client.query("COPY t FROM STDIN")
                        .message('d', new PgClient.Body().text("1"))
                        .message('c', new PgClient.Body())
                        .readUntilReady()
                        .getFirst()
                        .sqlState());
        assertEquals(List.of(List.of("1")), client.query("select 1").readRows());
    }

    @Test
    void extendedQueryInOneGo() throws IOException {
        client.parse("", "SELECT ts, n FROM t WHERE host = $1 AND ts >= $2")
                .describe('S', "")
                .bind("", "", false, "b", "2016-01-01T00:00:00Z")
                .describe('P', "")
                .execute("", 0)
                .sync();
        List<Reply> replies = client.readUntilReady();
        assertEquals("1tT2TDCZ", PgClient.types(replies));
        assertEquals(List.of(25, 1114), replies.get(1).parameterTypes());
        assertEquals("ts", replies.get(2).columns().getFirst().name());
        assertEquals(List.of("2016-01-02 00:00:00", "2"), replies.get(5).values());
        assertEquals("SELECT 1", replies.get(6).text());
    }

    @Test
    void declaredTypesArePassedBack() throws IOException {
        client.parse("s", "SELECT * FROM t WHERE n = $1 AND v < $2 AND ts < $3", 23, 0, 1184)
                .describe('S', "s")
                .closeNamed('S', "s")
                .closeNamed('S', "nosuch")
                .sync();
        List<Reply> replies = client.readUntilReady();
        assertEquals("1tT33Z", PgClient.types(replies));
        assertEquals(List.of(23, 701, 1184), replies.get(1).parameterTypes());
    }

    @Test
    void binaryBothWays() throws IOException {
        byte[] day = ByteBuffer.allocate(8).putLong(16 * 365L * 86_400_000_000L).array();
        client.parse("", "SELECT * FROM t WHERE n >= $1 AND ts >= $2 AND v < $3", 21, 1114, 700)
                .bindBinary(new byte[] {0, 1}, day, ByteBuffer.allocate(4).putFloat(7.5f).array())
                .execute("", 0)
                .bind("", "", true)
                .sync();
        List<Reply> replies = client.readUntilReady();
        assertEquals("12DCEZ", PgClient.types(replies));
        assertEquals(List.of("2016-01-01 00:00:00", "a", "1", "0.5"), replies.get(2).values());
        assertEquals("08P01", replies.get(4).sqlState());

        client.parse("", "SELECT * FROM t LIMIT 2")
                .bind("", "", true)
                .describe('P', "")
                .execute("", 0)
                .sync();
        replies = client.readUntilReady();
        assertEquals("12TDDCZ", PgClient.types(replies));
        assertEquals(1, replies.get(2).columns().get(1).format());
        List<byte[]> cells = replies.get(3).cells();
        assertEquals(5_844L * 86_400_000_000L, ByteBuffer.wrap(cells.get(0)).getLong());
        assertEquals(1, cells.get(1).length);
        assertEquals(1, ByteBuffer.wrap(cells.get(2)).getLong());
        assertEquals(0.5, ByteBuffer.wrap(cells.get(3)).getDouble());
        assertNull(replies.get(4).cells().get(3));
    }

    @Test
    void nullAndTextParametersInsert() throws IOException {
        client.parse("ins", "INSERT INTO t VALUES ($1, $2, $3, $4)")
                .describe('S', "ins")
                .bind("", "ins", false, "2020-02-29 12:00:00+02", "c", null, "NaN")
                .execute("", 0)
                .bind("", "ins", false, "2020-02-29", null, "7", "-Infinity")
                .execute("", 0)
                .sync();
        List<Reply> replies = client.readUntilReady();
        assertEquals("1tn2C2CZ", PgClient.types(replies));
        assertEquals(List.of(1114, 25, 20, 701), replies.get(1).parameterTypes());
        assertEquals("INSERT 0 1", replies.get(4).text());
        assertEquals(
                List.of(
                        Arrays.asList("2020-02-29 00:00:00", null, "7", "-Infinity"),
                        Arrays.asList("2020-02-29 10:00:00", "c", null, "NaN")),
                client.query("SELECT * FROM t WHERE ts > '2020'").readRows());
    }

    @Test
    void portalsAreSuspendedAndGoOn() throws IOException {
        client.query("BEGIN").readUntilReady();
        client.parse("", "SELECT n FROM t").bind("p", "", false).execute("p", 2).sync();
        List<Reply> replies = client.readUntilReady();
        assertEquals("12DDsZ", PgClient.types(replies));
        assertEquals('T', replies.getLast().status());
        // Another statement in between does not disturb it.
        assertEquals(List.of(List.of("3")), client.query("SELECT count(*) FROM t").readRows());
        assertEquals("DCZ", PgClient.types(client.execute("p", 2).sync().readUntilReady()));
        Reply error = client.execute("p", 2).sync().readUntilReady().getFirst();
        assertEquals("55000", error.sqlState());
        assertEquals("CZ", PgClient.types(client.query("ROLLBACK").readUntilReady()));
        assertEquals("34000", client.execute("p", 0).sync().readUntilReady().getFirst().sqlState());
    }

    @Test
    void limitThatIsMetExactlySuspends() throws IOException {
        client.parse("", "SELECT n FROM t").bind("", "", false);
        client.execute("", 3).execute("", 3).sync();
        assertEquals("12DDDsCZ", PgClient.types(client.readUntilReady()));
    }

    @Test
    void portalsEndWithSyncOutsideTransactions() throws IOException {
        client.parse("", "SELECT n FROM t").bind("p", "", false).execute("p", 1).sync();
        assertEquals("12DsZ", PgClient.types(client.readUntilReady()));
        assertEquals("34000", client.execute("p", 1).sync().readUntilReady().getFirst().sqlState());
    }

    @Test
    void flushAnswersWithoutSync() throws IOException {
        client.parse("s", "SELECT n FROM t").describe('S', "s").flush();
        assertEquals('1', client.read().type());
        assertEquals('t', client.read().type());
        assertEquals('T', client.read().type());
        assertEquals("Z", PgClient.types(client.sync().readUntilReady()));
    }

    @Test
    void allIsSkippedFromAFailureToSync() throws IOException {
        client.parse("", "SELECT nosuch FROM t")
                .bind("", "", false)
                .execute("", 0)
                .query("select 1")
                .flush()
                .sync()
                .query("select 1");
        assertEquals("EZ", PgClient.types(client.readUntilReady()));
        assertEquals("TDCZ", PgClient.types(client.readUntilReady()));
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        for (int round = 0; round < 200; round++) {
            client.parse("", "SELECT $1::LONG")
                    .bind("", "", false, "" + round)
                    .execute("", 0)
                    .sync();
        }
        for (int round = 0; round < 200; round++) {
            assertEquals(List.of(List.of("" + round)), client.readRows());
        }
    }

    @Test
    void namesAreTakenAndLimited() throws IOException {
        client.parse("s", "select 1").parse("s", "select 2").sync();
        assertEquals("42P05", client.readUntilReady().get(1).sqlState());
        for (int index = 1; index < MAX_OPEN; index++) {
            client.parse("s" + index, "select 1");
        }
        client.parse("", "select 1").parse("more", "select 1").sync();
        List<Reply> replies = client.readUntilReady();
        assertEquals("1111EZ", PgClient.types(replies));
        assertEquals("53400", replies.get(4).sqlState());
        client.query("DEALLOCATE \"s1\"").readUntilReady();
        client.parse("more", "select 1").bind("", "s1", false).sync();
        replies = client.readUntilReady();
        assertEquals("1EZ", PgClient.types(replies));
        assertEquals("26000", replies.get(1).sqlState());
        client.query("DEALLOCATE ALL").readUntilReady();
        assertEquals(
                "26000", client.describe('S', "s").sync().readUntilReady().getFirst().sqlState());

        client.parse("", "select 1").bind("p", "", false).bind("p", "", false).sync();
        assertEquals("42P03", client.readUntilReady().get(2).sqlState());
        client.parse("", "select 1");
        for (int index = 0; index <= MAX_OPEN; index++) {
            client.bind("p" + index, "", false);
        }
        replies = client.sync().readUntilReady();
        assertEquals("12222EZ", PgClient.types(replies));
        assertEquals("53400", replies.get(5).sqlState());
    }

    @Test
    void transactionsAreTracked() throws IOException {
        assertEquals('T', status("BEGIN"));
        assertEquals('T', status("select 1"));
        assertEquals('E', status("select nosuch"));
        Reply refused = client.query("select 1").readUntilReady().getFirst();
        assertEquals("25P02", refused.sqlState());
        client.parse("", "select 1").sync();
        assertEquals("25P02", client.readUntilReady().getFirst().sqlState());
        List<Reply> end = client.query("COMMIT").readUntilReady();
        assertEquals("ROLLBACK", end.getFirst().text());
        assertEquals('I', end.getLast().status());
        assertEquals("NCZ", PgClient.types(client.query("ROLLBACK").readUntilReady()));
        client.query("BEGIN").readUntilReady();
        List<Reply> again = client.query("BEGIN").readUntilReady();
        assertEquals("25001", again.getFirst().sqlState());
        assertEquals("WARNING", again.getFirst().fields().get('S'));
        assertEquals('T', status("SAVEPOINT a"));
        assertEquals('E', status("select nosuch"));
        assertEquals('T', status("ROLLBACK TO SAVEPOINT a"));
        assertEquals('T', status("RELEASE SAVEPOINT a"));
        assertEquals('I', status("COMMIT"));
    }

    @Test
    void changedTablesAreToldFromStalePlans() throws IOException {
        client.parse("s", "SELECT * FROM t").bind("", "s", false).execute("", 0).sync();
        client.readUntilReady();
        client.query("ALTER TABLE t ADD COLUMN extra INT").readUntilReady();
        Reply error = client.bind("", "s", false).execute("", 0).sync().readUntilReady().get(1);
        assertEquals("0A000", error.sqlState());
        assertEquals("RevalidateCachedQuery", error.fields().get('R'));
        assertEquals(5, client.query("SELECT * FROM t LIMIT 1").readRows().getFirst().size());
    }

    @Test
    void badValuesAreRefused() throws IOException {
        client.parse("s", "SELECT * FROM t WHERE n = $1", 20).sync().readUntilReady();
        client.parse("", "SELECT * FROM t WHERE n = $1", 20).bindBinary(new byte[3]).sync();
        Reply error = client.readUntilReady().get(1);
        assertEquals("22P03", error.sqlState());
        assertTrue(error.fields().getOrDefault('M', "").contains("$1"));
        client.bind("", "s", false, "twelve").execute("", 0).sync();
        assertEquals("22P02", client.readUntilReady().get(1).sqlState());
        client.bind("", "s", false).sync();
        assertEquals("08P01", client.readUntilReady().getFirst().sqlState());
        client.parse("", "SELECT * FROM t WHERE host = $1", 600).bindBinary(new byte[3]).sync();
        assertEquals("22P03", client.readUntilReady().get(1).sqlState());
        client.message('F', new PgClient.Body().int32(1));
        assertEquals("0A000", client.readUntilReady().getFirst().sqlState());
    }

    private char status(String sql) throws IOException {
        return client.query(sql).readUntilReady().getLast().status();
    }
}
