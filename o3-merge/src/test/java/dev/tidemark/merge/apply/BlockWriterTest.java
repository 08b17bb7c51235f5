package dev.tidemark.merge.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.memory.MemoryPool;
import dev.tidemark.core.table.HotRun;
import dev.tidemark.core.type.ColumnDefinition;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.PartitionUnit;
import dev.tidemark.core.type.TableSchema;
import dev.tidemark.merge.Seeds;
import dev.tidemark.merge.sort.RowSorter;
import dev.tidemark.merge.sort.ScratchMemory;
import dev.tidemark.merge.sort.StagedRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Blocks of more text than one may have. */
class BlockWriterTest {
    private static final int ROWS = 3_000;
    private static final int LIMIT_BYTES = 2_000;

    private final Random random = Seeds.random("BlockWriterTest");
    private final TableSchema schema =
            new TableSchema(
                    "t",
                    1,
                    List.of(
                            new ColumnDefinition(1, "ts", ColumnType.TIMESTAMP),
                            new ColumnDefinition(2, "text", ColumnType.VARCHAR)),
                    0,
                    PartitionUnit.NONE);

    @Test
    void blocksOfMuchTextAreCutWhateverTheirOrder() throws IOException {
        try (MemoryPool pool = new MemoryPool(Long.MAX_VALUE)) {
            for (int order = 0; order < 4; order++) {
                int kind = order;
                Batch batch = new Batch(schema, pool, ROWS);
                @Nullable String[] expected = new String[ROWS];
                for (int row = 0; row < ROWS; row++) {
                    int time =
                            switch (kind) {
                                case 0 -> row * 7 % ROWS;
                                case 1 -> ROWS - 1 - row;
                                case 2 -> (row / 20 ^ 1) * 20 + row % 20; // runs
                                default -> row % 2 == 0 ? row / 2 : (ROWS + row) / 2;
                            };
                    String text = random.nextInt(5) == 0 ? null : "x".repeat(random.nextInt(90));
                    expected[time] = text;
                    batch.column(0).putLong(time);
                    Cells.put(text, batch.column(1));
                    batch.endRow();
                }
                batch.freeze();
                HotRun run = new HotRun(batch, 1, 1, Map.of());
                StagedRows staged = StagedRows.sort(List.of(run), new RowSorter());
                StagedColumn column =
                        new StagedColumn(staged, 1, ColumnType.VARCHAR, new TextLimit(LIMIT_BYTES));
                int[] places = interleaved();
                List<@Nullable Object> merged = new ArrayList<>();
                for (int place : places) {
                    merged.add(expected[place]);
                }
                assertEquals(Arrays.asList(expected), write(column, staged, null));
                assertEquals(merged, write(column, staged, places));
                batch.release();
            }
        }
    }

    /** Places of two halves, each in its order. */
    private int[] interleaved() {
        int[] places = new int[ROWS];
        int first = 0;
        int second = ROWS / 2;
        for (int place = 0; place < ROWS; place++) {
            boolean takeFirst = second == ROWS || (first < ROWS / 2 && random.nextBoolean());
            places[place] = takeFirst ? first++ : second++;
        }
        return places;
    }

    /** Writes the rows of a column, of which both halves are sources of one block. */
    private static List<@Nullable Object> write(
            StagedColumn column, StagedRows staged, int @Nullable [] order) throws IOException {
        BlockRecipe recipe =
                new BlockRecipe(
                        List.of(
                                new BlockRecipe.Staged(0, ROWS / 2),
                                new BlockRecipe.Staged(ROWS / 2, ROWS / 2)),
                        order);
        List<@Nullable Object> cells = new ArrayList<>();
        ScratchMemory memory = new ScratchMemory();
        GroupedCopies copies = new GroupedCopies(column, staged, memory, List.of(recipe));
        new BlockWriter(copies, new BlockWorkspace(memory))
                .write(
                        recipe,
                        block -> {
                            assertTrue(
                                    block.offsets()[block.length()] <= LIMIT_BYTES
                                            || block.length() == 1,
                                    () -> block.length() + " rows are one block");
                            for (int row = 0; row < block.length(); row++) {
                                cells.add(Cells.read(block, row));
                            }
                        });
        return cells;
    }
}
