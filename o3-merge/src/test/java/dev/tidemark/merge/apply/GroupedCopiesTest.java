package dev.tidemark.merge.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.memory.MemoryPool;
import dev.tidemark.core.table.HotRun;
import dev.tidemark.core.type.ColumnDefinition;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.PartitionUnit;
import dev.tidemark.core.type.TableSchema;
import dev.tidemark.merge.Seeds;
import dev.tidemark.merge.sort.RowGroups;
import dev.tidemark.merge.sort.RowSorter;
import dev.tidemark.merge.sort.ScratchMemory;
import dev.tidemark.merge.sort.StagedRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Columns of every kind of vector whose rows are read from copies. */
class GroupedCopiesTest {
    private static final int ROWS = 4 * RowGroups.GROUP_ROWS + 1_000;
    private static final int BLOCK_ROWS = 50_000;

    private static final List<ColumnType> TYPES =
            List.of(
                    ColumnType.TIMESTAMP,
                    ColumnType.SHORT,
                    ColumnType.FLOAT,
                    ColumnType.LONG256,
                    ColumnType.VARCHAR);

    private final ScratchMemory memory = new ScratchMemory();
    private final Random random = Seeds.random("GroupedCopiesTest");
    private final List<Batch> batches = new ArrayList<>();
    private int[] timeOfNumber = {};

    @Test
    void everyRowIsReadFromItsSlice() throws IOException {
        timeOfNumber = shuffledTimes(ROWS);
        everyRowIsRead(StagedRows.Reading.BY_GROUPS);
    }

    @Test
    void rowsThatArrivedAlmostInOrderAreReadFromBetweenTheirNeighbours() throws IOException {
        timeOfNumber = shuffledTimes(3_000);
        everyRowIsRead(StagedRows.Reading.BY_SPANS);
    }

    @Test
    void aFewRowsFarFromTheirNeighboursMayBeAmongThem() throws IOException {
        timeOfNumber = shuffledTimes(3_000);
        // Rows of the first block arrive late, all others hardly.
        for (int late = 10; late > 0; late--) {
            moveBack(timeOfNumber, late * 1_000, late * 12_000);
        }
        everyRowIsRead(StagedRows.Reading.BY_SPANS);
    }

    private void everyRowIsRead(StagedRows.Reading reading) throws IOException {
        try (MemoryPool pool = new MemoryPool(Long.MAX_VALUE)) {
            StagedRows staged = StagedRows.sort(hotRuns(pool), new RowSorter(memory));
            assertEquals(reading, staged.reading());
            List<BlockRecipe> recipes = recipes();
            for (int index = 0; index < TYPES.size(); index++) {
                StagedColumn column = new StagedColumn(staged, index, TYPES.get(index));
                for (int groups = 1; groups <= 3; groups += 2) {
                    GroupedCopies copies =
                            new GroupedCopies(
                                    column, staged, memory, recipes, groups * RowGroups.GROUP_ROWS);
                    check(index, copies, recipes);
                }
            }
            batches.forEach(Batch::release);
        }
    }

    private void check(int columnIndex, GroupedCopies copies, List<BlockRecipe> recipes)
            throws IOException {
        int[] numberOfTime = new int[ROWS];
        for (int number = 0; number < ROWS; number++) {
            numberOfTime[timeOfNumber[number]] = number;
        }
        int[] next = {0};
        for (BlockRecipe recipe : recipes) {
            new BlockWriter(copies, new BlockWorkspace(memory))
                    .write(
                            recipe,
                            block -> {
                                for (int row = 0; row < block.length(); row++) {
                                    check(columnIndex, block, row, numberOfTime[next[0]++]);
                                }
                            });
        }
        assertEquals(ROWS, next[0]);
    }

    private void check(int columnIndex, Vector block, int row, int number) {
        assertEquals(isNull(columnIndex, number), block.isNull(row));
        if (block.isNull(row)) {
            return;
        }
        boolean same =
                switch (columnIndex) {
                    case 0 -> block.longs()[row] == timeOfNumber[number];
                    case 1 -> block.longs()[row] == (short) number;
                    case 2 -> block.doubles()[row] == number / 4.0f;
                    case 3 ->
                            IntStream.range(0, 4)
                                    .allMatch(word ->
                                            block.longs()[4 * row + word] == number * 4L + word);
                    default -> text(number).equals(textAt(block, row));
                };
        assertTrue(same, () -> "column " + columnIndex + " of row " + number);
    }

    private static String textAt(Vector block, int row) {
        int start = block.offsets()[row];
        int end = block.offsets()[row + 1];
        return new String(
                block.bytes(), start, end - start, java.nio.charset.StandardCharsets.UTF_8);
    }

    /** Blocks in time order; some have rows of two sources. */
    private static List<BlockRecipe> recipes() {
        List<BlockRecipe> recipes = new ArrayList<>();
        for (int from = 0; from < ROWS; from += BLOCK_ROWS) {
            int rows = Math.min(BLOCK_ROWS, ROWS - from);
            BlockRecipe.Source whole = new BlockRecipe.Staged(from, rows);
            List<BlockRecipe.Source> sources =
                    recipes.size() % 2 == 0
                            ? List.of(whole)
                            : List.of(whole.part(0, 7), whole.part(7, rows - 7));
            recipes.add(new BlockRecipe(sources, null));
        }
        return recipes;
    }

    private List<HotRun> hotRuns(MemoryPool pool) {
        List<ColumnDefinition> columns = new ArrayList<>();
        for (int index = 0; index < TYPES.size(); index++) {
            columns.add(new ColumnDefinition(index, "c" + index, TYPES.get(index)));
        }
        TableSchema whole = new TableSchema("t", 2, columns, 0, PartitionUnit.NONE);
        // The first batch is older than the last column.
        TableSchema older = new TableSchema("t", 1, columns.subList(0, 4), 0, PartitionUnit.NONE);
        List<HotRun> runs = new ArrayList<>();
        for (int first = 0; first < ROWS; first += Batch.MAX_ROWS) {
            Batch batch = new Batch(first == 0 ? older : whole, pool, Batch.MAX_ROWS);
            for (int number = first; number < Math.min(ROWS, first + Batch.MAX_ROWS); number++) {
                put(batch, number);
                batch.endRow();
            }
            batch.freeze();
            batches.add(batch);
            runs.add(new HotRun(batch, runs.size() + 1, runs.size() + 1, Map.of()));
        }
        return runs;
    }

    private void put(Batch batch, int number) {
        batch.column(0).putLong(timeOfNumber[number]);
        if (!isNull(1, number)) {
            batch.column(1).putLong((short) number);
        }
        if (!isNull(2, number)) {
            batch.column(2).putDouble(number / 4.0f);
        }
        if (!isNull(3, number)) {
            for (int word = 0; word < 4; word++) {
                batch.column(3).putWord(word, number * 4L + word);
            }
        }
        if (!isNull(4, number)) {
            Cells.put(text(number), batch.column(4));
        }
    }

    private static boolean isNull(int columnIndex, int number) {
        return switch (columnIndex) {
            case 0, 2 -> false;
            case 1 -> number % 5 == 0;
            case 3 -> number % 50_000 < 100;
            default -> number < Batch.MAX_ROWS || number % 3 == 0;
        };
    }

    private static String text(int number) {
        return "x".repeat(number % 40) + number;
    }

    /** Times of which each may lie so many places away from its own. */
    private int[] shuffledTimes(int distance) {
        int[] times = IntStream.range(0, ROWS).toArray();
        for (int from = 0; from < ROWS; from += distance) {
            for (int index = Math.min(ROWS, from + distance) - 1; index > from; index--) {
                swap(times, index, from + random.nextInt(index + 1 - from));
            }
        }
        return times;
    }

    private static void moveBack(int[] times, int from, int to) {
        int time = times[from];
        System.arraycopy(times, from + 1, times, from, to - from);
        times[to] = time;
    }

    private static void swap(int[] times, int index, int other) {
        int time = times[index];
        times[index] = times[other];
        times[other] = time;
    }
}
