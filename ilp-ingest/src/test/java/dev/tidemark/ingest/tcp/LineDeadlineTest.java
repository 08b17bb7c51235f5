package dev.tidemark.ingest.tcp;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LineDeadlineTest {
    private static final long SECOND = 1_000_000_000L;

    private final LineDeadline deadline = new LineDeadline(2);

    @Test
    void aLineThatGrowsForTooLongIsLate() {
        assertFalse(deadline.isOver(false, 1, 7));
        assertFalse(deadline.isOver(false, 2, 7 + 2 * SECOND));
        assertTrue(deadline.isOver(false, 3, 8 + 2 * SECOND));
    }

    @Test
    void eachLineHasItsOwnTime() {
        for (long now = 0; now < 20 * SECOND; now += SECOND) {
            assertFalse(deadline.isOver(true, 5, now));
        }
        assertFalse(deadline.isOver(false, 6, 21 * SECOND));
        assertTrue(deadline.isOver(false, 7, 22 * SECOND));
    }

    @Test
    void silenceBetweenLinesDoesNotCount() {
        assertFalse(deadline.isOver(true, 0, 0));
        assertFalse(deadline.isOver(false, 4, 100 * SECOND));
        assertFalse(deadline.isOver(true, 0, 101 * SECOND));
    }

    @Test
    void timeInWhichTheServerDidNotReadDoesNotCount() {
        assertFalse(deadline.isOver(false, 4, 0));
        deadline.restart();
        assertFalse(deadline.isOver(false, 5, 100 * SECOND));
        assertTrue(deadline.isOver(false, 6, 103 * SECOND));
    }
}
