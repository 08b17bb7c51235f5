package dev.tidemark.pgwire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.pgwire.settings.ConnectionLimits;
import dev.tidemark.pgwire.settings.Credentials;
import dev.tidemark.pgwire.settings.PgSettings;
import dev.tidemark.sql.Database;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PgSettingsTest {
    private static final Class<IllegalArgumentException> REFUSED = IllegalArgumentException.class;

    @TempDir private Path folder;

    @Test
    void defaultsAreThoseThatClientsKnow() {
        PgSettings settings = PgSettings.defaults();
        assertEquals("127.0.0.1", settings.host());
        assertEquals(8812, settings.port());
        assertEquals(64, settings.connectionLimit());
        assertTrue(settings.passwords().matches("admin", "quest"));
        assertFalse(settings.passwords().matches("admin", "Quest"));
        assertFalse(new Credentials("a", "").matches("b", ""));
    }

    @Test
    void senselessSettingsAreRefused() {
        PgSettings settings = PgSettings.defaults();
        ConnectionLimits limits = settings.limits();
        assertThrows(REFUSED, () -> settings.withAddress("localhost", 65_536));
        assertThrows(REFUSED, () -> settings.withConnectionLimit(0));
        assertThrows(REFUSED, () -> settings.withWorkerThreads(0));
        assertThrows(REFUSED, () -> limits.withMaxMessageBytes(9_999));
        assertThrows(REFUSED, () -> limits.withOpen(0, 1));
        assertThrows(REFUSED, () -> limits.withTimeouts(-1, 1));
        assertThrows(REFUSED, () -> limits.withTimeouts(0, 0));
    }

    @Test
    void portInUseIsNamed() throws IOException {
        try (Fixture fixture = new Fixture(folder.resolve("one"));
                Database database = Database.open(folder.resolve("two"))) {
            PgSettings taken = PgSettings.defaults().withAddress("127.0.0.1", fixture.port());
            IOException failure =
                    assertThrows(IOException.class, () -> PgServer.start(database, taken).close());
            assertTrue(
                    String.valueOf(failure.getMessage()).contains("127.0.0.1:" + fixture.port()));
        }
    }
}
