package dev.tidemark.merge.apply;

import dev.tidemark.core.column.ColumnReader;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.table.RowRun;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.merge.kernel.PermuteKernel;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Follows the recipes of one column's blocks, with the vectors of one worker. */
final class BlockWriter {
    private final StagedColumn staged;
    private final @Nullable GroupedCopy copy;
    private final ColumnType type;
    private final BlockWorkspace workspace;
    private final TextLimit textLimit;

    /** Where the blocks of a column go. */
    interface Target {
        void append(Vector block) throws IOException;
    }

    /**
     * @param copy to gather staged rows from, or null to gather them from where they arrived
     */
    BlockWriter(StagedColumn staged, @Nullable GroupedCopy copy, BlockWorkspace workspace) {
        this.staged = staged;
        this.copy = copy;
        this.type = staged.type();
        this.workspace = workspace;
        this.textLimit = staged.textLimit();
    }

    /** Writes a block; one with very much text as several, cut at the borders of vectors. */
    void write(BlockRecipe recipe, Target target) throws IOException {
        Vector block;
        try {
            block = gather(recipe);
        } catch (TextLimit.ExceededException tooLong) {
            int rows = recipe.rowCount();
            int half = rows / 2;
            int cut = half > Vector.SIZE ? half - half % Vector.SIZE : half;
            if (cut == 0) {
                throw new IllegalStateException("one row exceeds the limit of a block", tooLong);
            }
            write(recipe.slice(0, cut), target);
            write(recipe.slice(cut, rows), target);
            return;
        }
        char[] order = recipe.order();
        target.append(order == null ? block : reorder(block, order));
    }

    private Vector gather(BlockRecipe recipe) {
        Vector block = workspace.gathered(type);
        block.setHasNulls(false);
        int at = 0;
        for (BlockRecipe.Source source : recipe.sources()) {
            switch (source) {
                case BlockRecipe.Staged hot when copy != null -> copy.gather(hot, block, at);
                case BlockRecipe.Staged hot -> staged.fill(hot, block, at);
                case BlockRecipe.Sealed sealed -> read(sealed, block, at);
            }
            at += source.rowCount();
        }
        block.setLength(at);
        return block;
    }

    private void read(BlockRecipe.Sealed source, Vector into, int at) {
        RowRun run = source.run();
        ColumnReader reader = run.reader(staged.columnIndex());
        Vector decoded = workspace.decoded(type);
        long row = source.row();
        long end = row + source.rowCount();
        int next = at;
        while (row < end) {
            int count = (int) (Math.min(end, run.vectorEnd(row)) - row);
            reader.read(row, count, decoded);
            copy(decoded, count, into, next);
            row += count;
            next += count;
        }
    }

    private void copy(Vector from, int count, Vector into, int at) {
        switch (from.type().vectorKind()) {
            case LONGS, WIDE -> {
                int words = from.wordsPerValue();
                System.arraycopy(from.longs(), 0, into.longs(), at * words, count * words);
            }
            case DOUBLES -> System.arraycopy(from.doubles(), 0, into.doubles(), at, count);
            case CODES -> System.arraycopy(from.codes(), 0, into.codes(), at, count);
            case BYTES -> copyTexts(from, count, into, at);
        }
        if (from.hasNulls()) {
            for (int row = 0; row < count; row++) {
                if (from.isNull(row)) {
                    into.setNull(at + row);
                }
            }
        }
    }

    private void copyTexts(Vector from, int count, Vector into, int at) {
        int[] offsets = into.offsets();
        int start = from.offsets()[0];
        int lengthBytes = from.offsets()[count] - start;
        int end = textLimit.end(offsets[at], lengthBytes);
        System.arraycopy(from.bytes(), start, into.reserveBytes(end), offsets[at], lengthBytes);
        int shift = offsets[at] - start;
        for (int row = 1; row <= count; row++) {
            offsets[at + row] = from.offsets()[row] + shift;
        }
    }

    private Vector reorder(Vector block, char[] order) {
        Vector ordered = workspace.ordered(type);
        int count = block.length();
        switch (type.vectorKind()) {
            case LONGS -> PermuteKernel.permute(block.longs(), order, count, ordered.longs());
            case WIDE ->
                    PermuteKernel.permuteWide(
                            block.longs(), order, count, block.wordsPerValue(), ordered.longs());
            case DOUBLES -> PermuteKernel.permute(block.doubles(), order, count, ordered.doubles());
            case CODES -> PermuteKernel.permute(block.codes(), order, count, ordered.codes());
            case BYTES ->
                    PermuteKernel.permuteTexts(
                            block.offsets(),
                            block.bytes(),
                            order,
                            count,
                            ordered.offsets(),
                            ordered.reserveBytes(block.offsets()[count]));
        }
        ordered.setHasNulls(block.hasNulls());
        if (block.hasNulls()) {
            PermuteKernel.permuteBits(block.validity(), order, count, ordered.validity());
        }
        ordered.setLength(count);
        return ordered;
    }
}
