package dev.tidemark.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.catalog.NewColumn;
import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.catalog.StoreOptions;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.PartitionUnit;
import dev.tidemark.server.Server;
import dev.tidemark.server.config.Configuration;
import dev.tidemark.server.config.ServerSettings;
import dev.tidemark.server.config.Setting;
import dev.tidemark.sql.Database;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class MainTest {
    @TempDir private Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @Test
    void helpListsTheCommands() {
        assertEquals(0, run("help"));
        for (String command :
                new String[] {
                    "serve",
                    "generate",
                    "load",
                    "sql",
                    "backup",
                    "restore",
                    "check",
                    "demo",
                    "version"
                }) {
            assertTrue(out.toString().contains("\n  " + command), command);
        }
    }

    @Test
    void serveHasAnOptionForEachSetting() {
        assertEquals(0, run("help", "serve"));
        for (Setting<?> setting : ServerSettings.ALL) {
            assertTrue(out.toString().contains(setting.option() + "="), setting.option());
        }
    }

    @Test
    void mistakesAreToldInALineWithASuggestion() {
        assertEquals(2, run("serve", "--ilpport=1"));
        assertTrue(errors.toString().contains("--ilp-port"), errors.toString());
        assertEquals(2, run("server"));
        assertTrue(errors.toString().contains("serve"), errors.toString());
        assertEquals(2, run("generate", "--use-case", "cpu"));
        assertTrue(errors.toString().contains("cpu-only"), errors.toString());
        assertEquals(2, run("generate", "--start", "2016-01-02T00:00:00Z"));
        assertTrue(errors.toString().contains("is not after start"), errors.toString());
    }

    @Test
    void checkTellsWhatIsDamaged() throws Exception {
        Path data = folder.resolve("data");
        try (Store store = Store.open(StoreOptions.of(data), _ -> List.of())) {
            store.createTable(
                    "t",
                    List.of(new NewColumn("timestamp", ColumnType.TIMESTAMP)),
                    0,
                    PartitionUnit.DAY);
            store.checkpoint();
            assertEquals(1, run("check", data.toString()));
            assertTrue(errors.toString().contains("is in use"), errors.toString());
        }
        assertEquals(0, run("check", data.toString()));
        assertTrue(out.toString().contains("no damage found"), out.toString());
        Path manifest = data.resolve("tables/t~1/manifest.0");
        byte[] bytes = Files.readAllBytes(manifest);
        bytes[40] ^= 1;
        Files.write(manifest, bytes);
        assertEquals(3, run("check", data.toString()));
        assertTrue(out.toString().contains(manifest + ", byte 4"), out.toString());
        assertEquals(1, run("check", folder.resolve("none").toString()));
    }

    @Test
    void aRunningServerIsBackedUpCheckedAndRestored() throws Exception {
        Path data = folder.resolve("data");
        Path target = folder.resolve("backups");
        Path restored = folder.resolve("restored");
        Configuration configuration = anyPorts(data);
        try (Server server = Server.start(configuration)) {
            String url = "http://127.0.0.1:" + server.ports().http();
            assertEquals(0, run("sql", "CREATE TABLE t (v LONG, ts TIMESTAMP)", "--url", url));
            assertEquals(0, run("sql", "INSERT INTO t VALUES (1, 1000), (2, 2000)", "--url", url));
            assertEquals(0, run("check", data.toString()), errors::toString);
            assertTrue(out.toString().contains("no damage found"), out.toString());
            assertEquals(0, run("backup", data.toString(), target.toString()), errors::toString);
            assertTrue(out.toString().contains("1 tables with 2 sealed rows"), out.toString());
            assertTrue(out.toString().contains(" 0 bytes reused"), out.toString());
            out.getBuffer().setLength(0);
            assertEquals(0, run("backup", data.toString(), target.toString()), errors::toString);
            assertTrue(out.toString().contains("0 bytes copied, "), out.toString());
            assertEquals(1, run("backup", data.toString(), data.resolve("b").toString()));
            assertTrue(errors.toString().contains("lies within"), errors.toString());
            assertEquals(
                    PosixFilePermissions.fromString("rw-------"),
                    Files.getPosixFilePermissions(data.resolve("tidemark.admin")));
        }
        assertFalse(Files.exists(data.resolve("tidemark.admin")));
        assertEquals(0, run("restore", target.toString(), restored.toString()), errors::toString);
        assertEquals(0, run("check", restored.toString()), errors::toString);
        try (Database database = Database.open(restored)) {
            assertEquals(2, database.execute("SELECT * FROM t"));
        }
        assertEquals(1, run("restore", target.toString(), restored.toString()));
        assertEquals(0, run("backup", data.toString(), target.toString(), "--keep", "1"));
        assertEquals(0, run("check", target.toString()), errors::toString);
        damage(target, ".col");
        assertEquals(3, run("check", target.toString()));
        Path again = folder.resolve("again");
        assertEquals(3, run("restore", target.toString(), again.toString()));
        assertTrue(out.toString().contains("NOT restored"), out.toString());
        assertFalse(Files.exists(again));
    }

    /** What a killed server left must not keep anybody from its data. */
    @Test
    void anAdministrativeFileThatLeadsNowhereIsPassedOver() throws Exception {
        Path data = folder.resolve("data");
        try (Database database = Database.open(data)) {
            database.execute("CREATE TABLE t (v LONG, ts TIMESTAMP)");
        }
        Files.writeString(data.resolve("tidemark.admin"), "http://127.0.0.1:1\nabc\n");
        assertEquals(0, run("check", data.toString()), errors::toString);
        assertEquals(
                0,
                run("backup", data.toString(), folder.resolve("b").toString()),
                errors::toString);
    }

    @Test
    void onlyWhoReadsTheDataFolderMayAdminister() throws Exception {
        Path data = folder.resolve("data");
        try (Server _ = Server.start(anyPorts(data));
                HttpClient client = HttpClient.newHttpClient()) {
            String url = Files.readAllLines(data.resolve("tidemark.admin")).getFirst();
            for (String header : List.of("Bearer ", "Bearer 00", "Basic YWRtaW46cXVlc3Q=")) {
                HttpRequest request =
                        HttpRequest.newBuilder(URI.create(url + "/check"))
                                .header("Authorization", header)
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build();
                assertEquals(
                        401,
                        client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
            }
        }
    }

    private static void damage(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            Path file =
                    files.filter(each -> each.toString().endsWith(suffix)).findAny().orElseThrow();
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
        }
    }

    private static Configuration anyPorts(Path data) {
        return Configuration.defaults()
                .with(ServerSettings.DATA_DIR, data.toString())
                .with(ServerSettings.ILP_PORT, "0")
                .with(ServerSettings.HTTP_PORT, "0")
                .with(ServerSettings.PG_PORT, "0");
    }

    @Test
    void failuresAreToldInALine() {
        assertEquals(1, run("load", folder.resolve("none.lp").toString()));
        assertTrue(errors.toString().startsWith("tidemark: no such file"), errors.toString());
        assertFalse(errors.toString().contains("\tat "), errors.toString());
        assertEquals(1, run("--debug", "load", folder.resolve("none.lp").toString()));
        assertTrue(errors.toString().contains("\tat "), errors.toString());
        assertEquals(1, run("sql", "SELECT 1", "--url", "http://127.0.0.1:1"));
        assertTrue(errors.toString().contains("no server answers at"), errors.toString());
    }

    @Test
    void whatIsGeneratedCanBeLoadedAndAsked() throws Exception {
        Path file = folder.resolve("cpu.lp");
        assertEquals(
                0,
                run(
                        "generate",
                        "--scale=10",
                        "--end=2016-01-01T01:00:00Z",
                        "--order=late",
                        "--late-fraction=0.2",
                        "--late-min=1m",
                        "--late-max=10m",
                        "--output=" + file));
        assertTrue(errors.toString().contains("generated 3,600 rows"), errors.toString());
        assertEquals(3_600, Files.readAllLines(file).size());
        Configuration configuration = anyPorts(folder.resolve("data"));
        try (Server server = Server.start(configuration)) {
            String url = "http://127.0.0.1:" + server.ports().http();
            String tcp = "127.0.0.1:" + server.ports().line();
            assertEquals(0, run("load", file.toString(), "--tcp", tcp, "--url", url, "--wait"));
            assertTrue(out.toString().contains("visible: 3,600 rows"), out.toString());
            assertEquals(0, run("load", file.toString(), "--http", "--url", url, "--wait"));
            out.getBuffer().setLength(0);
            assertEquals(0, run("sql", "SELECT count(), 'x' AS t FROM cpu", "--url", url));
            String[] lines = out.toString().lines().toArray(String[]::new);
            assertEquals(" count | t", lines[0]);
            assertEquals("-------+---", lines[1]);
            assertEquals("  7200 | x", lines[2]);
            assertTrue(lines[3].startsWith("(1 row, "), lines[3]);
            assertEquals(1, run("sql", "SELECT nothing FROM cpu", "--url", url));
            assertTrue(errors.toString().contains("(at character 7)"), errors.toString());
        }
    }

    @Test
    void theDemoRunsAndLeavesNothing() {
        assertEquals(0, run("demo", "--rows=20000"), errors::toString);
        assertTrue(out.toString().contains("20,000 rows"), out.toString());
        assertTrue(out.toString().contains("bytes a row"), out.toString());
    }

    private int run(String... arguments) {
        CommandLine commandLine = Main.commandLine(arguments);
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(errors, true));
        return commandLine.execute(arguments);
    }
}
