package dev.tidemark.sql.execute;

import dev.tidemark.core.table.RowRun;
import org.jspecify.annotations.Nullable;

/**
 * Counts the blocks of a run that a scan goes through, forwards or backwards. A block counts as
 * scanned as soon as one of its vectors is, so that the count is right if the scan stops early.
 */
final class BlockTally {
    private static final long NONE = Long.MIN_VALUE;

    private final ScanCounters counters;
    private @Nullable RowRun run;
    private long block = NONE;
    private boolean isRead;

    BlockTally(ScanCounters counters) {
        this.counters = counters;
    }

    void open(RowRun next) {
        run = next;
        block = NONE;
        isRead = false;
    }

    /** A vector is left out because of its minimum and maximum. */
    void skipVector(long row) {
        enter(row);
        counters.addSkippedVector();
    }

    /** A vector is looked at. */
    void scanVector(long row) {
        enter(row);
        counters.addScannedVector();
        if (!isRead) {
            counters.addScannedBlock();
            isRead = true;
        }
    }

    /** Rows that a posting list names are read. */
    void readListed(long row) {
        enter(row);
        if (!isRead) {
            counters.addListedBlock();
            isRead = true;
        }
    }

    void close() {
        if (block != NONE && !isRead) {
            counters.addSkippedBlock();
        }
        block = NONE;
    }

    private void enter(long row) {
        RowRun current = run;
        long number = current == null ? NONE : current.blockOf(row);
        if (number != block) {
            close();
            block = number;
            isRead = false;
        }
    }
}
