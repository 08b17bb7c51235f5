package dev.tidemark.merge.apply;

import dev.tidemark.core.column.ColumnReader;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.core.table.RowRun;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.VectorKind;
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
        VectorCopy.clear(block);
        for (BlockRecipe.Source source : recipe.sources()) {
            int at = block.length();
            switch (source) {
                case BlockRecipe.Staged hot when copy != null -> copy.gather(hot, block, at);
                case BlockRecipe.Staged hot -> staged.fill(hot, block, at);
                case BlockRecipe.Sealed sealed -> read(sealed, block);
            }
            block.setLength(at + source.rowCount());
        }
        return block;
    }

    /** Appends rows of a sealed run. */
    private void read(BlockRecipe.Sealed source, Vector into) {
        RowRun run = source.run();
        ColumnReader reader = run.reader(staged.columnIndex());
        Vector decoded = workspace.decoded(type);
        long row = source.row();
        long end = row + source.rowCount();
        while (row < end) {
            int count = (int) (Math.min(end, run.vectorEnd(row)) - row);
            reader.read(row, count, decoded);
            if (type.vectorKind() == VectorKind.BYTES) {
                int[] offsets = decoded.offsets();
                textLimit.end(into.offsets()[into.length()], offsets[count] - offsets[0]);
            }
            VectorCopy.append(decoded, 0, count, into);
            row += count;
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
