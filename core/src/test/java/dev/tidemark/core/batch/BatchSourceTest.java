package dev.tidemark.core.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.memory.MemoryPool;
import dev.tidemark.core.type.ColumnDefinition;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.PartitionUnit;
import dev.tidemark.core.type.TableSchema;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Batches of one source inherit what can be used again, and nothing else. */
class BatchSourceTest {
    @Test
    void aBatchInheritsStageAndRoom() {
        try (MemoryPool pool = new MemoryPool(1L << 30)) {
            BatchSource source = new BatchSource(pool);
            Batch first = source.next(schema());
            RowStage stage = first.stage();
            assertEquals(RowStage.ROWS, first.capacityRows());
            fill(first, 1_000);
            first.freeze();
            Batch second = source.next(schema());
            assertSame(stage, second.stage());
            assertEquals(1_024, second.capacityRows());
            second.release();
            assertEquals(RowStage.ROWS, source.next(schema()).capacityRows());
        }
    }

    @Test
    void roomIsThatOfTheBatchBefore() {
        try (MemoryPool pool = new MemoryPool(1L << 30)) {
            for (int rows = 1; rows < Batch.MAX_ROWS; rows += 1 + rows / 3) {
                int capacity = Batch.capacityFor(rows);
                assertTrue(capacity >= rows && (capacity < 2 * rows || capacity == RowStage.ROWS));
                BatchSource source = new BatchSource(pool);
                Batch first = source.next(schema());
                fill(first, rows);
                first.freeze();
                long usedBytes = pool.usedBytes();
                Batch second = source.next(schema());
                long roomBytes = pool.usedBytes() - usedBytes;
                fill(second, rows);
                second.freeze();
                assertEquals(roomBytes, pool.usedBytes() - usedBytes);
                first.release();
                second.release();
            }
        }
    }

    @Test
    void cellsOfAnAbandonedBatchAreNotInherited() {
        try (MemoryPool pool = new MemoryPool(1L << 30)) {
            BatchSource source = new BatchSource(pool);
            Batch abandoned = source.next(schema());
            fill(abandoned, 3);
            abandoned.stage().markAll(new Lanes(new int[] {1}));
            abandoned.release();
            Batch next = source.next(schema());
            next.column(0).putLong(5);
            next.endRow();
            next.freeze();
            assertEquals(1, next.rowCount());
            assertTrue(next.column(1).isNull(0));
            next.release();
        }
    }

    @Test
    void aWiderTableGetsANewStage() {
        try (MemoryPool pool = new MemoryPool(1L << 30)) {
            BatchSource source = new BatchSource(pool);
            Batch first = source.next(schema());
            RowStage stage = first.stage();
            first.freeze();
            Batch wider = source.next(schema().withColumn("more", ColumnType.DOUBLE));
            assertNotSame(stage, wider.stage());
            wider.column(2).putDouble(0.5);
            wider.column(0).putLong(1);
            wider.endRow();
            wider.freeze();
            assertEquals(0.5, wider.column(2).doubleAt(0));
        }
    }

    @Test
    void twoBatchesAtATimeAreRefused() {
        try (MemoryPool pool = new MemoryPool(1L << 30)) {
            BatchSource source = new BatchSource(pool);
            Batch first = source.next(schema());
            assertThrows(IllegalStateException.class, () -> source.next(schema()));
            first.freeze();
            source.next(schema()).release();
        }
    }

    private static void fill(Batch batch, int rows) {
        for (int row = 0; row < rows; row++) {
            batch.column(0).putLong(row);
            batch.column(1).putLong(row % 100);
            batch.endRow();
        }
    }

    private static TableSchema schema() {
        return new TableSchema(
                "t",
                1,
                List.of(
                        new ColumnDefinition(0, "timestamp", ColumnType.TIMESTAMP),
                        new ColumnDefinition(1, "value", ColumnType.LONG)),
                0,
                PartitionUnit.DAY);
    }
}
