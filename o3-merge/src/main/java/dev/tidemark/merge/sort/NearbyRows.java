package dev.tidemark.merge.sort;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows that follow each other in time and arrived almost so: they lie in short <em>spans</em> of
 * the chunks of a few connections.
 *
 * <p>Such rows are read by copying the spans as they lie, and gathering from that copy, which stays
 * in the cache. Dealing rows out to {@linkplain RowGroups groups} takes about twice as long.
 *
 * <p>Immutable.
 */
public final class NearbyRows {
    /** Rows copied for each row read, beyond which rows are better read one by one. */
    static final int MAX_COPIED = 8;

    private final int[] chunks;
    private final int[] firstRows;
    private final int[] starts;
    private final int[] places;

    /** The spans of some rows, by chunk. */
    private static final class Spans {
        private final int[] first;
        private final int[] end;

        Spans(RowReferences references, int from, int count, int chunkCount) {
            int[] all = references.references();
            first = new int[chunkCount];
            end = new int[chunkCount];
            Arrays.fill(first, Integer.MAX_VALUE);
            for (int place = from; place < from + count; place++) {
                int chunk = references.chunk(all[place]);
                int row = references.row(all[place]);
                first[chunk] = Math.min(first[chunk], row);
                end[chunk] = Math.max(end[chunk], row + 1);
            }
        }

        int rowsOf(int chunk) {
            return Math.max(0, end[chunk] - first[chunk]);
        }

        long rowCount() {
            long rows = 0;
            for (int chunk = 0; chunk < first.length; chunk++) {
                rows += rowsOf(chunk);
            }
            return rows;
        }
    }

    private NearbyRows(
            Spans spans, RowReferences references, int from, int count, ScratchMemory memory) {
        int chunkCount = spans.first.length;
        int[] shifts = new int[chunkCount];
        int[] used = new int[chunkCount];
        int[] usedStarts = new int[chunkCount + 1];
        int uses = 0;
        for (int chunk = 0; chunk < chunkCount; chunk++) {
            int rows = spans.rowsOf(chunk);
            if (rows > 0) {
                shifts[chunk] = usedStarts[uses] - spans.first[chunk];
                used[uses++] = chunk;
                usedStarts[uses] = usedStarts[uses - 1] + rows;
            }
        }
        chunks = Arrays.copyOf(used, uses);
        starts = Arrays.copyOf(usedStarts, uses + 1);
        firstRows = new int[uses];
        Arrays.setAll(firstRows, span -> spans.first[chunks[span]]);
        places = memory.ints(count);
        int[] all = references.references();
        for (int row = 0; row < count; row++) {
            int reference = all[from + row];
            places[row] = references.row(reference) + shifts[references.chunk(reference)];
        }
    }

    /**
     * Finds the spans of some rows.
     *
     * @param references of rows in time order, not in runs
     * @param from place of the first row
     * @param memory lends what {@link #places} are kept in
     * @return null if they are not nearby
     */
    static @Nullable NearbyRows of(
            RowReferences references, int from, int count, int chunkCount, ScratchMemory memory) {
        Spans spans = new Spans(references, from, count, chunkCount);
        return spans.rowCount() <= (long) MAX_COPIED * count
                ? new NearbyRows(spans, references, from, count, memory)
                : null;
    }

    /** Rows that the spans of some rows have together. */
    static long copiedRows(RowReferences references, int from, int count, int chunkCount) {
        return new Spans(references, from, count, chunkCount).rowCount();
    }

    public int spanCount() {
        return chunks.length;
    }

    public int chunk(int span) {
        return chunks[span];
    }

    /** The row of its chunk that a span begins with. */
    public int firstRow(int span) {
        return firstRows[span];
    }

    /** Where a span begins in a copy of all; for {@link #spanCount()} the rows of that copy. */
    public int start(int span) {
        return starts[span];
    }

    /** Where each row is in a copy of all spans, in time order; shared, not to be changed. */
    public int[] places() {
        return places;
    }
}
