package dev.tidemark.core.table;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.batch.ColumnBuffer;
import dev.tidemark.core.type.ColumnType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.OptionalDouble;

/** What has been done to a table since it was opened. Thread-safe. */
public final class TableActivity {
    private Work commits = Work.NONE;
    private Work logged = Work.NONE;
    private Work seals = Work.NONE;
    private Work compactions = Work.NONE;

    /**
     * Work of one kind, added up.
     *
     * @param count of commits, frames of the log, seals or compactions
     * @param rows committed, or written to the log or to column files, those written again included
     * @param bytes of plain values of committed rows, of frames, or of column files
     * @param nanos that it took; 0 for commits and frames
     */
    public record Work(long count, long rows, long bytes, long nanos) {
        static final Work NONE = new Work(0, 0, 0, 0);

        /** Both together. */
        public Work plus(Work other) {
            return new Work(
                    count + other.count,
                    rows + other.rows,
                    bytes + other.bytes,
                    nanos + other.nanos);
        }
    }

    public synchronized Work commits() {
        return commits;
    }

    /** What was put into frames of the log. */
    public synchronized Work logged() {
        return logged;
    }

    public synchronized Work seals() {
        return seals;
    }

    public synchronized Work compactions() {
        return compactions;
    }

    /**
     * Bytes written to the log and to column files for each byte of plain values that was
     * committed; empty if there were none.
     */
    public synchronized OptionalDouble bytesWrittenPerByte() {
        long written = logged.bytes + seals.bytes + compactions.bytes;
        return commits.bytes == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) written / commits.bytes);
    }

    /** Adds a frame of the log. */
    public synchronized void addFrame(long rows, long frameBytes) {
        logged = logged.plus(new Work(1, rows, frameBytes, 0));
    }

    public synchronized void addSeal(Work seal) {
        seals = seals.plus(seal);
    }

    public synchronized void addCompaction(Work compaction) {
        compactions = compactions.plus(compaction);
    }

    void addCommit(List<Batch> batches) {
        long rows = 0;
        long bytes = 0;
        for (Batch batch : batches) {
            rows += batch.rowCount();
            bytes += plainBytes(batch);
        }
        Work commit = new Work(1, rows, bytes, 0);
        synchronized (this) {
            commits = commits.plus(commit);
        }
    }

    private static long plainBytes(Batch batch) {
        long bytes = 0;
        for (int index = 0; index < batch.schema().columnCount(); index++) {
            ColumnType type = batch.schema().column(index).type();
            ColumnBuffer column = batch.column(index);
            bytes +=
                    type.isFixedWidth()
                            ? (long) batch.rowCount() * type.widthBytes()
                            : textBytes(column.data(), batch.rowCount());
        }
        return bytes;
    }

    private static long textBytes(MemorySegment ends, int rows) {
        return ends.get(ValueLayout.JAVA_INT_UNALIGNED, (long) rows * Integer.BYTES);
    }
}
