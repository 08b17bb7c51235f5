package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.core.table.RowRun;
import dev.tidemark.sql.vector.VectorBatch;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Merges the streams of a table in the order of time. Rows are taken in stretches, up to the next
 * row of another stream; a whole batch that comes before all others passes through uncopied.
 */
final class OrderedScanOperator implements Operator {
    private final ExecutionContext context;
    private final PriorityQueue<OrderedStream> streams;
    private final boolean backwards;
    private final int columnCount;
    private final VectorBatch passing;
    private final VectorBatch merged;

    /**
     * @param layout delivers the designated timestamp last; it is not passed on
     * @param newest of unsorted runs, if only the newest row of each series is wanted; others may
     *     come as well
     */
    OrderedScanOperator(
            ExecutionContext context,
            ScanLayout layout,
            List<List<RowRun>> runs,
            boolean backwards,
            @Nullable NewestRows newest) {
        this.context = context;
        this.backwards = backwards;
        this.columnCount = layout.columns().size() - 1;
        this.passing = new VectorBatch(columnCount);
        this.merged = new VectorBatch(columnCount);
        for (int column = 0; column < columnCount; column++) {
            merged.setColumn(column, new Vector(layout.types().get(column)));
        }
        Comparator<OrderedStream> order = (left, right) -> isBefore(left, right) ? -1 : 1;
        this.streams = new PriorityQueue<>(Math.max(1, runs.size()), order);
        CursorPool cursors = new CursorPool(layout, backwards);
        RunSorter sorter = new RunSorter(layout, backwards, newest);
        for (int number = 0; number < runs.size(); number++) {
            streams.add(
                    new OrderedStream(
                            number, runs.get(number), cursors, sorter, columnCount, backwards));
        }
    }

    @Override
    public @Nullable VectorBatch next() {
        merged.clear();
        while (!streams.isEmpty()) {
            context.check();
            OrderedStream stream = streams.remove();
            VectorBatch batch = stream.batch();
            if (batch == null) {
                stream.load();
                putBack(stream);
                continue;
            }
            int rows = rowsBeforeOthers(stream);
            if (rows == batch.rowCount()) {
                if (merged.rowCount() > 0) {
                    streams.add(stream);
                    return merged;
                }
                stream.advance(rows);
                putBack(stream);
                return passed(batch);
            }
            int part = Math.min(rows, Vector.SIZE - merged.rowCount());
            append(batch, stream.position(), part);
            stream.advance(part);
            putBack(stream);
            if (merged.rowCount() == Vector.SIZE) {
                return merged;
            }
        }
        return merged.rowCount() > 0 ? merged : null;
    }

    private int rowsBeforeOthers(OrderedStream stream) {
        OrderedStream other = streams.peek();
        return other == null
                ? stream.rowsBefore(backwards ? Long.MIN_VALUE : Long.MAX_VALUE, true)
                : stream.rowsBefore(other.head(), isFirstOfEqual(stream, other));
    }

    private void putBack(OrderedStream stream) {
        if (!stream.isExhausted()) {
            streams.add(stream);
        }
    }

    private VectorBatch passed(VectorBatch batch) {
        for (int column = 0; column < columnCount; column++) {
            passing.setColumn(column, batch.column(column));
        }
        passing.setRowCount(batch.rowCount());
        return passing;
    }

    private void append(VectorBatch batch, int from, int count) {
        for (int column = 0; column < columnCount; column++) {
            VectorCopy.append(batch.column(column), from, count, merged.column(column));
        }
        merged.setRowCount(merged.rowCount() + count);
    }

    private boolean isBefore(OrderedStream left, OrderedStream right) {
        long leftHead = left.head();
        long rightHead = right.head();
        return leftHead == rightHead
                ? isFirstOfEqual(left, right)
                : (leftHead < rightHead) != backwards;
    }

    private boolean isFirstOfEqual(OrderedStream left, OrderedStream right) {
        return (left.number() < right.number()) != backwards;
    }
}
