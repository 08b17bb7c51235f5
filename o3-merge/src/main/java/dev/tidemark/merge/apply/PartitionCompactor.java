package dev.tidemark.merge.apply;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.table.Compactor;
import dev.tidemark.core.table.PartitionChange;
import dev.tidemark.core.table.PartitionState;
import dev.tidemark.core.table.Piece;
import dev.tidemark.core.table.RowRun;
import dev.tidemark.core.table.SealedPartition;
import dev.tidemark.core.type.TableSchema;
import dev.tidemark.merge.plan.CostModel;
import dev.tidemark.merge.plan.PlanStep;
import dev.tidemark.merge.plan.RewritePlanner;
import dev.tidemark.merge.sort.RowSorter;
import dev.tidemark.merge.sort.ScratchMemory;
import dev.tidemark.merge.sort.StagedRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Merges all levels of a partition into one piece, on the calling thread alone. What is held in
 * memory at a time is bounded by the cost model's {@link CostModel#maxMergeRows}; it is kept for
 * the next partition.
 *
 * <p>Thread-safe; one partition is compacted at a time.
 */
final class PartitionCompactor implements Compactor {
    private final CostModel model;
    private final ScratchMemory memory = new ScratchMemory();

    PartitionCompactor(CostModel model) {
        this.model = model;
    }

    @Override
    public synchronized PartitionChange compact(Task task) throws IOException {
        try {
            return mergeAll(task);
        } finally {
            memory.takeBackAll();
        }
    }

    private PartitionChange mergeAll(Task task) throws IOException {
        TableSchema schema = task.schema();
        SealedPartition partition = task.partition();
        PartitionState state = partition.state();
        Function<Piece, RowRun> runs = partition::run;
        Vector decoded = new Vector(schema.timestampType());
        SealedSearch search = new SealedSearch(runs, schema.timestampIndex(), decoded);
        BlockRecipes recipes =
                new BlockRecipes(runs, schema.timestampIndex(), new long[0], decoded, memory);
        List<GroupedCopies> columns = columns(schema);
        BlockWorkspace workspace = new BlockWorkspace(memory);
        for (PlanStep step : RewritePlanner.plan(model, state.levels(), search)) {
            recipes.add(step);
            write(recipes.takeFull(), columns, workspace, task);
        }
        write(recipes.takeAll(), columns, workspace, task);
        return change(state);
    }

    /** Writes blocks column by column; as only one is written at a time, all use one workspace. */
    private static void write(
            List<BlockRecipe> recipes,
            List<GroupedCopies> columns,
            BlockWorkspace workspace,
            Task task)
            throws IOException {
        for (GroupedCopies column : columns) {
            int columnIndex = column.column().columnIndex();
            BlockWriter writer = new BlockWriter(column, workspace);
            for (BlockRecipe recipe : recipes) {
                writer.write(recipe, block -> task.appender().append(columnIndex, block));
            }
        }
    }

    /** The columns, of which no row is staged. */
    private List<GroupedCopies> columns(TableSchema schema) {
        StagedRows none = StagedRows.sort(List.of(), new RowSorter(memory));
        List<GroupedCopies> columns = new ArrayList<>();
        for (int index = 0; index < schema.columnCount(); index++) {
            StagedColumn column = new StagedColumn(none, index, schema.column(index).type());
            columns.add(new GroupedCopies(column, none, memory, List.of()));
        }
        return columns;
    }

    private static PartitionChange change(PartitionState state) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (List<Piece> level : state.levels()) {
            min = Math.min(min, level.getFirst().minTimestamp());
            max = Math.max(max, level.getLast().maxTimestamp());
        }
        Piece all = new Piece(0, state.rowCount(), min, max);
        return new PartitionChange(state.floor(), List.of(List.of(all)), all.rowCount());
    }
}
