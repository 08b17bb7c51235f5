package dev.tidemark.server.warmup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.catalog.StoreOptions;
import dev.tidemark.ingest.parse.LineStream;
import dev.tidemark.ingest.parse.ParserOptions;
import dev.tidemark.sql.Database;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalLinesTest {
    private static final int LAST_TIME_DIGITS = 19;

    @TempDir private Path folder;

    @Test
    void everyLineIsARow() throws Exception {
        RehearsalLines lines = new RehearsalLines(0);
        try (Database database = Database.open(StoreOptions.of(folder).withReserve(0));
                LineStream stream =
                        new LineStream(
                                database.store(),
                                ParserOptions.defaults(),
                                (_, batch) -> batch.release(),
                                error -> {
                                    throw new AssertionError(error);
                                },
                                LineStream.DEFAULT_MAX_LINE_BYTES)) {
            for (int round = 1; round <= 2; round++) {
                assertTrue(stream.receive(lines.next()));
                stream.handOver();
                assertEquals((long) round * RehearsalLines.ROWS, stream.rowCount());
            }
        }
    }

    @Test
    void timesAreSharedAtFirstAndEachRoundIsLaterThanTheOneBefore() {
        RehearsalLines lines = new RehearsalLines(1);
        List<Long> first = times(lines.next());
        List<Long> second = times(lines.next());
        Set<Long> different = new HashSet<>(first);
        assertEquals(first.stream().sorted().toList(), first);
        assertTrue(different.size() < RehearsalLines.ROWS / 2, "most rows share their time");
        assertTrue(different.size() > RehearsalLines.ROWS / 5, "others have one of their own");
        assertTrue(second.getFirst() > first.getLast());
    }

    private static List<Long> times(ByteBuffer lines) {
        return StandardCharsets.US_ASCII
                .decode(lines)
                .toString()
                .lines()
                .map(line -> Long.parseLong(line.substring(line.length() - LAST_TIME_DIGITS)))
                .toList();
    }
}
