package dev.tidemark.merge.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.table.Piece;
import dev.tidemark.merge.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Plans for rows in any order. Guards the invariants 3 and 4 of {@code dev.tidemark.core.table},
 * and the bounds that {@link CostModel} sets.
 */
class PartitionPlannerTest {
    private static final List<CostModel> MODELS =
            List.of(
                    CostModel.standard(),
                    new CostModel(8, 1, 1, 0, 0, 1_000),
                    new CostModel(8, 1, 1, 1, 2, 2),
                    new CostModel(3, 1, 2, 0, 0, 3));

    /** How two or three pieces may be spread over levels: pieces in each level. */
    private static final List<List<Integer>> TWO_PIECES = List.of(List.of(2), List.of(1, 1));

    private static final List<List<Integer>> THREE_PIECES =
            List.of(List.of(3), List.of(1, 2), List.of(2, 1), List.of(1, 1, 1));

    @Test
    void everySmallPartitionOfOnePiece() {
        for (List<Integer> piece : sortedLists(4, 4)) {
            checkAll(List.of(List.of(1)), List.of(piece), sortedLists(4, 4));
        }
    }

    @Test
    void everySmallPartitionOfTwoPieces() {
        List<List<Integer>> pieces = sortedLists(4, 2);
        List<List<Integer>> staged = sortedLists(4, 3);
        for (List<Integer> first : pieces) {
            for (List<Integer> second : pieces) {
                checkAll(TWO_PIECES, List.of(first, second), staged);
            }
        }
    }

    @Test
    void everySmallPartitionOfThreePieces() {
        List<List<Integer>> pieces = sortedLists(2, 2);
        List<List<Integer>> staged = sortedLists(2, 4);
        for (List<Integer> first : pieces) {
            for (List<Integer> second : pieces) {
                for (List<Integer> third : pieces) {
                    checkAll(THREE_PIECES, List.of(first, second, third), staged);
                }
            }
        }
    }

    @Test
    void rowsInOrderStayOnePiece() {
        PlannedPartition partition = new PlannedPartition();
        for (int seal = 0; seal < 50; seal++) {
            long base = seal * 10L;
            partition.seal(
                    CostModel.standard(), LongStream.range(0, 11).map(row -> base + row).toArray());
        }
        assertEquals(List.of(List.of(new Piece(0, 550, 0, 500))), partition.levels());
        assertEquals(0, partition.rewrittenRows());
        partition.check(1);
    }

    @Test
    void rowsAroundTheEndAreMergedWithTheEndOnly() {
        PlannedPartition partition = new PlannedPartition();
        CostModel model = new CostModel(8, 1, 2, 10, 0, 1 << 20);
        for (int seal = 0; seal < 100; seal++) {
            long base = seal * 100L - 20;
            partition.seal(model, LongStream.range(0, 120).map(row -> base + row).toArray());
        }
        partition.check(1);
        assertTrue(partition.rewrittenRows() <= 100 * 40, () -> "" + partition.rewrittenRows());
    }

    @Test
    void smallPiecesAreWrittenTogether() {
        PlannedPartition partition = new PlannedPartition();
        CostModel model = new CostModel(8, 1, 2, 10, 1_000, 1 << 20);
        partition.seal(model, LongStream.range(0, 5_000).toArray());
        int seals = 500;
        for (int seal = 0; seal < seals; seal++) {
            long base = 5_000 + seal * 10L;
            // The late row makes a level, which ends the file: the others cannot just continue it.
            partition.seal(
                    model,
                    LongStream.concat(
                                    LongStream.of(seal),
                                    LongStream.range(0, 10).map(row -> base + row))
                            .toArray());
        }
        partition.check(8);
        int pieces = partition.levels().getFirst().size();
        assertTrue(pieces <= 5_000 / 1_000 + 10, () -> pieces + " pieces");
        double most = 10 * seals * Math.log(1_000 / 10.0) / Math.log(1.5);
        assertTrue(partition.rewrittenRows() < most, () -> "" + partition.rewrittenRows());
    }

    @Test
    void fusionKeepsWhatLiesBeforeAndAfter() {
        PlannedPartition partition = new PlannedPartition();
        CostModel model = new CostModel(8, 1, 2, 10, 0, 1 << 20);
        partition.seal(model, LongStream.range(0, 1_000).toArray());
        partition.seal(model, LongStream.range(0, 30).map(row -> 400 + row * 10).toArray());
        assertEquals(2, partition.levels().size());
        partition.seal(
                model, LongStream.range(0, 500).map(row -> 450 + row % 2 * 200).sorted().toArray());
        assertEquals(1, partition.levels().size());
        partition.check(1);
        // Rows 401 to 690 and the level of 30 were written again.
        assertTrue(partition.rewrittenRows() <= 330, () -> "" + partition.rewrittenRows());
    }

    @Test
    void aClusterOfLateRowsCutsAPiece() {
        PlannedPartition partition = new PlannedPartition();
        CostModel model = new CostModel(8, 1, 1, 10, 0, 1 << 20);
        partition.seal(model, LongStream.range(0, 10_000).toArray());
        partition.seal(model, LongStream.range(0, 100).map(row -> 5_000 + row / 2).toArray());
        assertEquals(1, partition.levels().size());
        assertEquals(3, partition.levels().getFirst().size());
        assertEquals(49, partition.rewrittenRows());
        partition.check(1);
    }

    @Test
    void thinlySpreadRowsBecomeALevel() {
        PlannedPartition partition = new PlannedPartition();
        CostModel model = CostModel.standard();
        partition.seal(model, LongStream.range(0, 10_000).toArray());
        partition.seal(model, LongStream.range(0, 100).map(row -> row * 50).toArray());
        assertEquals(2, partition.levels().size());
        assertEquals(0, partition.rewrittenRows());
        partition.check(2);
    }

    @Test
    void uniformlyLateRowsAreRewrittenLogarithmicallyOften() {
        Random random = Seeds.random("uniformlyLateRowsAreRewrittenLogarithmicallyOften");
        CostModel model = CostModel.standard();
        PlannedPartition partition = new PlannedPartition();
        int seals = 128;
        for (int seal = 0; seal < seals; seal++) {
            partition.seal(model, random.longs(100, 0, 1_000_000).sorted().toArray());
            assertTrue(partition.levels().size() <= model.maxLevels());
        }
        partition.check(model.maxLevels());
        // Ratio 2: a fused level is at least half as large again as what lay in it.
        double largest = partition.rowCount() * Math.log(seals) / Math.log(1.5);
        assertTrue(partition.rewrittenRows() < largest, () -> "" + partition.rewrittenRows());
    }

    @Test
    void inEveryOrderLevelsAndPiecesStayFewAndRowsAreRewrittenLogarithmicallyOften() {
        Random random = Seeds.random("inEveryOrder");
        int rows = 1 << 15;
        CostModel model = new CostModel(8, 4, 2, 64, 128, 1 << 12);
        for (Arrival arrival : Arrival.values()) {
            for (int perSeal : new int[] {16, 100, 1_500}) {
                PlannedPartition partition = new PlannedPartition();
                long mostPieces = 8L * 8 + rows / 32 + rows / 128;
                for (int from = 0; from < rows; from += perSeal) {
                    int first = from;
                    int count = Math.min(perSeal, rows - from);
                    partition.seal(
                            model,
                            LongStream.range(0, count)
                                    .map(row -> arrival.place(first + row, rows, random))
                                    .sorted()
                                    .toArray());
                    int pieces = partition.levels().stream().mapToInt(List::size).sum();
                    assertTrue(pieces <= mostPieces, () -> arrival + ": " + pieces + " pieces");
                }
                partition.check(model.maxLevels());
                double seals = (double) rows / perSeal;
                double most = partition.rowCount() * Math.log(seals) / Math.log(2);
                long rewritten = partition.rewrittenRows();
                assertTrue(rewritten < most, () -> arrival + ": " + rewritten + " rewritten");
            }
        }
    }

    /** Orders in which rows come; those of the well-known studies of insertion into B-trees too. */
    private enum Arrival {
        IN_ORDER,
        REVERSED,
        OUTSIDE_IN,
        INSIDE_OUT,
        ODDS_THEN_EVENS,
        SAWTOOTH,
        LATE,
        CLUSTERS,
        SHUFFLED;

        /** The timestamp of the row that comes as number {@code row}. */
        long place(long row, int rows, Random random) {
            long half = rows / 2;
            return switch (this) {
                case IN_ORDER -> row;
                case REVERSED -> rows - row;
                case OUTSIDE_IN -> row % 2 == 0 ? row / 2 : rows - row / 2;
                case INSIDE_OUT -> row % 2 == 0 ? half + row / 2 : half - row / 2;
                case ODDS_THEN_EVENS -> row < half ? 2 * row + 1 : 2 * (row - half);
                case SAWTOOTH -> row % 1_024 * 32 + row / 1_024;
                case LATE -> random.nextInt(100) == 0 ? random.nextLong(row + 1) : row;
                case CLUSTERS -> row / 300 * 7_919 % rows + row % 300;
                case SHUFFLED -> random.nextInt(rows);
            };
        }
    }

    @Test
    void longHistoriesKeepEveryRowInOrder() {
        Random random = Seeds.random("longHistoriesKeepEveryRowInOrder");
        for (int history = 0; history < 60; history++) {
            CostModel model =
                    new CostModel(
                            2 + random.nextInt(7),
                            1 + random.nextInt(2),
                            1 + random.nextInt(3),
                            random.nextInt(6),
                            random.nextInt(20),
                            1 + random.nextInt(60));
            PlannedPartition partition = new PlannedPartition();
            long clock = 0;
            for (int seal = 0; seal < 25; seal++) {
                clock += random.nextInt(40);
                partition.seal(model, arrivals(random, clock));
                partition.check(model.maxLevels());
            }
        }
    }

    /** Timestamps of a seal: in order, jittered, late, or anywhere. */
    private static long[] arrivals(Random random, long clock) {
        LongSupplier timestamp =
                switch (random.nextInt(4)) {
                    case 0 -> () -> clock + random.nextInt(20);
                    case 1 -> () -> clock - random.nextInt(20);
                    case 2 -> () -> random.nextLong(clock + 1);
                    default ->
                            () -> random.nextInt(5) == 0 ? random.nextLong(clock + 1) : clock + 1;
                };
        return LongStream.generate(timestamp).limit(1 + random.nextInt(40)).sorted().toArray();
    }

    private static void checkAll(
            List<List<Integer>> shapes, List<List<Integer>> pieces, List<List<Integer>> staged) {
        for (List<Integer> shape : shapes) {
            if (!isValid(shape, pieces)) {
                continue;
            }
            for (List<Integer> timestamps : staged) {
                for (CostModel model : MODELS) {
                    PlannedPartition partition = new PlannedPartition();
                    int next = 0;
                    for (int inLevel : shape) {
                        partition.addLevel(pieces.subList(next, next + inLevel), next % 2);
                        next += inLevel;
                    }
                    long[] sorted = timestamps.stream().mapToLong(Integer::longValue).toArray();
                    try {
                        partition.seal(model, sorted);
                        partition.check(model.maxLevels());
                    } catch (AssertionError | RuntimeException failure) {
                        throw new AssertionError(
                                "pieces %s in levels of %s, staged %s, %s"
                                        .formatted(pieces, shape, timestamps, model),
                                failure);
                    }
                }
            }
        }
    }

    /** Whether the pieces of each level are in order. */
    private static boolean isValid(List<Integer> shape, List<List<Integer>> pieces) {
        int next = 0;
        for (int inLevel : shape) {
            for (int piece = next + 1; piece < next + inLevel; piece++) {
                if (pieces.get(piece - 1).getLast() > pieces.get(piece).getFirst()) {
                    return false;
                }
            }
            next += inLevel;
        }
        return true;
    }

    /** All ascending lists of 1 to {@code length} numbers from 0 to {@code largest}. */
    private static List<List<Integer>> sortedLists(int largest, int length) {
        List<List<Integer>> all = new ArrayList<>();
        List<List<Integer>> longest = List.of(List.of());
        for (int size = 1; size <= length; size++) {
            List<List<Integer>> longer = new ArrayList<>();
            for (List<Integer> list : longest) {
                for (int next = list.isEmpty() ? 0 : list.getLast(); next <= largest; next++) {
                    List<Integer> extended = new ArrayList<>(list);
                    extended.add(next);
                    longer.add(extended);
                }
            }
            all.addAll(longer);
            longest = longer;
        }
        return all;
    }
}
