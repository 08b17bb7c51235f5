package dev.tidemark.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.server.Server;
import dev.tidemark.server.config.Configuration;
import dev.tidemark.server.config.ServerSettings;
import dev.tidemark.server.security.Access;
import dev.tidemark.server.security.OwnCertificate;
import dev.tidemark.server.security.UserEditor;
import dev.tidemark.tsbs.load.HttpAccess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Commands that talk to a server with users and a certificate of its own. */
final class LoginOptionsTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void aTokenOrAPasswordLetsIn() throws Exception {
        Path certificate = folder.resolve("certificate.pem");
        Path key = folder.resolve("key.pem");
        OwnCertificate.write("server", certificate, key);
        Configuration configuration =
                Configuration.defaults()
                        .with(ServerSettings.DATA_DIR, folder.resolve("data").toString())
                        .with(ServerSettings.ILP_PORT, "0")
                        .with(ServerSettings.HTTP_PORT, "0")
                        .with(ServerSettings.PG_PORT, "0")
                        .with(ServerSettings.TLS_CERTIFICATE, certificate.toString())
                        .with(ServerSettings.TLS_KEY, key.toString());
        UserEditor editor = new UserEditor(Access.userFile(configuration));
        editor.setPassword("ann", "a good password");
        String token = editor.addToken("robot");
        String trust = "--trust=" + certificate;
        try (Server server = Server.start(configuration)) {
            URI url = URI.create("https://127.0.0.1:" + server.ports().http());
            assertEquals("1", ask(options(trust).to(url, Map.of("TIDEMARK_TOKEN", token))));
            assertEquals(
                    "1",
                    ask(
                            options(trust, "--user=ann")
                                    .to(url, Map.of("TIDEMARK_PASSWORD", "a good password"))));
            HttpAccess stranger = options(trust).to(url, Map.of());
            assertTrue(message(stranger).contains("--user NAME"), () -> message(stranger));
            HttpAccess mistaken =
                    options(trust, "--user=ann").to(url, Map.of("TIDEMARK_PASSWORD", "a guess"));
            assertTrue(message(mistaken).contains("--user NAME"), () -> message(mistaken));
            HttpAccess careful = options().to(url, Map.of("TIDEMARK_TOKEN", token));
            assertThrows(IOException.class, () -> ask(careful));
        }
    }

    @Test
    void filesWithoutCertificatesAreNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "remember the milk");
        URI url = URI.create("https://127.0.0.1:9000");
        LoginOptions options = options("--trust=" + file);
        IOException failure = assertThrows(IOException.class, () -> options.to(url, Map.of()));
        assertTrue(String.valueOf(failure.getMessage()).contains("notes.txt"));
    }

    private static LoginOptions options(String... arguments) {
        LoginOptions options = new LoginOptions();
        new CommandLine(options).parseArgs(arguments);
        return options;
    }

    private static String ask(HttpAccess access) throws IOException, InterruptedException {
        try (SqlClient client = new SqlClient(access)) {
            return String.valueOf(client.run("SELECT 1").rows().getFirst().getFirst());
        }
    }

    private static String message(HttpAccess access) {
        return String.valueOf(assertThrows(IOException.class, () -> ask(access)).getMessage());
    }
}
