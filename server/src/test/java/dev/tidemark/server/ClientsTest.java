package dev.tidemark.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tidemark.server.config.Configuration;
import dev.tidemark.server.config.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is written for other databases works with this one: runs {@code clients/run}, and prints the
 * table of what it found and what this machine lacks.
 */
final class ClientsTest {
    /** Longer than the command gives itself. */
    private static final long LIMIT_MINUTES = 10;

    @TempDir private Path folder = Path.of("");

    @Test
    void outsideClientsGetWhatTheyExpect() throws Exception {
        assumeTrue(hasPython(), "python3 runs the clients");
        Configuration configuration =
                Configuration.defaults()
                        .with(ServerSettings.DATA_DIR, folder.toString())
                        .with(ServerSettings.ILP_PORT, "0")
                        .with(ServerSettings.HTTP_PORT, "0")
                        .with(ServerSettings.PG_PORT, "0");
        try (Server server = Server.start(configuration)) {
            Ports ports = server.ports();
            String address =
                    "127.0.0.1,%d,%d,%d".formatted(ports.line(), ports.http(), ports.postgres());
            Path table = folder.resolve("clients.txt");
            Process run =
                    new ProcessBuilder("../clients/run", "--quick", "--server", address)
                            .redirectErrorStream(true)
                            .redirectOutput(table.toFile())
                            .start();
            try {
                assertTrue(run.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES), "no end in sight");
                System.out.println(Files.readString(table));
                assertEquals(0, run.exitValue(), "see the table above");
            } finally {
                run.destroyForcibly();
            }
        }
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            // The programs use what Python 3.11 brought.
            String check = "import sys; sys.exit(sys.version_info < (3, 11))";
            return new ProcessBuilder("python3", "-c", check).start().waitFor() == 0;
        } catch (IOException _) {
            return false;
        }
    }
}
