package dev.tidemark.merge.sort;

import java.util.Arrays;

/**
 * A layout for copies of staged rows that arrived in no order. Rows that are close in time lie in
 * one group, and within it in the order of their arrival.
 *
 * <p>So a column is brought into order in two steps that both stay in the cache: arriving rows are
 * dealt out to few groups, which are written from front to back, and a group is small enough to be
 * read in any order. Reading the rows of a large seal from wherever they arrived takes about twice
 * as long.
 *
 * <p>Immutable.
 */
public final class RowGroups {
    private static final int GROUP_BITS = 16;

    /** Rows of a group; of 64-bit values half a megabyte. */
    public static final int GROUP_ROWS = 1 << GROUP_BITS;

    private final int[] places;
    private final int[] sources;

    private RowGroups(int[] places, int[] sources) {
        this.places = places;
        this.sources = sources;
    }

    /**
     * Lays out rows.
     *
     * @param references of rows in time order
     * @param chunkStarts the number, counted by arrival, of each chunk's first row, and at the end
     *     the number of rows; those that are not referred to are put behind all others
     * @param memory lends what the layout is kept in
     */
    static RowGroups of(
            RowReferences references, int rowCount, int[] chunkStarts, ScratchMemory memory) {
        int arrivedRows = chunkStarts[chunkStarts.length - 1];
        int groupCount = Math.ceilDiv(rowCount, GROUP_ROWS);
        int[] places = memory.ints(arrivedRows);
        Arrays.fill(places, 0, arrivedRows, groupCount); // the group first, then the place in it
        int[] sources = memory.ints(rowCount);
        int[] rows = references.references();
        for (int row = 0; row < rowCount; row++) {
            int reference = rows[row];
            sources[row] = chunkStarts[references.chunk(reference)] + references.row(reference);
            places[sources[row]] = row >>> GROUP_BITS;
        }
        int[] next = new int[groupCount + 1];
        Arrays.setAll(next, group -> Math.min(rowCount, group * GROUP_ROWS));
        for (int number = 0; number < arrivedRows; number++) {
            places[number] = next[places[number]]++;
        }
        for (int row = 0; row < rowCount; row++) {
            sources[row] = places[sources[row]];
        }
        return new RowGroups(places, sources);
    }

    /** Where the copy of each row goes, by number of arrival; shared, not to be changed. */
    public int[] places() {
        return places;
    }

    /** Where the copy of each row is, in time order; shared, not to be changed. */
    public int[] sources() {
        return sources;
    }
}
