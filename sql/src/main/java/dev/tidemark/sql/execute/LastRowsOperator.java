package dev.tidemark.sql.execute;

import dev.tidemark.sql.plan.RowWindow;
import dev.tidemark.sql.type.SqlType;
import dev.tidemark.sql.vector.RowStore;
import java.util.List;

/** The rows of a window that counts from the end. */
final class LastRowsOperator extends KeepingOperator {
    private final Operator input;
    private final List<SqlType> types;
    private final RowWindow window;

    LastRowsOperator(
            ExecutionContext context, Operator input, List<SqlType> types, RowWindow window) {
        super(context);
        this.input = input;
        this.types = types;
        this.window = window;
    }

    @Override
    SortedRows compute() {
        RowStore rows = new RowStore(types);
        readAll(input, rows);
        RowWindow kept = window.resolve(rows.rowCount());
        int[] order = new int[(int) (kept.high() - kept.low())];
        for (int index = 0; index < order.length; index++) {
            order[index] = (int) kept.low() + index;
        }
        return new SortedRows(rows, order);
    }
}
