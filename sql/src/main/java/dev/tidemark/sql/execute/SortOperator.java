package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;
import dev.tidemark.sql.plan.SortKey;
import dev.tidemark.sql.type.SqlType;
import dev.tidemark.sql.vector.RowStore;
import dev.tidemark.sql.vector.VectorBatch;
import java.util.Arrays;
import java.util.List;

/** Sorts; with a limit it never keeps many more rows than that. */
final class SortOperator extends KeepingOperator {
    /** Rows beyond twice the limit that are gathered before the surplus is dropped. */
    private static final int SLACK_ROWS = 1 << 14;

    private final Operator input;
    private final List<SqlType> types;
    private final SortKey[] keys;
    private final long limit;

    SortOperator(
            ExecutionContext context,
            Operator input,
            List<SqlType> types,
            List<SortKey> keys,
            long limit) {
        super(context);
        this.input = input;
        this.types = types;
        this.keys = keys.toArray(SortKey[]::new);
        this.limit = limit;
    }

    @Override
    SortedRows compute() {
        if (limit > Integer.MAX_VALUE / 4) {
            RowStore rows = new RowStore(types);
            readAll(input, rows);
            return new SortedRows(rows, order(rows));
        }
        RowStore rows = new RowStore(types);
        VectorBatch batch = input.next();
        while (batch != null) {
            rows.append(batch);
            if (rows.rowCount() > 2 * limit + SLACK_ROWS) {
                rows = first(rows);
            }
            batch = input.next();
        }
        int[] order = order(rows);
        return new SortedRows(rows, Arrays.copyOf(order, (int) Math.min(limit, order.length)));
    }

    /** The rows within the limit, in order: those that come later lose every tie against them. */
    private RowStore first(RowStore rows) {
        int[] order = order(rows);
        RowStore kept = new RowStore(types);
        VectorBatch part = VectorBatch.of(types);
        for (int from = 0; from < limit; from += Vector.SIZE) {
            rows.gather(order, from, (int) Math.min(Vector.SIZE, limit - from), part);
            kept.append(part);
        }
        return kept;
    }

    private int[] order(RowStore rows) {
        return RowOrder.sort(rows.rowCount(), (left, right) -> compare(rows, left, right));
    }

    private int compare(RowStore rows, int left, int right) {
        for (SortKey key : keys) {
            boolean leftNull = rows.isNull(key.column(), left);
            boolean rightNull = rows.isNull(key.column(), right);
            if (leftNull || rightNull) {
                if (leftNull != rightNull) {
                    return leftNull == key.nullsFirst() ? -1 : 1;
                }
                continue;
            }
            int order = rows.compare(key.column(), left, right);
            if (order != 0) {
                return key.descending() ? -order : order;
            }
        }
        return 0;
    }
}
