package dev.tidemark.sql.execute;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** What the scans of one query read and what they could leave out. Thread-safe. */
public final class ScanCounters {
    private final LongAdder piecesScanned = new LongAdder();
    private final LongAdder piecesSkipped = new LongAdder();
    private final LongAdder vectorsScanned = new LongAdder();
    private final LongAdder vectorsSkipped = new LongAdder();
    private final LongAdder blocksByList = new LongAdder();

    /** Counts pieces and hot runs: those within the time range of a scan, and the others. */
    void addPieces(long scanned, long skipped) {
        piecesScanned.add(scanned);
        piecesSkipped.add(skipped);
    }

    /** Counts a vector of up to 1,024 rows that was looked at. */
    void addScannedVector() {
        vectorsScanned.increment();
    }

    /** Counts a vector whose minima and maxima told that no row passes. */
    void addSkippedVector() {
        vectorsSkipped.increment();
    }

    /** Counts a block of which only rows that a posting list names were read. */
    void addListedBlock() {
        blocksByList.increment();
    }

    /** The counts as EXPLAIN ANALYZE shows them. */
    public List<String> lines() {
        return List.of(
                "Pieces: %d scanned, %d skipped by time"
                        .formatted(piecesScanned.sum(), piecesSkipped.sum()),
                "Blocks: %d vectors of up to 1,024 rows scanned, %d skipped by minimum and maximum, %d blocks read by posting lists"
                        .formatted(vectorsScanned.sum(), vectorsSkipped.sum(), blocksByList.sum()));
    }
}
