package dev.tidemark.merge.apply;

import dev.tidemark.core.table.RowRun;
import dev.tidemark.merge.plan.StagedRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the rows of one block are, the same for all columns. Immutable. */
final class BlockRecipe {
    private final List<Source> sources;
    private final int @Nullable [] order;

    /**
     * A recipe; the array is not copied.
     *
     * @param sources whose rows, one source after another, are the rows of the block
     * @param order which of these rows comes at each place; null if they are in order already
     */
    BlockRecipe(List<Source> sources, int @Nullable [] order) {
        this.sources = List.copyOf(sources);
        this.order = order;
    }

    List<Source> sources() {
        return sources;
    }

    int @Nullable [] order() {
        return order;
    }

    int rowCount() {
        return sources.stream().mapToInt(Source::rowCount).sum();
    }

    /**
     * The recipe for places {@code [from, to)} of the block alone. Rows of one source stand in
     * their order in the block, so those of the slice follow each other in the source.
     */
    BlockRecipe slice(int from, int to) {
        int count = sources.size();
        int[] starts = new int[count + 1];
        for (int source = 0; source < count; source++) {
            starts[source + 1] = starts[source] + sources.get(source).rowCount();
        }
        int[] first = new int[count];
        int[] taken = new int[count];
        int[] sourceOfPlace = new int[to - from];
        for (int place = from; place < to; place++) {
            int row = order == null ? place : order[place];
            int found = Arrays.binarySearch(starts, row);
            int source = found >= 0 ? found : -found - 2;
            first[source] = taken[source]++ == 0 ? row - starts[source] : first[source];
            sourceOfPlace[place - from] = source;
        }
        List<Source> parts = new ArrayList<>();
        int[] next = new int[count];
        int rows = 0;
        for (int source = 0; source < count; source++) {
            next[source] = rows;
            rows += taken[source];
            if (taken[source] > 0) {
                parts.add(sources.get(source).part(first[source], taken[source]));
            }
        }
        int[] places = new int[to - from];
        for (int place = 0; place < places.length; place++) {
            places[place] = next[sourceOfPlace[place]]++;
        }
        return new BlockRecipe(parts, order == null ? null : places);
    }

    /** The part of the staged rows that some of these are taken from; null if there are none. */
    @Nullable StagedRange stagedSpan() {
        int from = Integer.MAX_VALUE;
        int to = 0;
        for (Source source : sources) {
            if (source instanceof Staged staged) {
                from = Math.min(from, staged.from());
                to = Math.max(to, staged.from() + staged.rowCount());
            }
        }
        return from < to ? new StagedRange(from, to) : null;
    }

    /** Rows of one origin. */
    sealed interface Source {
        int rowCount();

        /** Rows {@code [from, from + count)} of these. */
        Source part(int from, int count);
    }

    /** Staged rows from a place on. */
    record Staged(int from, int rowCount) implements Source {
        @Override
        public Staged part(int skipped, int count) {
            return new Staged(from + skipped, count);
        }
    }

    /** Rows of a sealed run from a row on. */
    record Sealed(RowRun run, long row, int rowCount) implements Source {
        @Override
        public Source part(int skipped, int count) {
            return new Sealed(run, row + skipped, count);
        }
    }
}
