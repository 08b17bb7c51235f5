package dev.tidemark.pgwire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.pgwire.settings.ConnectionLimits;
import dev.tidemark.pgwire.settings.Credentials;
import dev.tidemark.pgwire.settings.PgSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LoginTest {
    private static final int TLS_REQUEST = 80_877_103;
    private static final int GSSAPI_REQUEST = 80_877_104;
    private static final int CANCEL_REQUEST = 80_877_102;

    @TempDir private Path folder;

    @Test
    void tellsWhatClientsRelyOn() throws IOException {
        try (Fixture fixture = new Fixture(folder);
                PgClient client = new PgClient(fixture.port())) {
            List<Reply> replies =
                    client.logIn(
                            Map.of(
                                    "user", "admin",
                                    "database", "whatever",
                                    "application_name", "test",
                                    "client_encoding", "'utf-8'",
                                    "DateStyle", "ISO",
                                    "TimeZone", "Europe/Berlin",
                                    "options", "-c statement_timeout=1234 --extra_float_digits=2"));
            assertEquals('R', replies.getFirst().type());
            assertEquals(0, replies.getFirst().integer(0));
            Map<String, String> told = parameters(replies);
            assertTrue(told.getOrDefault("server_version", "").startsWith("16."));
            assertEquals("UTF8", told.get("server_encoding"));
            assertEquals("UTF8", told.get("client_encoding"));
            assertEquals("ISO, MDY", told.get("DateStyle"));
            assertEquals("postgres", told.get("IntervalStyle"));
            assertEquals("Europe/Berlin", told.get("TimeZone"));
            assertEquals("on", told.get("integer_datetimes"));
            assertEquals("on", told.get("standard_conforming_strings"));
            assertEquals("off", told.get("in_hot_standby"));
            assertEquals("test", told.get("application_name"));
            assertEquals('I', replies.getLast().status());
            assertNotEquals(0, client.processId());
            assertEquals(
                    List.of(List.of("1234")), client.query("SHOW statement_timeout").readRows());
            assertEquals(List.of(List.of("2")), client.query("SHOW extra_float_digits").readRows());
        }
    }

    @Test
    void tellsOfSettingsThatChange() throws IOException {
        try (Fixture fixture = new Fixture(folder);
                PgClient client = new PgClient(fixture.port())) {
            client.logIn(Map.of("user", "admin", "application_name", "first"));
            for (String reset : List.of("RESET ALL", "DISCARD ALL")) {
                assertEquals(
                        Map.of("application_name", "new"),
                        parameters(client.query("SET application_name = 'new'").readUntilReady()));
                assertEquals(
                        Map.of(),
                        parameters(client.query("SET application_name = 'new'").readUntilReady()));
                client.parse("s", "select 1").sync();
                assertEquals("1Z", PgClient.types(client.readUntilReady()));
                // Back to what the session started with, not to the server's defaults.
                assertEquals(
                        Map.of("application_name", "first"),
                        parameters(client.query(reset).readUntilReady()));
                boolean isKept = reset.startsWith("RESET");
                client.describe('S', "s").sync();
                assertEquals(isKept ? "tTZ" : "EZ", PgClient.types(client.readUntilReady()));
                client.closeNamed('S', "s").sync().readUntilReady();
            }
        }
    }

    @Test
    void refusesEncryptionAndGoesOn() throws IOException {
        try (Fixture fixture = new Fixture(folder);
                PgClient client = new PgClient(fixture.port())) {
            client.untyped(new PgClient.Body().int32(GSSAPI_REQUEST));
            assertEquals('N', client.readByte());
            client.untyped(new PgClient.Body().int32(TLS_REQUEST));
            assertEquals('N', client.readByte());
            assertFalse(client.logIn(Map.of("user", "admin")).isEmpty());
        }
    }

    @Test
    void negotiatesNewerVersionsDown() throws IOException {
        try (Fixture fixture = new Fixture(folder);
                PgClient client = new PgClient(fixture.port())) {
            client.startup(
                    PgClient.VERSION_3_0 + 2, Map.of("user", "admin", "_pq_.something", "on"));
            Reply negotiation = client.read();
            assertEquals('v', negotiation.type());
            assertEquals(PgClient.VERSION_3_0, negotiation.integer(0));
            assertEquals(1, negotiation.integer(4));
            assertEquals("_pq_.something", negotiation.text(8));
            assertEquals('R', client.read().type());
            client.password("quest");
            assertEquals('I', client.readUntilReady().getLast().status());
        }
    }

    @Test
    void refusesWhoMayNotEnter() throws IOException {
        PgSettings settings =
                PgSettings.defaults().withPasswords(new Credentials("müller", "geheim"));
        try (Fixture fixture = new Fixture(folder, settings)) {
            assertRefused("28P01", fixture, Map.of("user", "müller"), "quest");
            assertRefused("28P01", fixture, Map.of("user", "admin"), "geheim");
            assertRefused("28P01", fixture, Map.of("user", "müller"), "");
            try (PgClient client = new PgClient(fixture.port())) {
                client.startup(PgClient.VERSION_3_0, Map.of("user", "müller")).read();
                client.password("geheim");
                assertEquals('Z', client.readUntilReady().getLast().type());
            }
            assertFalse(settings.toString().contains("geheim"));
        }
    }

    @Test
    void refusesWhatItCannotDo() throws IOException {
        try (Fixture fixture = new Fixture(folder)) {
            assertRefused("28000", fixture, Map.of("database", "x"), null);
            assertRefused(
                    "0A000", fixture, Map.of("user", "admin", "replication", "true"), "quest");
            assertRefused(
                    "22023",
                    fixture,
                    Map.of("user", "admin", "client_encoding", "LATIN1"),
                    "quest");
            assertRefused("42601", fixture, Map.of("user", "admin", "options", "-z 3"), "quest");
            assertRefused("42601", fixture, Map.of("user", "admin", "options", "-c x"), "quest");
            assertRefused(
                    "22023",
                    fixture,
                    Map.of("user", "admin", "options", "-c statement_timeout=soon"),
                    "quest");
            try (PgClient client = new PgClient(fixture.port())) {
                List<Reply> replies = client.startup(2 << 16, Map.of()).readToEnd();
                assertEquals("0A000", replies.getFirst().sqlState());
            }
            try (PgClient client = new PgClient(fixture.port())) {
                List<Reply> replies =
                        client.startup(PgClient.VERSION_3_0, Map.of("user", "admin"))
                                .query("select 1")
                                .readToEnd();
                assertEquals("08P01", replies.getLast().sqlState());
                assertEquals("FATAL", replies.getLast().fields().get('S'));
            }
            fixture.awaitSessions(0);
        }
    }

    @Test
    void limitsSessions() throws IOException {
        PgSettings settings = PgSettings.defaults().withConnectionLimit(2);
        try (Fixture fixture = new Fixture(folder, settings);
                PgClient first = PgClient.loggedIn(fixture.port());
                PgClient second = PgClient.loggedIn(fixture.port())) {
            assertNotEquals(first.processId(), second.processId());
            assertRefused("53300", fixture, Map.of("user", "admin"), null);
            first.message('X', new PgClient.Body()).readToEnd();
            fixture.awaitSessions(1);
            try (PgClient third = PgClient.loggedIn(fixture.port())) {
                assertEquals(List.of(List.of("1")), third.query("select 1").readRows());
            }
        }
    }

    @Test
    void loginsAndIdleSessionsEndInTime() throws IOException {
        PgSettings settings =
                PgSettings.defaults().withLimits(ConnectionLimits.defaults().withTimeouts(1, 1));
        try (Fixture fixture = new Fixture(folder, settings);
                PgClient silent = new PgClient(fixture.port());
                PgClient idle = PgClient.loggedIn(fixture.port())) {
            assertEquals("57P05", idle.readToEnd().getFirst().sqlState());
            assertEquals("08P01", silent.readToEnd().getFirst().sqlState());
        }
    }

    @Test
    void cancelNeedsTheKey() throws IOException {
        try (Fixture fixture = new Fixture(folder);
                PgClient client = PgClient.loggedIn(fixture.port())) {
            Map<Integer, Integer> guesses = new HashMap<>();
            guesses.put(client.processId(), client.secretKey() + 1);
            guesses.put(client.processId() + 1, client.secretKey());
            guesses.put(client.processId(), client.secretKey());
            for (Map.Entry<Integer, Integer> guess : guesses.entrySet()) {
                try (PgClient canceller = new PgClient(fixture.port())) {
                    canceller.untyped(
                            new PgClient.Body()
                                    .int32(CANCEL_REQUEST)
                                    .int32(guess.getKey())
                                    .int32(guess.getValue()));
                    assertEquals(-1, canceller.readByte());
                }
            }
            // Nothing ran, so that nothing is cancelled, whatever the key.
            assertEquals(List.of(List.of("1")), client.query("select 1").readRows());
        }
    }

    private static void assertRefused(
            String sqlState,
            Fixture fixture,
            Map<String, String> parameters,
            @Nullable String password)
            throws IOException {
        try (PgClient client = new PgClient(fixture.port())) {
            client.startup(PgClient.VERSION_3_0, parameters);
            if (password != null) {
                assertEquals('R', client.read().type());
                client.password(password);
            }
            Reply refusal = client.readToEnd().getFirst();
            assertEquals('E', refusal.type());
            assertEquals(sqlState, refusal.sqlState());
            assertEquals("FATAL", refusal.fields().get('V'));
        }
    }

    private static Map<String, String> parameters(List<Reply> replies) {
        Map<String, String> parameters = new HashMap<>();
        for (Reply reply : replies) {
            if (reply.type() == 'S') {
                ByteBuffer content = ByteBuffer.wrap(reply.content());
                String[] texts = StandardCharsets.UTF_8.decode(content).toString().split("\0", -1);
                parameters.put(texts[0], texts[1]);
            }
        }
        return parameters;
    }
}
