package dev.tidemark.benchmarks.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.tsbs.generate.UseCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderTest {

    private static final int ROWS = 20_000;
    private static final long SEED = 7;

    @TempDir private Path folder;

    private List<String> lines(Order order) throws IOException {
        DataSet rows = new DataSet(UseCase.CPU_ONLY, ROWS, order.arrival(), SEED);
        try (DataFile file = DataFile.write(rows, folder)) {
            assertEquals(ROWS, file.rows());
            assertEquals(Files.size(file.path()), file.lengthBytes());
            return Files.readAllLines(file.path());
        }
    }

    private static long timestamp(String line) {
        return Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
    }

    @ParameterizedTest
    @EnumSource
    void everyOrderHasTheSameRows(Order order) throws IOException {
        assertEquals(
                lines(Order.IN_ORDER).stream().sorted().toList(),
                lines(order).stream().sorted().toList());
    }

    @Test
    void eachOrderHasItsKeyProperty() throws IOException {
        List<Long> sorted = timestamps(Order.IN_ORDER);
        assertEquals(sorted.stream().sorted().toList(), sorted);
        assertEquals(sorted.reversed(), timestamps(Order.REVERSED));
        assertEquals(timestamps(Order.OUTSIDE_IN).reversed(), timestamps(Order.INSIDE_OUT));
        List<Long> outside = timestamps(Order.OUTSIDE_IN);
        assertEquals(sorted.getFirst(), outside.getFirst());
        assertEquals(sorted.getLast(), outside.get(1));
        // Passes over the whole range: as many falls as there are passes, less one.
        assertEquals(1, falls(timestamps(Order.ODDS_THEN_EVENS)));
        assertEquals(9, falls(timestamps(Order.SAWTOOTH)));
        assertTrue(falls(timestamps(Order.SHUFFLED)) > ROWS / 3, "shuffled");
        int late = falls(timestamps(Order.LATE));
        assertTrue(late > 0 && late < ROWS / 40, "late: " + late);
        assertTrue(falls(timestamps(Order.JITTER)) > ROWS / 10, "jitter");
    }

    private List<Long> timestamps(Order order) throws IOException {
        return lines(order).stream().map(OrderTest::timestamp).toList();
    }

    private static int falls(List<Long> timestamps) {
        return (int)
                IntStream.range(1, timestamps.size())
                        .filter(index -> timestamps.get(index) < timestamps.get(index - 1))
                        .count();
    }
}
