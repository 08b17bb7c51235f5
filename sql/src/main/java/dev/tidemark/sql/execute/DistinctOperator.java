package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.sql.type.SqlType;
import dev.tidemark.sql.vector.KeyTable;
import dev.tidemark.sql.vector.VectorBatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Passes each different row where it occurs first. */
final class DistinctOperator implements Operator {
    private final Operator input;
    private final KeyTable known;
    private final VectorBatch fresh;
    private final Vector[] columns;
    private final int[] numbers = new int[Vector.SIZE];
    private final int[] selection = new int[Vector.SIZE];

    DistinctOperator(Operator input, List<SqlType> types) {
        this.input = input;
        this.known = new KeyTable(types);
        this.fresh = VectorBatch.of(types);
        this.columns = new Vector[types.size()];
    }

    @Override
    public @Nullable VectorBatch next() {
        VectorBatch batch = input.next();
        while (batch != null) {
            int first = known.size();
            for (int column = 0; column < columns.length; column++) {
                columns[column] = batch.column(column);
            }
            known.number(columns, batch.rowCount(), numbers);
            int count = 0;
            for (int row = 0; row < batch.rowCount(); row++) {
                if (numbers[row] == first + count) {
                    selection[count++] = row;
                }
            }
            if (count > 0) {
                return selected(batch, count);
            }
            batch = input.next();
        }
        return null;
    }

    private VectorBatch selected(VectorBatch batch, int count) {
        fresh.clear();
        for (int column = 0; column < columns.length; column++) {
            VectorCopy.appendSelected(
                    batch.column(column), selection, 0, count, fresh.column(column));
        }
        fresh.setRowCount(count);
        return fresh;
    }
}
