package dev.tidemark.merge.apply;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.table.Compactor;
import dev.tidemark.core.table.Deduplication;
import dev.tidemark.core.table.HiddenRows;
import dev.tidemark.core.table.PartitionAppender;
import dev.tidemark.core.table.PartitionChange;
import dev.tidemark.core.table.Piece;
import dev.tidemark.core.table.RowRun;
import dev.tidemark.core.table.SealedPartition;
import dev.tidemark.core.table.Sealer;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.TableSchema;
import dev.tidemark.merge.plan.CostModel;
import dev.tidemark.merge.plan.PartitionPlan;
import dev.tidemark.merge.plan.PartitionPlanner;
import dev.tidemark.merge.plan.PlanLayout;
import dev.tidemark.merge.plan.StagedRange;
import dev.tidemark.merge.sort.RowSorter;
import dev.tidemark.merge.sort.ScratchMemory;
import dev.tidemark.merge.sort.StagedRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Seals hot rows in whatever order they came: what a partition has already stays where it is as far
 * as possible, and late rows cost what they touch.
 *
 * <p>Thread-safe; one seal runs at a time, in memory that is kept for the next one. The calling
 * thread works as well, so a seal may run on a thread of the pool itself; it waits for all its
 * workers before it returns or throws.
 */
public final class OutOfOrderSealer implements Sealer {
    /** What writing a text costs, in 64-bit words: it is copied by a call of its own. */
    private static final int TEXT_COST = 8;

    private final CostModel model;
    private final ColumnWorkers workers;
    private final ScratchMemory memory = new ScratchMemory();
    private final RowSorter sorter = new RowSorter(memory);

    /**
     * A sealer with the standard cost model.
     *
     * @param pool runs the columns of large seals; stays the caller's to shut down
     * @param parallelism threads that work on one seal at most, the calling one included
     */
    public OutOfOrderSealer(ExecutorService pool, int parallelism) {
        this(pool, parallelism, CostModel.standard());
    }

    /** A sealer with a cost model of its own. */
    public OutOfOrderSealer(ExecutorService pool, int parallelism, CostModel model) {
        this.model = model;
        this.workers = new ColumnWorkers(pool, parallelism);
    }

    @Override
    public Optional<Compactor> compactor() {
        return Optional.of(new PartitionCompactor(model));
    }

    @Override
    public synchronized List<PartitionChange> seal(Task task) throws IOException {
        try {
            return sealRows(task);
        } finally {
            memory.takeBackAll();
        }
    }

    private List<PartitionChange> sealRows(Task task) throws IOException {
        StagedRows staged = StagedRows.sort(task.hotRuns(), sorter);
        HiddenRows hidden = replacedRows(task, staged);
        if (hidden.hidesHot()) {
            staged.leaveOut(hidden);
        }
        List<PartitionSeal> seals = prepareAll(task, staged, hidden);
        workers.run(units(task.schema(), staged, seals), memory);
        return seals.stream().map(PartitionSeal::change).toList();
    }

    /** Plans the partitions, each on one thread. */
    private List<PartitionSeal> prepareAll(Task task, StagedRows staged, HiddenRows hidden)
            throws IOException {
        List<StagedRange> ranges = cutByPartition(task.schema(), staged);
        PartitionSeal[] seals = new PartitionSeal[ranges.size()];
        List<ColumnWorkers.Unit> units = new ArrayList<>();
        for (int index = 0; index < seals.length; index++) {
            int partition = index;
            StagedRange range = ranges.get(index);
            units.add(
                    new ColumnWorkers.Unit(
                            range.rowCount(),
                            1,
                            (_, _, _) -> seals[partition] = prepare(task, staged, range, hidden)));
        }
        workers.run(units, memory);
        return List.of(seals);
    }

    private static HiddenRows replacedRows(Task task, StagedRows staged) {
        if (task.schema().deduplicationKeys().isEmpty()) {
            return HiddenRows.NONE;
        }
        List<SealedPartition> partitions = new ArrayList<>();
        for (StagedRange range : cutByPartition(task.schema(), staged)) {
            long floor = task.schema().partitionFloor(staged.timestamps()[range.from()]);
            task.partition(floor).ifPresent(partitions::add);
        }
        return Deduplication.forSealing(task.schema(), task.hotRuns(), partitions);
    }

    private static List<StagedRange> cutByPartition(TableSchema schema, StagedRows staged) {
        List<StagedRange> ranges = new ArrayList<>();
        int from = 0;
        while (from < staged.rowCount()) {
            long floor = schema.partitionFloor(staged.timestamps()[from]);
            long next = schema.partitionUnit().next(floor, schema.timestampType());
            // The last partition has no end: Long.MAX_VALUE is one of its timestamps.
            int to = next == Long.MAX_VALUE ? staged.rowCount() : staged.lowerBound(from, next);
            ranges.add(new StagedRange(from, to));
            from = to;
        }
        return ranges;
    }

    private PartitionSeal prepare(
            Task task, StagedRows staged, StagedRange range, HiddenRows hidden) throws IOException {
        TableSchema schema = task.schema();
        long floor = schema.partitionFloor(staged.timestamps()[range.from()]);
        Optional<SealedPartition> partition = task.partition(floor);
        PartitionAppender appender = task.appender(floor);
        List<List<Piece>> levels =
                partition.map(sealed -> sealed.state().levels()).orElse(List.of());
        Function<Piece, RowRun> runs = piece -> partition.orElseThrow().run(piece);
        Vector decoded = new Vector(schema.timestampType());
        SealedSearch search = new SealedSearch(runs, schema.timestampIndex(), decoded);
        List<List<Piece>> visible =
                levels.stream().map(level -> withoutHidden(level, hidden, search)).toList();
        PartitionPlan plan =
                PartitionPlanner.plan(
                        model,
                        new PartitionPlanner.SealedRows(
                                visible, search, appender.firstRow(), !visible.equals(levels)),
                        staged.timestamps(),
                        range);
        PlanLayout layout = PlanLayout.of(plan, appender.firstRow());
        BlockRecipes recipes =
                new BlockRecipes(
                        runs, schema.timestampIndex(), staged.timestamps(), decoded, memory);
        layout.writes().forEach(recipes::add);
        return new PartitionSeal(floor, appender, layout, recipes.takeAll());
    }

    /** Cuts hidden rows out of the pieces of a level. */
    private static List<Piece> withoutHidden(
            List<Piece> level, HiddenRows hidden, SealedSearch search) {
        List<Piece> visible = new ArrayList<>();
        for (Piece piece : level) {
            for (HiddenRows.Range range : hidden.visible(piece)) {
                boolean isWhole = range.to() - range.from() == piece.rowCount();
                visible.add(isWhole ? piece : search.part(piece, range.from(), range.to()));
            }
        }
        return visible;
    }

    /** A unit for each column and partition, a part for each block; expensive columns first. */
    private List<ColumnWorkers.Unit> units(
            TableSchema schema, StagedRows staged, List<PartitionSeal> seals) {
        List<BlockRecipe> recipes =
                seals.stream().flatMap(seal -> seal.recipes().stream()).toList();
        List<ColumnWorkers.Unit> units = new ArrayList<>();
        IntStream.range(0, schema.columnCount())
                .boxed()
                .sorted(Comparator.comparingInt(index -> -costPerRow(schema.column(index).type())))
                .map(index -> new StagedColumn(staged, index, schema.column(index).type()))
                .forEach(column -> {
                    // All partitions of a column in turn: they need the same copies.
                    GroupedCopies copies = new GroupedCopies(column, staged, memory, recipes);
                    for (PartitionSeal seal : seals) {
                        if (!seal.recipes().isEmpty()) {
                            units.add(unit(seal, copies));
                        }
                    }
                });
        return units;
    }

    private static ColumnWorkers.Unit unit(PartitionSeal seal, GroupedCopies copies) {
        StagedColumn column = copies.column();
        return new ColumnWorkers.Unit(
                seal.layout().appendedRows() * costPerRow(column.type()),
                seal.recipes().size(),
                (block, workspace, turn) ->
                        new BlockWriter(copies, workspace)
                                .write(
                                        seal.recipes().get(block),
                                        vector ->
                                                seal.appender()
                                                        .append(
                                                                column.columnIndex(),
                                                                vector,
                                                                turn)));
    }

    /** What a value costs to write, in 64-bit words. */
    private static int costPerRow(ColumnType type) {
        return switch (type.vectorKind()) {
            case LONGS, DOUBLES, CODES -> 1;
            case WIDE -> type.widthBytes() / Long.BYTES;
            case BYTES -> TEXT_COST;
        };
    }
}
