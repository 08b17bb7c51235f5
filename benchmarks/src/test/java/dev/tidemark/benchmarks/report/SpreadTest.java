package dev.tidemark.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void theMedianIsTheMiddleOrTheMeanOfTwo() {
        assertEquals(Optional.empty(), Spread.of());
        assertEquals(Optional.of(new Spread(4, 4, 4, 1)), Spread.of(4));
        assertEquals(Optional.of(new Spread(3, 2, 4, 2)), Spread.of(4, 2));
        assertEquals(Optional.of(new Spread(2, 1, 9, 3)), Spread.of(9, 1, 2));
        assertEquals(Optional.of(new Spread(2.5, 1, 9, 4)), Spread.of(9, 1, 2, 3));
    }

    @Test
    void percentilesAreValuesThatOccurred() {
        long[] hundred = LongStream.rangeClosed(1, 100).toArray();
        assertEquals(50, Spread.percentile(hundred, 0.5));
        assertEquals(99, Spread.percentile(hundred, 0.99));
        assertEquals(100, Spread.percentile(hundred, 1));
        assertEquals(1, Spread.percentile(hundred, 1e-9));
        assertEquals(7, Spread.percentile(new long[] {7}, 0.99));
        assertEquals(8, Spread.percentile(new long[] {7, 8}, 0.51));
    }
}
