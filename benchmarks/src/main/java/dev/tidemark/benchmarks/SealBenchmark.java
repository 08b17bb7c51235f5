package dev.tidemark.benchmarks;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.WriteTurn;
import dev.tidemark.core.column.kernel.MoveKernel;
import dev.tidemark.core.column.kernel.Picks;
import dev.tidemark.core.column.kernel.Run;
import dev.tidemark.core.column.kernel.Slots;
import dev.tidemark.core.memory.MemoryPool;
import dev.tidemark.core.table.HotRun;
import dev.tidemark.core.table.PartitionAppender;
import dev.tidemark.core.table.PartitionChange;
import dev.tidemark.core.table.SealedPartition;
import dev.tidemark.core.table.Sealer;
import dev.tidemark.core.type.ColumnDefinition;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.PartitionUnit;
import dev.tidemark.core.type.TableSchema;
import dev.tidemark.merge.apply.OutOfOrderSealer;
import dev.tidemark.merge.sort.RowSorter;
import dev.tidemark.merge.sort.StagedRows;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A seal of a million hot rows of ten 64-bit columns and a timestamp, in nanoseconds a row: the
 * sort alone, the gather of one column alone, and all of it on one thread, into an appender that
 * drops what it gets.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class SealBenchmark {
    private static final int ROWS = 1 << 20;
    private static final int COLUMNS = 10;
    private static final int HOSTS = 1_000;
    private static final long STEP_MICROS = 10_000_000;
    private static final MoveKernel MOVES = MoveKernel.best();

    /** In which order rows arrive: 1,000 hosts that report every 10 seconds. */
    public enum Arrival {
        /** By time. */
        SORTED,
        /** From two connections that take turns. */
        TWO_CONNECTIONS,
        /** Up to 5,000 rows late. */
        JITTER,
        /** One row in a hundred up to two thirds of the rows late. */
        LATE,
        /** By chance. */
        SHUFFLED
    }

    @Param public Arrival arrival = Arrival.SORTED;

    private final MemoryPool pool = new MemoryPool(Long.MAX_VALUE);
    private final ExecutorService workers = Executors.newFixedThreadPool(1);
    private final RowSorter sorter = new RowSorter();
    private final long[] timestamps = new long[ROWS];
    private final long[] sorted = new long[ROWS];
    private final int[] order = new int[ROWS];
    private final long[] gathered = new long[PartitionAppender.BLOCK_ROWS];
    private final List<HotRun> hotRuns = new ArrayList<>();
    private final List<MemorySegment> chunks = new ArrayList<>();
    private Sealer sealer = _ -> List.of();
    private MemorySegment[] firstColumn = {};
    private StagedRows staged = StagedRows.sort(List.of(), sorter);
    private final long[] copied = new long[ROWS];

    private final TableSchema schema = schema();

    @Setup(Level.Trial)
    public void fill() {
        Random random = new Random(1);
        long[] places = places(random);
        for (int row = 0; row < ROWS; row++) {
            timestamps[row] = places[row] / HOSTS * STEP_MICROS;
        }
        for (int first = 0; first < ROWS; first += Batch.MAX_ROWS) {
            Batch batch = new Batch(schema, pool, Batch.MAX_ROWS);
            for (int row = first; row < first + Batch.MAX_ROWS; row++) {
                for (int column = 0; column < COLUMNS; column++) {
                    batch.column(column).putLong(random.nextInt(100));
                }
                batch.column(COLUMNS).putLong(timestamps[row]);
                batch.endRow();
            }
            batch.freeze();
            hotRuns.add(new HotRun(batch, hotRuns.size(), hotRuns.size(), Map.of()));
            chunks.add(batch.column(0).data());
        }
        firstColumn = chunks.toArray(MemorySegment[]::new);
        staged = StagedRows.sort(hotRuns, sorter);
        sealer = new OutOfOrderSealer(workers, 1);
    }

    @TearDown(Level.Trial)
    public void close() {
        workers.shutdown();
        pool.close();
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public RowSorter.Method sort() {
        System.arraycopy(timestamps, 0, sorted, 0, ROWS);
        for (int row = 0; row < ROWS; row++) {
            order[row] = row;
        }
        return sorter.sort(sorted, ROWS, order);
    }

    /** A column of rows in no order, in two steps: dealt out to groups, gathered by groups. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long gatherColumn() {
        Slots slots = new Slots(staged.groups().places(), 0, ROWS);
        int start = 0;
        for (MemorySegment chunk : firstColumn) {
            MOVES.scatter(chunk, Long.BYTES, new Run(0, Batch.MAX_ROWS, start), slots, copied);
            start += Batch.MAX_ROWS;
        }
        long sum = 0;
        for (int from = 0; from < ROWS; from += gathered.length) {
            Picks picks = new Picks(staged.groups().sources(), from, gathered.length, 0);
            MOVES.gather(copied, 1, picks, gathered);
            sum += gathered[0];
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public List<PartitionChange> seal() throws IOException {
        return sealer.seal(new EmptyTable());
    }

    /** Where each arriving row lies in time. */
    private long[] places(Random random) {
        long[] places = new long[ROWS];
        Arrays.setAll(places, row -> row);
        switch (arrival) {
            case SORTED -> {}
            case TWO_CONNECTIONS -> {
                int half = Batch.MAX_ROWS / 2;
                for (int row = 0; row < ROWS; row++) {
                    int inBlock = row % Batch.MAX_ROWS;
                    int block = row - inBlock;
                    places[row] = block + (inBlock % half) * 2L + inBlock / half;
                }
            }
            case JITTER -> sortByDelay(places, _ -> random.nextInt(5_000));
            case LATE ->
                    sortByDelay(
                            places,
                            _ -> random.nextInt(100) == 0 ? random.nextInt(ROWS * 2 / 3) : 0);
            case SHUFFLED -> sortByDelay(places, _ -> random.nextInt(1 << 30));
        }
        return places;
    }

    private static void sortByDelay(long[] places, java.util.function.LongUnaryOperator delay) {
        for (int row = 0; row < ROWS; row++) {
            places[row] |= (row + delay.applyAsLong(row)) << 24;
        }
        Arrays.sort(places);
        for (int row = 0; row < ROWS; row++) {
            places[row] &= (1L << 24) - 1;
        }
    }

    private static TableSchema schema() {
        List<ColumnDefinition> columns = new ArrayList<>();
        for (int column = 0; column < COLUMNS; column++) {
            columns.add(new ColumnDefinition(column, "c" + column, ColumnType.LONG));
        }
        columns.add(new ColumnDefinition(COLUMNS, "ts", ColumnType.TIMESTAMP));
        return new TableSchema("cpu", 1, columns, COLUMNS, PartitionUnit.DAY);
    }

    /** A table without sealed rows, which forgets what is appended. */
    private final class EmptyTable implements Sealer.Task {
        @Override
        public TableSchema schema() {
            return schema;
        }

        @Override
        public List<HotRun> hotRuns() {
            return hotRuns;
        }

        @Override
        public Optional<SealedPartition> partition(long floor) {
            return Optional.empty();
        }

        @Override
        public PartitionAppender appender(long floor) {
            return new PartitionAppender() {
                @Override
                public long firstRow() {
                    return 0;
                }

                @Override
                public void append(int columnIndex, Vector block, WriteTurn turn) {}
            };
        }
    }
}
