package dev.tidemark.merge.apply;

import dev.tidemark.core.column.ColumnReader;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.core.table.RowRun;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.VectorKind;
import java.io.IOException;

/** Follows the recipes of one column's blocks, with the vectors of one worker. */
final class BlockWriter {
    private final StagedColumn staged;
    private final GroupedCopies copies;
    private final ColumnType type;
    private final BlockWorkspace workspace;
    private final TextLimit textLimit;

    /** Where the blocks of a column go. */
    interface Target {
        void append(Vector block) throws IOException;
    }

    BlockWriter(GroupedCopies copies, BlockWorkspace workspace) {
        this.staged = copies.column();
        this.copies = copies;
        this.type = staged.type();
        this.workspace = workspace;
        this.textLimit = staged.textLimit();
    }

    /**
     * Writes a block; one with very much text as several, cut at the borders of vectors.
     *
     * @param recipe one of those that the copies were made for
     */
    void write(BlockRecipe recipe, Target target) throws IOException {
        copies.acquire(recipe);
        try {
            writeBlocks(recipe, target);
        } finally {
            copies.release(recipe);
        }
    }

    private void writeBlocks(BlockRecipe recipe, Target target) throws IOException {
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
            writeBlocks(recipe.slice(0, cut), target);
            writeBlocks(recipe.slice(cut, rows), target);
            return;
        }
        int[] order = recipe.order();
        target.append(order == null ? block : reorder(block, order));
    }

    private Vector gather(BlockRecipe recipe) {
        Vector block = workspace.gathered(type);
        VectorCopy.clear(block);
        for (BlockRecipe.Source source : recipe.sources()) {
            int at = block.length();
            switch (source) {
                case BlockRecipe.Staged hot -> copies.read(hot, block, at, workspace);
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

    private Vector reorder(Vector block, int[] order) {
        Vector ordered = workspace.ordered(type);
        VectorCopy.clear(ordered);
        VectorCopy.appendSelected(block, order, 0, block.length(), ordered);
        return ordered;
    }
}
