package dev.tidemark.merge.apply;

import dev.tidemark.core.table.RowRun;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the rows of one block are, the same for all columns. Immutable. */
final class BlockRecipe {
    private final List<Source> sources;
    private final char @Nullable [] order;

    /**
     * A recipe; the array is not copied.
     *
     * @param sources whose rows, one source after another, are the rows of the block
     * @param order which of these rows comes at each place; null if they are in order already
     */
    BlockRecipe(List<Source> sources, char @Nullable [] order) {
        this.sources = List.copyOf(sources);
        this.order = order;
    }

    List<Source> sources() {
        return sources;
    }

    char @Nullable [] order() {
        return order;
    }

    /** Rows that come from hot runs. */
    long stagedRows() {
        return sources.stream().filter(Staged.class::isInstance).mapToLong(Source::rowCount).sum();
    }

    /** Rows of one origin. */
    sealed interface Source {
        int rowCount();
    }

    /** Staged rows from a place on. */
    record Staged(int from, int rowCount) implements Source {}

    /** Rows of a sealed run from a row on. */
    record Sealed(RowRun run, long row, int rowCount) implements Source {}
}
