package dev.tidemark.benchmarks;

import dev.tidemark.core.table.Piece;
import dev.tidemark.merge.kernel.LabelledRows;
import dev.tidemark.merge.kernel.MergeKernel;
import dev.tidemark.merge.plan.CostModel;
import dev.tidemark.merge.plan.PartitionPlan;
import dev.tidemark.merge.plan.PartitionPlanner;
import dev.tidemark.merge.plan.RowSearch;
import dev.tidemark.merge.plan.StagedRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Merging a million timestamps of two sorted sequences that interleave by chance, in nanoseconds a
 * row, beside a copy of as many; and planning the seal of as many late rows into a partition of 17
 * million, also in nanoseconds a staged row.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MergeBenchmark {
    private static final int ROWS = 1 << 20;
    private static final int HALF = ROWS / 2;
    private static final int LEVELS = 4;
    private static final int PIECES_PER_LEVEL = 16;
    private static final long PIECE_ROWS = 1 << 18;
    private static final CostModel MODEL = CostModel.standard();

    private final long[] sequences = new long[ROWS];
    private final long[] merged = new long[ROWS];
    private final long[] earlier = new long[HALF];
    private final LabelledRows later = room(HALF);
    private final LabelledRows labelled = room(ROWS);
    private final long[] staged = new long[ROWS];
    private final List<List<Piece>> levels = new ArrayList<>();

    /** Pieces have a row for each tick. */
    private static final class TickSearch implements RowSearch {
        @Override
        public long rowsThrough(Piece piece, long timestamp) {
            return Math.clamp(timestamp - piece.minTimestamp() + 1, 0, piece.rowCount());
        }

        @Override
        public long timestampAt(Piece piece, long row) {
            return piece.minTimestamp() + row;
        }
    }

    private static LabelledRows room(int rows) {
        return new LabelledRows(new long[rows], new byte[rows], rows);
    }

    @Setup(Level.Trial)
    public void fill() {
        Random random = new Random(1);
        Arrays.setAll(sequences, _ -> random.nextLong() >>> 1);
        Arrays.sort(sequences, 0, HALF);
        Arrays.sort(sequences, HALF, ROWS);
        System.arraycopy(sequences, 0, earlier, 0, HALF);
        System.arraycopy(sequences, HALF, later.timestamps(), 0, HALF);
        long fileRow = 0;
        for (int level = 0; level < LEVELS; level++) {
            List<Piece> pieces = new ArrayList<>();
            for (int piece = 0; piece < PIECES_PER_LEVEL; piece++) {
                long first = piece * PIECE_ROWS;
                pieces.add(new Piece(fileRow, PIECE_ROWS, first, first + PIECE_ROWS - 1));
                fileRow += PIECE_ROWS;
            }
            levels.add(pieces);
        }
        Arrays.setAll(staged, _ -> random.nextLong(PIECES_PER_LEVEL * PIECE_ROWS));
        Arrays.sort(staged);
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long[] mergeNumbers() {
        MergeKernel.mergeNumbers(sequences, 0, HALF, ROWS, merged);
        return merged;
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public LabelledRows mergeLabelled() {
        MergeKernel.mergeLabelled(earlier, (byte) 1, later, labelled);
        return labelled;
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long[] copy() {
        System.arraycopy(sequences, 0, merged, 0, ROWS);
        return merged;
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public PartitionPlan plan() {
        long fileRows = LEVELS * PIECES_PER_LEVEL * PIECE_ROWS;
        PartitionPlanner.SealedRows sealed =
                new PartitionPlanner.SealedRows(levels, new TickSearch(), fileRows, false);
        return PartitionPlanner.plan(MODEL, sealed, staged, new StagedRange(0, ROWS));
    }
}
