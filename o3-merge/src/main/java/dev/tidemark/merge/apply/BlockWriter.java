package dev.tidemark.merge.apply;

import dev.tidemark.core.column.ColumnReader;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.core.table.PartitionAppender;
import dev.tidemark.core.table.RowRun;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.VectorKind;
import dev.tidemark.merge.kernel.PermuteKernel;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows the recipes of a partition for one column: fills block after block and appends it. */
final class BlockWriter {
    private final StagedColumn staged;
    private final int columnIndex;
    private final ColumnType type;
    private final BlockWorkspace workspace;
    private final TextLimit textLimit;

    BlockWriter(StagedColumn staged, int columnIndex, ColumnType type, BlockWorkspace workspace) {
        this.textLimit = staged.textLimit();
        this.staged = staged;
        this.columnIndex = columnIndex;
        this.type = type;
        this.workspace = workspace;
    }

    void write(List<BlockRecipe> recipes, PartitionAppender appender) throws IOException {
        Vector copy = copy(recipes);
        for (BlockRecipe recipe : recipes) {
            write(recipe, copy, appender);
        }
    }

    /** Writes a block; one with very much text as several, cut at the borders of vectors. */
    private void write(BlockRecipe recipe, @Nullable Vector copy, PartitionAppender appender)
            throws IOException {
        Vector block;
        try {
            block = gather(recipe, copy);
        } catch (TextLimit.ExceededException tooLong) {
            int rows = recipe.rowCount();
            int half = rows / 2;
            int cut = half > Vector.SIZE ? half - half % Vector.SIZE : half;
            if (cut == 0) {
                throw new IllegalStateException("one row exceeds the limit of a block", tooLong);
            }
            write(recipe.slice(0, cut), copy, appender);
            write(recipe.slice(cut, rows), copy, appender);
            return;
        }
        char[] order = recipe.order();
        appender.append(columnIndex, order == null ? block : reorder(block, order));
    }

    /** A copy of the staged rows to gather from, if that is worth it. */
    private @Nullable Vector copy(List<BlockRecipe> recipes) {
        long rows = recipes.stream().mapToLong(BlockRecipe::stagedRows).sum();
        if (!staged.wantsCopy(rows)) {
            return null;
        }
        Vector copy = workspace.copied(type, staged.copiedRows());
        staged.copyGrouped(copy);
        return copy;
    }

    private Vector gather(BlockRecipe recipe, @Nullable Vector copy) {
        Vector block = workspace.gathered(type);
        VectorCopy.clear(block);
        for (BlockRecipe.Source source : recipe.sources()) {
            int at = block.length();
            switch (source) {
                case BlockRecipe.Staged hot when copy != null ->
                        staged.fillFrom(copy, hot, block, at);
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
        ColumnReader reader = run.reader(columnIndex);
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
