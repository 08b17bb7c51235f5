package dev.tidemark.sql.execute;

import dev.tidemark.core.column.ColumnReader;
import dev.tidemark.core.column.LongSummary;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.table.RowRun;
import dev.tidemark.sql.vector.VectorBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * Summaries of a scan's columns over parts of runs: from statistics of blocks and vectors where
 * whole ones are asked for, else from the values. Belongs to one thread.
 */
final class ColumnSummaries {
    private final ExecutionContext context;
    private final ScanLayout layout;
    private final List<LongSummary> columns;
    private final List<Vector> vectors;
    private long rowCount;

    /**
     * @param layout of a scan without conditions other than on time
     * @param withSum for each of its columns whether the sum is wanted
     */
    ColumnSummaries(ExecutionContext context, ScanLayout layout, List<Boolean> withSum) {
        this.context = context;
        this.layout = layout;
        this.columns = withSum.stream().map(LongSummary::new).toList();
        this.vectors = layout.types().stream().map(Vector::new).toList();
    }

    /** Adds the rows of a part that lie in the scan's range of time. */
    void add(RunPart part) {
        if (part.mixes(layout.range())) {
            addPassing(part);
            return;
        }
        RunPart inTime = part.within(layout.range());
        long count = inTime.end() - inTime.from();
        rowCount += count;
        List<LongSummary> added = new ArrayList<>();
        for (int index = 0; index < columns.size(); index++) {
            context.check();
            LongSummary summary = new LongSummary(columns.get(index).hasSum());
            ColumnReader reader = inTime.run().reader(layout.columns().get(index));
            if (count > 0 && !reader.summarize(inTime.from(), count, summary)) {
                read(inTime, reader, vectors.get(index), summary);
            }
            columns.get(index).add(summary);
            added.add(summary);
        }
        layout.counters().addBlocksOutsideTime(part.blockCount() - inTime.blockCount());
        count(inTime.blockCount(), added);
    }

    /** A block is answered by statistics if no column of it was looked at. */
    private void count(long blocks, List<LongSummary> added) {
        long known = blocks;
        long readVectors = 0;
        for (LongSummary summary : added) {
            known = Math.min(known, summary.knownBlocks());
            readVectors += summary.readVectors();
        }
        layout.counters().addSummary(known, blocks - known, readVectors);
    }

    private static void read(
            RunPart part, ColumnReader reader, Vector vector, LongSummary summary) {
        RowRun run = part.run();
        long row = part.from();
        while (row < part.end()) {
            int rows = (int) (Math.min(part.end(), run.vectorEnd(row)) - row);
            reader.read(row, rows, vector);
            summary.add(vector, rows);
            row += rows;
        }
    }

    /** Adds rows of a part that must be told from those outside the range of time. */
    private void addPassing(RunPart part) {
        RunCursor cursor = new RunCursor(layout);
        cursor.open(part);
        VectorBatch batch = cursor.next();
        while (batch != null) {
            context.check();
            rowCount += batch.rowCount();
            for (int index = 0; index < columns.size(); index++) {
                columns.get(index).add(batch.column(index), batch.rowCount());
            }
            batch = cursor.next();
        }
    }

    /** Adds what another thread has found. */
    void add(ColumnSummaries other) {
        rowCount += other.rowCount;
        for (int index = 0; index < columns.size(); index++) {
            columns.get(index).add(other.columns.get(index));
        }
    }

    long rowCount() {
        return rowCount;
    }

    /** The summary of a column of the layout. */
    LongSummary column(int index) {
        return columns.get(index);
    }
}
