package dev.tidemark.merge.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.table.Piece;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A partition whose files are a list of rows: carries plans out in the most obvious way. */
final class PlannedPartition implements RowSearch {
    /** A row, with the number that it arrived as. */
    record Row(long timestamp, int arrival) {}

    private static final Comparator<Row> BY_TIMESTAMP = Comparator.comparingLong(Row::timestamp);

    private final List<Row> file = new ArrayList<>();
    private List<List<Piece>> levels = new ArrayList<>();
    private int arrivals;
    private long rewrittenRows;

    List<List<Piece>> levels() {
        return levels;
    }

    long rewrittenRows() {
        return rewrittenRows;
    }

    int rowCount() {
        return arrivals;
    }

    /** Adds a level of sealed pieces, given by their timestamps. */
    void addLevel(List<List<Integer>> pieces, int unusedRowsBetween) {
        List<Piece> level = new ArrayList<>();
        for (List<Integer> timestamps : pieces) {
            long first = file.size();
            timestamps.forEach(timestamp -> file.add(new Row(timestamp, arrivals++)));
            level.add(
                    new Piece(
                            first, timestamps.size(), timestamps.getFirst(), timestamps.getLast()));
            for (int unused = 0; unused < unusedRowsBetween; unused++) {
                file.add(new Row(-1, -1));
            }
        }
        levels.add(level);
    }

    /** Plans and carries out a seal of sorted timestamps. */
    void seal(CostModel model, long[] timestamps) {
        StagedRange all = new StagedRange(0, timestamps.length);
        PartitionPlanner.SealedRows sealed =
                new PartitionPlanner.SealedRows(levels, this, file.size(), false);
        PartitionPlan plan = PartitionPlanner.plan(model, sealed, timestamps, all);
        PlanLayout layout = PlanLayout.of(plan, file.size());
        long before = file.size();
        for (PlanStep.Write write : layout.writes()) {
            List<Row> rows = new ArrayList<>();
            switch (write) {
                case PlanStep.Append append -> addStaged(timestamps, append.staged(), rows);
                case PlanStep.Merge merge -> {
                    merge.sequences().forEach(pieces -> rows.addAll(rows(pieces)));
                    merge.staged().forEach(staged -> addStaged(timestamps, staged, rows));
                    rows.sort(BY_TIMESTAMP);
                }
            }
            assertEquals(write.rowCount(), rows.size());
            assertEquals(write.minTimestamp(), rows.getFirst().timestamp);
            assertEquals(write.maxTimestamp(), rows.getLast().timestamp);
            file.addAll(rows);
        }
        assertEquals(layout.appendedRows(), file.size() - before);
        rewrittenRows += plan.rewrittenRows();
        arrivals += timestamps.length;
        levels = layout.levels();
    }

    /** Checks the levels themselves, and that reading them gives all rows in order. */
    void check(int maxLevels) {
        assertTrue(levels.size() <= maxLevels, () -> levels.size() + " levels");
        List<Row> rows = new ArrayList<>();
        for (List<Piece> level : levels) {
            assertTrue(!level.isEmpty());
            for (Piece piece : level) {
                assertEquals(piece.minTimestamp(), timestampAt(piece, 0));
                assertEquals(piece.maxTimestamp(), timestampAt(piece, piece.rowCount() - 1));
            }
            List<Row> ofLevel = rows(level);
            for (int row = 1; row < ofLevel.size(); row++) {
                assertTrue(ofLevel.get(row - 1).timestamp <= ofLevel.get(row).timestamp);
            }
            rows.addAll(ofLevel);
        }
        assertEquals(arrivals, rows.size());
        rows.sort(BY_TIMESTAMP);
        for (int row = 1; row < rows.size(); row++) {
            Row before = rows.get(row - 1);
            Row after = rows.get(row);
            boolean inOrder =
                    before.timestamp < after.timestamp
                            || (before.timestamp == after.timestamp
                                    && before.arrival < after.arrival);
            assertTrue(inOrder, () -> before + " before " + after);
        }
    }

    @Override
    public long rowsThrough(Piece piece, long timestamp) {
        long low = 0;
        long high = piece.rowCount();
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (timestampAt(piece, middle) <= timestamp) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public long timestampAt(Piece piece, long row) {
        return file.get((int) (piece.fileRow() + row)).timestamp;
    }

    private void addStaged(long[] timestamps, StagedRange staged, List<Row> rows) {
        for (int place = staged.from(); place < staged.to(); place++) {
            rows.add(new Row(timestamps[place], arrivals + place));
        }
    }

    private List<Row> rows(List<Piece> pieces) {
        List<Row> rows = new ArrayList<>();
        for (Piece piece : pieces) {
            rows.addAll(file.subList((int) piece.fileRow(), (int) piece.endRow()));
        }
        return rows;
    }
}
