package dev.tidemark.merge.plan;

import dev.tidemark.core.table.Piece;
import java.util.List;

/** What a part of a level is made of; the steps of a level stand in timestamp order. */
public sealed interface PlanStep {
    long rowCount();

    /** Timestamp of the first row. */
    long minTimestamp();

    /** Timestamp of the last row. */
    long maxTimestamp();

    /** Leaves rows where they are. A piece that is cut becomes several of these. */
    record Keep(Piece piece) implements PlanStep {
        @Override
        public long rowCount() {
            return piece.rowCount();
        }

        @Override
        public long minTimestamp() {
            return piece.minTimestamp();
        }

        @Override
        public long maxTimestamp() {
            return piece.maxTimestamp();
        }
    }

    /** A step that writes rows. */
    sealed interface Write extends PlanStep {}

    /** Writes staged rows alone. */
    record Append(StagedRange staged, long minTimestamp, long maxTimestamp) implements Write {
        @Override
        public long rowCount() {
            return staged.rowCount();
        }
    }

    /**
     * Merges sealed rows with each other or with staged rows.
     *
     * @param sequences sealed rows in arrival order; each sequence is pieces in timestamp order
     * @param staged in timestamp order; all arrived after the sealed rows
     */
    record Merge(
            List<List<Piece>> sequences,
            List<StagedRange> staged,
            long minTimestamp,
            long maxTimestamp)
            implements Write {
        public Merge {
            sequences = sequences.stream().map(List::copyOf).toList();
            staged = List.copyOf(staged);
        }

        @Override
        public long rowCount() {
            return sealedRows() + staged.stream().mapToLong(StagedRange::rowCount).sum();
        }

        /** Rows that were written before and are written again. */
        public long sealedRows() {
            return sequences.stream().flatMap(List::stream).mapToLong(Piece::rowCount).sum();
        }
    }
}
