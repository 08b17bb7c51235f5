package dev.tidemark.tsbs.generate;

/**
 * Rows by the time they arrive, which is their timestamp plus a delay; of two that arrive at the
 * same time the one with the smaller number comes first.
 *
 * <p>Rows are looked at in time order. Those that are late wait in a heap until no row that was not
 * yet looked at can come before them.
 */
final class DelayedRows implements RowOrder {

    private final Rows rows;
    private final Delays delays;
    private final DelayHeap waiting = new DelayHeap(DelayHeap.MAXIMUM_ROWS);
    private long nextRow;
    private long nextInStep;
    private long nextNanos;

    DelayedRows(Rows rows, Delays delays) {
        this.rows = rows;
        this.delays = delays;
        nextNanos = rows.startNanos();
    }

    @Override
    public long next() {
        while (nextRow < rows.count()
                && (waiting.isEmpty() || waiting.firstArrivalNanos() > nextNanos)) {
            long row = nextRow;
            long timestampNanos = nextNanos;
            advance();
            long delayNanos = delays.delayNanos(row);
            if (delayNanos == 0) {
                return row;
            }
            waiting.add(timestampNanos + delayNanos, row);
        }
        return waiting.isEmpty() ? END : waiting.removeFirst();
    }

    private void advance() {
        nextRow++;
        if (++nextInStep == rows.rowsPerStep()) {
            nextInStep = 0;
            nextNanos += rows.intervalNanos();
        }
    }
}
