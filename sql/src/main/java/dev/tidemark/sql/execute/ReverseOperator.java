package dev.tidemark.sql.execute;

import dev.tidemark.sql.type.SqlType;
import dev.tidemark.sql.vector.RowStore;
import java.util.List;

/** All rows, the last one first. */
final class ReverseOperator extends KeepingOperator {
    private final Operator input;
    private final List<SqlType> types;

    ReverseOperator(ExecutionContext context, Operator input, List<SqlType> types) {
        super(context);
        this.input = input;
        this.types = types;
    }

    @Override
    SortedRows compute() {
        RowStore rows = new RowStore(types);
        readAll(input, rows);
        int[] order = new int[rows.rowCount()];
        for (int index = 0; index < order.length; index++) {
            order[index] = order.length - 1 - index;
        }
        return new SortedRows(rows, order);
    }
}
