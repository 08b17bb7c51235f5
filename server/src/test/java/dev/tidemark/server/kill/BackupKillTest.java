package dev.tidemark.server.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.backup.Restore;
import dev.tidemark.core.catalog.Store;
import dev.tidemark.server.Ports;
import dev.tidemark.server.admin.AdminClient;
import dev.tidemark.server.admin.Report;
import dev.tidemark.sql.Database;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is killed in the middle of a backup: what it had begun never counts, the backup
 * before stays whole, and the next one is whole as well and copies only what is new. Guards the
 * invariants 2 and 10 of {@code dev.tidemark.core.table}.
 */
final class BackupKillTest {
    /** Many files rather than many bytes, so that a backup takes a while. */
    private static final int DAYS = 60;

    private static final int ROWS_A_DAY = 50;
    private static final int MOST_ATTEMPTS = 20;
    private static final long DAY_SECONDS = 86_400;
    private static final long FIRST_SECOND = 1_767_225_600; // 2026-01-01

    @TempDir private Path folder = Path.of("");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private int starts;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void aBackupThatWasKilledNeverCountsAndTheNextIsWhole() throws Exception {
        ServerClasses classes = ServerClasses.pack(folder);
        Path target = folder.resolve("backups");
        long rows = 0;
        Path first;
        try (ServerProcess server = start(classes)) {
            rows += write(server.awaitReady(), 0);
            Report report = backup(target);
            assertTrue(report.text().contains(" 0 bytes reused"), report.text());
            first = newest(target);
            server.kill();
        }
        int attempts = 0;
        boolean killedInTheMiddle = false;
        while (!killedInTheMiddle) {
            assertTrue(++attempts < MOST_ATTEMPTS, "every backup was quicker than its end");
            Path before = newest(target);
            try (ServerProcess server = start(classes)) {
                rows += write(server.awaitReady(), attempts);
                Future<Report> backup = threads.submit(() -> backup(target));
                while (!isUnfinished(target) && !backup.isDone()) {
                    Thread.onSpinWait();
                }
                server.kill();
            }
            killedInTheMiddle = isUnfinished(target) && newest(target).equals(before);
        }
        assertTrue(Store.check(first).isClean());
        try (ServerProcess server = start(classes)) {
            server.awaitReady();
            String text = backup(target).text();
            long copied = number(text, " bytes copied");
            long reused = number(text, " bytes reused");
            assertTrue(copied > 0 && reused > copied / (2L * attempts), text);
            assertEquals(0, server.stop());
        }
        assertFalse(isUnfinished(target));
        Restore.Outcome outcome = Store.restore(target, folder.resolve("restored"));
        assertEquals(List.of(), outcome.check().damage());
        try (Database database = Database.open(outcome.restored())) {
            assertEquals(rows, database.execute("SELECT * FROM t"));
        }
        threads.shutdown();
    }

    private Report backup(Path target) throws IOException, InterruptedException {
        return AdminClient.find(folder.resolve("data"))
                .orElseThrow()
                .run("/backup", Map.of("target", target.toString(), "full", "false", "keep", "0"))
                .orElseThrow();
    }

    /** Writes rows into days of their own, and returns how many when they are acknowledged. */
    private static long write(Ports ports, int part) throws IOException, InterruptedException {
        StringBuilder lines = new StringBuilder();
        for (int day = 0; day < DAYS; day++) {
            long second = FIRST_SECOND + (part * DAYS + day) * DAY_SECONDS;
            for (int row = 0; row < ROWS_A_DAY; row++) {
                lines.append("t,host=h%d v=%d.5 %d000000000\n".formatted(row % 7, row, second++));
            }
        }
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:%d/write".formatted(ports.http())))
                        .POST(HttpRequest.BodyPublishers.ofString(lines.toString()))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertEquals(
                    204, client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
        }
        return (long) DAYS * ROWS_A_DAY;
    }

    private static boolean isUnfinished(Path target) throws IOException {
        try (Stream<Path> entries = Files.list(target)) {
            return entries.anyMatch(entry -> entry.toString().endsWith(".unfinished"));
        }
    }

    private static Path newest(Path target) throws IOException {
        try (Stream<Path> entries = Files.list(target)) {
            Optional<Path> newest =
                    entries.filter(entry -> entry.toString().endsWith("Z")).max(Path::compareTo);
            return newest.orElseThrow();
        }
    }

    /** The number before some words. */
    private static long number(String text, String words) {
        Matcher number = Pattern.compile("([\\d,]+)" + words).matcher(text);
        assertTrue(number.find(), text);
        return Long.parseLong(number.group(1).replace(",", ""));
    }

    private ServerProcess start(ServerClasses classes) throws IOException {
        starts++;
        return ServerProcess.start(
                classes, folder.resolve("data"), folder.resolve("output-" + starts + ".txt"));
    }
}
