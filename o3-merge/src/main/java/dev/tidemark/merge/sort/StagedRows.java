package dev.tidemark.merge.sort;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.batch.ColumnBuffer;
import dev.tidemark.core.table.HiddenRows;
import dev.tidemark.core.table.HotRun;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of several hot runs in timestamp order, ties in arrival order.
 *
 * <p>A row is named by a reference that numbers a <em>chunk</em> and the row in it. A chunk is a
 * hot run, or a part of one that is larger than a chunk may be.
 *
 * <p>Immutable after {@link #sort} and {@link #leaveOut}; valid as long as the hot runs are, and
 * what the {@linkplain ScratchMemory scratch memory} has lent.
 */
public final class StagedRows {
    /** A chunk of fewer rows would cut validity bitmaps within a word. */
    private static final int MIN_CHUNK_BITS = 6;

    private static final int MAX_CHUNK_BITS = 14;
    private static final int REFERENCE_BITS = 32;

    /** Rows that are looked at together in order to tell whether they are nearby, as of a block. */
    private static final int SAMPLE_ROWS = 1 << 16;

    /** Rows of spans for each row, on average, beyond which groups take less time. */
    private static final int MAX_AVERAGE_COPIED = 3;

    private final List<HotRun> hotRuns;
    private final ScratchMemory memory;
    private int rowCount;
    private final int chunkBits;
    private int[] chunkRuns = {};
    private int[] chunkFirstRows = {};
    private int[] chunkStarts = {0};
    private long[] timestamps = {};
    private RowReferences references = new RowReferences(new int[0], 0, 0);
    private @Nullable Reading reading;
    private final Map<Part, Optional<NearbyRows>> nearby = new HashMap<>();
    private @Nullable RowGroups groups;

    /** Rows that follow each other in time. */
    private record Part(int from, int rowCount) {}

    private StagedRows(List<HotRun> hotRuns, int rowCount, int chunkBits, ScratchMemory memory) {
        this.hotRuns = hotRuns;
        this.memory = memory;
        this.rowCount = rowCount;
        this.chunkBits = chunkBits;
    }

    /**
     * Orders the rows of hot runs.
     *
     * @param hotRuns in arrival order; all of one table
     * @param sorter whose scratch memory the rows keep until its round ends
     * @throws IllegalArgumentException if there are more than {@link RowSorter#MAX_ROWS} rows
     */
    public static StagedRows sort(List<HotRun> hotRuns, RowSorter sorter) {
        long rows = hotRuns.stream().mapToLong(HotRun::rowCount).sum();
        if (rows > RowSorter.MAX_ROWS) {
            throw new IllegalArgumentException(
                    "%d rows are more than the %d that one seal can order"
                            .formatted(rows, RowSorter.MAX_ROWS));
        }
        StagedRows staged =
                new StagedRows(
                        List.copyOf(hotRuns),
                        (int) rows,
                        chooseChunkBits(hotRuns),
                        sorter.memory());
        staged.cutChunks();
        staged.order(sorter);
        return staged;
    }

    /** Leaves out the rows that others replace. */
    public void leaveOut(HiddenRows hidden) {
        int[] order = memory.ints(rowCount);
        int kept = 0;
        RowReferences.Runs runs = references.runs(0, rowCount);
        while (runs.next()) {
            int chunk = references.chunk(runs.reference());
            int firstRow = chunkFirstRows[chunk] + references.row(runs.reference());
            for (int index = 0; index < runs.rowCount(); index++) {
                if (!hidden.isHotHidden(chunkRuns[chunk], firstRow + index)) {
                    order[kept] = runs.reference() + index;
                    timestamps[kept++] = timestamps[runs.place() + index];
                }
            }
        }
        rowCount = kept;
        references = new RowReferences(order, kept, chunkBits);
    }

    public int rowCount() {
        return rowCount;
    }

    /** Timestamps in order, at least {@link #rowCount}; shared, not to be changed. */
    public long[] timestamps() {
        return timestamps;
    }

    /** References to the rows in order; shared, not to be changed. */
    public RowReferences references() {
        return references;
    }

    /** How columns are read in time order. */
    public enum Reading {
        /** Run by run, from where they arrived. */
        BY_RUNS,
        /** From copies of the spans in which {@link #nearby} rows arrived. */
        BY_SPANS,
        /** From copies that are laid out by {@link #groups}. */
        BY_GROUPS
    }

    /** How columns had better be read; worked out when first asked for. */
    public synchronized Reading reading() {
        Reading known = reading;
        if (known == null) {
            known = references.areInRuns() ? Reading.BY_RUNS : chooseReading();
            reading = known;
        }
        return known;
    }

    private Reading chooseReading() {
        long copied = 0;
        for (int from = 0; from < rowCount; from += SAMPLE_ROWS) {
            int count = Math.min(SAMPLE_ROWS, rowCount - from);
            long rows = NearbyRows.copiedRows(references, from, count, chunkRuns.length);
            copied += Math.min((long) NearbyRows.MAX_COPIED * count, rows);
        }
        boolean areNearby = copied <= (long) MAX_AVERAGE_COPIED * rowCount;
        return areNearby ? Reading.BY_SPANS : Reading.BY_GROUPS;
    }

    /**
     * The spans in which some rows arrived, if they are nearby; worked out when first asked for.
     *
     * @param from place of the first row
     */
    public synchronized @Nullable NearbyRows nearby(int from, int count) {
        return nearby.computeIfAbsent(
                        new Part(from, count),
                        _ ->
                                Optional.ofNullable(
                                        NearbyRows.of(
                                                references, from, count, chunkRuns.length, memory)))
                .orElse(null);
    }

    /**
     * How to lay out copies of the rows for reading them in time order; worked out when first asked
     * for.
     */
    public synchronized RowGroups groups() {
        RowGroups known = groups;
        if (known == null) {
            known = RowGroups.of(references, rowCount, chunkStarts, memory);
            groups = known;
        }
        return known;
    }

    public int chunkCount() {
        return chunkRuns.length;
    }

    /** The batch that a chunk is part of. */
    public Batch chunkBatch(int chunk) {
        return hotRuns.get(chunkRuns[chunk]).batch();
    }

    /** The row of {@link #chunkBatch} that is the chunk's row 0; a multiple of 64. */
    public int chunkFirstRow(int chunk) {
        return chunkFirstRows[chunk];
    }

    private static int chooseChunkBits(List<HotRun> hotRuns) {
        long largest = hotRuns.stream().mapToLong(HotRun::rowCount).max().orElse(0);
        int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(0, largest - 1));
        bits = Math.clamp(bits, MIN_CHUNK_BITS, MAX_CHUNK_BITS);
        while (bits > MIN_CHUNK_BITS && chunkCount(hotRuns, bits) << bits > 1L << REFERENCE_BITS) {
            bits--;
        }
        if (chunkCount(hotRuns, bits) << bits > 1L << REFERENCE_BITS) {
            throw new IllegalArgumentException(
                    hotRuns.size() + " hot runs are more than one seal can order");
        }
        return bits;
    }

    private static long chunkCount(List<HotRun> hotRuns, int chunkBits) {
        long chunkRows = 1L << chunkBits;
        return hotRuns.stream()
                .mapToLong(run -> (run.rowCount() + chunkRows - 1) >>> chunkBits)
                .sum();
    }

    private void cutChunks() {
        int chunks = (int) chunkCount(hotRuns, chunkBits);
        chunkRuns = new int[chunks];
        chunkFirstRows = new int[chunks];
        chunkStarts = new int[chunks + 1];
        int chunk = 0;
        for (int run = 0; run < hotRuns.size(); run++) {
            for (int row = 0; row < hotRuns.get(run).batch().rowCount(); row += 1 << chunkBits) {
                chunkRuns[chunk] = run;
                chunkFirstRows[chunk++] = row;
            }
        }
    }

    private void order(RowSorter sorter) {
        long[] arrived = memory.longs(rowCount);
        for (int chunk = 0; chunk < chunkRuns.length; chunk++) {
            int rows = rowsOf(chunk);
            copyTimestamps(chunk, rows, arrived);
            chunkStarts[chunk + 1] = chunkStarts[chunk] + rows;
        }
        timestamps = arrived;
        StretchMerge merge = sorter.stretches(arrived, rowCount);
        if (merge == null) {
            int[] order = nameRows();
            sorter.sort(timestamps, rowCount, order);
            references = new RowReferences(order, rowCount, chunkBits);
            return;
        }
        if (merge.stretchCount() > 1) {
            timestamps = memory.longs(rowCount);
            merge.copy(arrived, timestamps);
            memory.giveBack(arrived);
        }
        references = nameRuns(merge);
    }

    private int rowsOf(int chunk) {
        return Math.min(chunkBatch(chunk).rowCount() - chunkFirstRows[chunk], 1 << chunkBits);
    }

    /** References to all rows in the order of their arrival. */
    private int[] nameRows() {
        int[] order = memory.ints(rowCount);
        for (int chunk = 0; chunk < chunkRuns.length; chunk++) {
            int shift = (chunk << chunkBits) - chunkStarts[chunk];
            for (int row = chunkStarts[chunk]; row < chunkStarts[chunk + 1]; row++) {
                order[row] = row + shift;
            }
        }
        return order;
    }

    /** References to the rows of stretches, which are cut where chunks end. */
    private RowReferences nameRuns(StretchMerge merge) {
        int most = merge.stretchCount() + chunkRuns.length;
        int[] lengths = new int[most];
        int[] runReferences = new int[most];
        int runs = 0;
        for (int stretch = 0; stretch < merge.stretchCount(); stretch++) {
            int row = merge.from(stretch);
            int found = Arrays.binarySearch(chunkStarts, row);
            int chunk = found >= 0 ? found : -found - 2;
            while (row < merge.to(stretch)) {
                int end = Math.min(merge.to(stretch), chunkStarts[chunk + 1]);
                lengths[runs] = end - row;
                runReferences[runs++] = (chunk << chunkBits) + (row - chunkStarts[chunk]);
                row = end;
                chunk++;
            }
        }
        return RowReferences.ofRuns(
                Arrays.copyOf(lengths, runs), Arrays.copyOf(runReferences, runs), chunkBits);
    }

    private void copyTimestamps(int chunk, int rows, long[] into) {
        Batch batch = chunkBatch(chunk);
        ColumnBuffer column = batch.column(batch.schema().timestampIndex());
        long offset = (long) chunkFirstRows[chunk] * Long.BYTES;
        MemorySegment.copy(
                column.data(),
                ValueLayout.JAVA_LONG_UNALIGNED,
                offset,
                into,
                chunkStarts[chunk],
                rows);
    }

    /** First place at or after {@code from} whose timestamp is at least {@code timestamp}. */
    public int lowerBound(int from, long timestamp) {
        int low = from;
        int high = rowCount;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (timestamps[middle] < timestamp) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
