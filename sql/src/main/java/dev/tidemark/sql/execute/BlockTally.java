package dev.tidemark.sql.execute;

import dev.tidemark.core.table.RowRun;
import org.jspecify.annotations.Nullable;

/**
 * Counts the blocks and vectors of a run that a scan goes through, forwards or backwards. A block
 * counts as scanned as soon as one of its vectors is, so that the count is right if the scan stops
 * early. A vector counts once, even if the scan goes back to some of its rows.
 */
final class BlockTally {
    private static final long NONE = Long.MIN_VALUE;

    private final ScanCounters counters;
    private @Nullable RowRun run;
    private long block = NONE;
    private boolean isRead;

    /** Rows {@code [countedFrom, countedEnd)} are those of the vectors counted. */
    private long countedFrom;

    private long countedEnd;

    BlockTally(ScanCounters counters) {
        this.counters = counters;
    }

    void open(RowRun next) {
        run = next;
        block = NONE;
        isRead = false;
        countedFrom = Long.MAX_VALUE;
        countedEnd = Long.MIN_VALUE;
    }

    /** The rows of a vector are left out because of its minimum and maximum. */
    void skipVector(long first, int rows) {
        if (enterVector(first, rows)) {
            counters.addSkippedVector();
        }
    }

    /** The rows of a vector are looked at. */
    void scanVector(long first, int rows) {
        if (!enterVector(first, rows)) {
            return;
        }
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

    /** Goes to rows of a vector; false if the scan went back to some that were counted before. */
    private boolean enterVector(long first, int rows) {
        if (countedFrom <= first && first + rows <= countedEnd) {
            return false;
        }
        countedFrom = Math.min(countedFrom, first);
        countedEnd = Math.max(countedEnd, first + rows);
        enter(first);
        return true;
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
