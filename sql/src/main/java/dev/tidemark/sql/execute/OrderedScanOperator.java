package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.table.RowRun;
import dev.tidemark.sql.vector.VectorBatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Merges the streams of a table in the order of time. Each stream loads the times of some rows; all
 * rows up to where the first of them ends are put in order at once, and only then are their other
 * columns read, batch by batch.
 */
final class OrderedScanOperator implements Operator {
    private final ExecutionContext context;

    /** By place. */
    private final List<OrderedStream> streams = new ArrayList<>();

    /** Streams without loaded rows that are not exhausted. */
    private final PriorityQueue<OrderedStream> waiting =
            new PriorityQueue<>(Comparator.comparingLong(OrderedStream::bound));

    private final InterleavedRows rows;
    private final VectorBatch batch;

    /**
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
        this.rows = new InterleavedRows(layout, backwards);
        this.batch = new VectorBatch(layout.columns().size());
        for (int column = 0; column < layout.columns().size(); column++) {
            batch.setColumn(column, new Vector(layout.types().get(column)));
        }
        CursorPool cursors = new CursorPool(layout, backwards, newest);
        // Backwards, what arrived last comes first of equal times as well.
        for (List<RowRun> each : backwards ? runs.reversed() : runs) {
            streams.add(new OrderedStream(streams.size(), each, cursors, backwards));
        }
        waiting.addAll(streams);
    }

    @Override
    public @Nullable VectorBatch next() {
        while (!rows.hasNext()) {
            if (!arrange()) {
                return null;
            }
        }
        context.check();
        rows.read(batch);
        return batch;
    }

    /** Puts the next rows of all streams in order; false if there are none. */
    private boolean arrange() {
        OrderedStream first = load();
        if (first == null) {
            return false;
        }
        rows.clear();
        for (OrderedStream stream : streams) {
            if (stream.hasRows()) {
                rows.add(stream.loaded(), stream.rowsUpToEndOf(first));
            }
        }
        rows.arrange();
        return true;
    }

    /**
     * Loads streams until no row can be missing among those up to the end of some loaded ones;
     * returns the stream of these.
     */
    private @Nullable OrderedStream load() {
        OrderedStream first = null;
        for (OrderedStream stream : streams) {
            if (stream.hasRows()) {
                first = stream.endsBefore(first) ? stream : first;
            } else if (stream.isLoaded()) {
                stream.release();
                waiting.add(stream);
            }
        }
        OrderedStream next = waiting.peek();
        while (next != null && (first == null || next.bound() <= first.bound())) {
            context.check();
            waiting.remove();
            if (next.load(first == null ? Long.MAX_VALUE : first.bound())) {
                first = next.endsBefore(first) ? next : first;
            } else if (!next.isExhausted()) {
                waiting.add(next);
            }
            next = waiting.peek();
        }
        return first;
    }
}
