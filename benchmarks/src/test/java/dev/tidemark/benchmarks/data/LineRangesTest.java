package dev.tidemark.benchmarks.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineRangesTest {

    @TempDir private Path folder;

    private LineRanges cut(String text, LineRanges.Limits limits) throws IOException {
        Path file = folder.resolve("lines");
        Files.writeString(file, text);
        return LineRanges.cut(file, limits);
    }

    @Test
    void aPortionEndsWithTheLineThatReachesALimit() throws IOException {
        assertEquals(
                List.of(new LineRanges.Range(0, 5, 2), new LineRanges.Range(5, 3, 1)),
                cut("a\nbb\ncc\n", LineRanges.Limits.ofLines(2)).ranges());
        assertEquals(
                List.of(new LineRanges.Range(0, 5, 2), new LineRanges.Range(5, 3, 1)),
                cut("a\nbb\ncc\n", LineRanges.Limits.ofBytes(3)).ranges());
        assertTrue(cut("", LineRanges.Limits.ofLines(1)).ranges().isEmpty());
    }

    @Test
    void portionsCoverTheFileAcrossBuffers() throws IOException {
        String line = "x".repeat(999) + "\n";
        LineRanges ranges = cut(line.repeat(2_500), LineRanges.Limits.ofLines(7));
        assertEquals(2_500, ranges.lines());
        assertEquals(2_500_000, ranges.lengthBytes());
        long next = 0;
        for (LineRanges.Range range : ranges.ranges()) {
            assertEquals(next, range.position());
            assertEquals(range.lines() * 1_000L, range.lengthBytes());
            next += range.lengthBytes();
        }
        assertEquals(1, ranges.ranges().getLast().lines());
    }
}
