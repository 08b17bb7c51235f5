package dev.tidemark.sql.execute;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** What the scans of one query read and what they could leave out. Thread-safe. */
public final class ScanCounters {
    private final LongAdder piecesScanned = new LongAdder();
    private final LongAdder piecesSkipped = new LongAdder();
    private final LongAdder vectorsScanned = new LongAdder();
    private final LongAdder vectorsSkipped = new LongAdder();
    private final LongAdder blocksScanned = new LongAdder();
    private final LongAdder blocksOutsideTime = new LongAdder();
    private final LongAdder blocksSkipped = new LongAdder();
    private final LongAdder blocksListed = new LongAdder();
    private final LongAdder blocksKnown = new LongAdder();

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

    /** Counts a block of which some vector was looked at. */
    void addScannedBlock() {
        blocksScanned.increment();
    }

    /** Counts blocks of pieces in the time range whose own rows lie outside of it. */
    void addBlocksOutsideTime(long count) {
        blocksOutsideTime.add(count);
    }

    /** Counts a block of which all vectors were skipped. */
    void addSkippedBlock() {
        blocksSkipped.increment();
    }

    /** Counts a block of which only rows that a posting list names were read. */
    void addListedBlock() {
        blocksListed.increment();
    }

    /**
     * Counts blocks that were summarized.
     *
     * @param known whose statistics told all
     * @param scanned of which some values were looked at
     * @param vectors that were looked at, in all columns
     */
    void addSummary(long known, long scanned, long vectors) {
        blocksKnown.add(known);
        blocksScanned.add(scanned);
        vectorsScanned.add(vectors);
    }

    /** The counts as EXPLAIN ANALYZE shows them. */
    public List<String> lines() {
        return List.of(
                "Pieces: %d scanned, %d skipped by time"
                        .formatted(piecesScanned.sum(), piecesSkipped.sum()),
                ("Blocks: %d scanned, %d skipped by time, %d skipped by minimum and maximum,"
                                + " %d read by posting lists, %d answered by statistics")
                        .formatted(
                                blocksScanned.sum(),
                                blocksOutsideTime.sum(),
                                blocksSkipped.sum(),
                                blocksListed.sum(),
                                blocksKnown.sum()),
                "Vectors of up to 1,024 rows: %d scanned, %d skipped by minimum and maximum"
                        .formatted(vectorsScanned.sum(), vectorsSkipped.sum()));
    }
}
