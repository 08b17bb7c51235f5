package dev.tidemark.core.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.table.PartitionState;
import dev.tidemark.core.table.Piece;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompactionPolicyTest {
    private static final long QUIET_NANOS = 1_000_000;

    private final CompactionPolicy policy = new CompactionPolicy(new CompactionOptions(1, 1));

    @Test
    void whatIsReadAsFastAsOnePieceIsLeft() {
        Piece large = new Piece(0, 1 << 20, 0, 100);
        Piece next = new Piece((1 << 20) + 1_000, 1 << 20, 100, 200);
        assertFalse(CompactionPolicy.isWorthwhile(state(1, 0, large.endRow(), large)));
        assertFalse(CompactionPolicy.isWorthwhile(state(1, 0, next.endRow(), large, next)));
        assertTrue(CompactionPolicy.isWorthwhile(state(1, 0, 2 * large.endRow(), large)));
        assertTrue(
                CompactionPolicy.isWorthwhile(
                        state(1, 0, 20, new Piece(0, 10, 0, 1), new Piece(10, 10, 1, 2))));
        assertFalse(CompactionPolicy.isWorthwhile(PartitionState.empty(0, 1)));
        assertTrue(
                CompactionPolicy.isWorthwhile(
                        new PartitionState(
                                0,
                                1,
                                0,
                                next.endRow(),
                                List.of(List.of(large), List.of(next)),
                                Map.of())));
    }

    @Test
    void aFewLateRowsWaitLongerWithEachGeneration() {
        Piece piece = new Piece(0, 1_000, 0, 100);
        assertEquals(QUIET_NANOS, policy.quietNanos(state(1, 0, 1_000, piece)));
        assertEquals(QUIET_NANOS, policy.quietNanos(state(7, 1_000, 1_250, piece)));
        assertEquals(QUIET_NANOS << 7, policy.quietNanos(state(7, 1_000, 1_249, piece)));
        assertEquals(QUIET_NANOS << 20, policy.quietNanos(state(99, 1_000, 1_001, piece)));
    }

    private static PartitionState state(
            int generation, long compactedRows, long fileRows, Piece... level) {
        return new PartitionState(
                0, generation, compactedRows, fileRows, List.of(List.of(level)), Map.of());
    }
}
