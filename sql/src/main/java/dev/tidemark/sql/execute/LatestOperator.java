package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;
import dev.tidemark.sql.type.SqlType;
import dev.tidemark.sql.vector.KeyTable;
import dev.tidemark.sql.vector.RowStore;
import dev.tidemark.sql.vector.VectorBatch;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the first row of each series of an input that has the newest rows first; delivers the
 * oldest of them first. Where the only key is a symbol of a scan, the scan is told which series are
 * found, and passes over vectors without others; when none is left, it ends.
 */
final class LatestOperator extends KeepingOperator {
    private final ExecutionContext context;
    private final Operator input;
    private final List<SqlType> types;
    private final int[] keyColumns;
    private final @Nullable UnseenSymbols unseen;

    LatestOperator(
            ExecutionContext context,
            Operator input,
            List<SqlType> types,
            List<Integer> keyColumns,
            @Nullable UnseenSymbols unseen) {
        super(context);
        this.context = context;
        this.input = input;
        this.types = types;
        this.keyColumns = keyColumns.stream().mapToInt(Integer::intValue).toArray();
        this.unseen = unseen;
    }

    @Override
    SortedRows compute() {
        KeyTable series = new KeyTable(Arrays.stream(keyColumns).mapToObj(types::get).toList());
        RowStore newest = new RowStore(types);
        Vector[] keys = new Vector[keyColumns.length];
        int[] numbers = new int[Vector.SIZE];
        int[] selection = new int[Vector.SIZE];
        VectorBatch batch = input.next();
        while (batch != null) {
            context.check();
            for (int key = 0; key < keys.length; key++) {
                keys[key] = batch.column(keyColumns[key]);
            }
            series.number(keys, batch.rowCount(), numbers);
            int found = 0;
            for (int row = 0; row < batch.rowCount(); row++) {
                if (numbers[row] == newest.rowCount() + found) {
                    selection[found++] = row;
                }
            }
            newest.append(batch, selection, found);
            if (unseen != null && unseen.removeAll(keys[0], batch.rowCount())) {
                break;
            }
            batch = input.next();
        }
        int[] order = new int[newest.rowCount()];
        for (int index = 0; index < order.length; index++) {
            order[index] = order.length - 1 - index;
        }
        return new SortedRows(newest, order);
    }
}
