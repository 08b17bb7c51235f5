package dev.tidemark.tsbs.line;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidemark.tsbs.Lines;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableCountsTest {

    @Test
    void countsByTable() {
        String text =
                """
                cpu,host=a v=1i 1
                cpu,host=b v=1i 1
                cpu2,host=b v=1i 1
                cp v=1 1
                cpu v=2i 5

                # nothing
                #,a=b v=1
                cpu,host=b v=1i 1
                disk\\ i\\,o,a=b v=1
                disk\\ i\\,o v=1
                cpu
                """;
        TableCounts counts = new TableCounts(Lines.of(text));
        assertEquals(text, Lines.text(counts));
        Map<String, Long> expected = Map.of("cpu", 5L, "cpu2", 1L, "cp", 1L, "disk i,o", 2L);
        assertEquals(expected, counts.rows());
        assertEquals(List.of("cpu", "cpu2", "cp", "disk i,o"), List.copyOf(counts.rows().keySet()));
    }

    @Test
    void countsOnWhenAskedInBetween() throws IOException {
        TableCounts counts = new TableCounts(Lines.of("a x=1\na x=2\nb x=3\na x=4\n"));
        ByteBuffer buffer = ByteBuffer.allocate(100);
        assertEquals(1, counts.fill(buffer, 1));
        assertEquals(Map.of("a", 1L), counts.rows());
        assertEquals(3, counts.fill(buffer, 9));
        assertEquals(Map.of("a", 3L, "b", 1L), counts.rows());
        assertEquals(0, counts.fill(buffer, 9));
    }
}
