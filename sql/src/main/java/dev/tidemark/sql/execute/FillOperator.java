package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.sql.plan.FillRule;
import dev.tidemark.sql.plan.PlanNode;
import dev.tidemark.sql.plan.Scalar;
import dev.tidemark.sql.time.TimeStep;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import dev.tidemark.sql.type.SqlType;
import dev.tidemark.sql.vector.KeyTable;
import dev.tidemark.sql.vector.RowStore;
import dev.tidemark.sql.vector.VectorBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Adds a row for every step of time, between the first and the last that occur, and series without
 * one.
 */
final class FillOperator extends KeepingOperator {
    /** Rows beyond which filling is refused. */
    private static final long MAX_ROWS = 1L << 26;

    private static final int NONE = -1;

    private final Operator input;
    private final PlanNode.Fill plan;
    private final RowStore rows;
    private final RowStore filled;
    private final VectorBatch oneRow;
    private final Vector[] constants;

    FillOperator(ExecutionContext context, Operator input, PlanNode.Fill plan) {
        super(context);
        this.input = input;
        this.plan = plan;
        this.rows = new RowStore(plan.types());
        this.filled = new RowStore(plan.types());
        this.oneRow = VectorBatch.of(plan.types());
        this.constants = new Vector[plan.types().size()];
        fillConstants();
    }

    @Override
    SortedRows compute() {
        readAll(input, rows);
        int[] series = new int[rows.rowCount()];
        int seriesCount = numberSeries(series);
        int[] previous = new int[seriesCount];
        int[] present = new int[seriesCount];
        Arrays.fill(previous, NONE);
        TimeStep step = plan.step();
        int row = 0;
        long time = rows.rowCount() == 0 ? 0 : time(0);
        while (row < rows.rowCount()) {
            Arrays.fill(present, NONE);
            while (row < rows.rowCount() && time(row) == time) {
                present[series[row]] = row;
                row++;
            }
            for (int index = 0; index < seriesCount; index++) {
                if (present[index] != NONE) {
                    previous[index] = present[index];
                }
                add(time, present[index], previous[index], first(series, index));
            }
            time = step.next(time);
        }
        int[] order = new int[filled.rowCount()];
        Arrays.setAll(order, index -> index);
        return new SortedRows(filled, order);
    }

    private int numberSeries(int[] series) {
        List<Integer> keys = plan.keyColumns();
        if (keys.isEmpty()) {
            return 1;
        }
        List<SqlType> types = keys.stream().map(key -> plan.types().get(key)).toList();
        KeyTable table = new KeyTable(types);
        Vector[] vectors = new Vector[keys.size()];
        int[] numbers = new int[Vector.SIZE];
        for (int from = 0; from < series.length; from += Vector.SIZE) {
            int count = Math.min(Vector.SIZE, series.length - from);
            for (int index = 0; index < vectors.length; index++) {
                vectors[index] = rows.vector(keys.get(index), from);
            }
            table.number(vectors, count, numbers);
            System.arraycopy(numbers, 0, series, from, count);
        }
        return table.size();
    }

    /** Some row of the series, for its keys. */
    private static int first(int[] series, int number) {
        int row = 0;
        while (series[row] != number) {
            row++;
        }
        return row;
    }

    private void add(long time, int present, int previous, int anyOfSeries) {
        if (filled.rowCount() >= MAX_ROWS) {
            throw new SqlException(
                    SqlState.OUT_OF_MEMORY,
                    SqlException.NO_POSITION,
                    "FILL makes more than " + MAX_ROWS + " rows");
        }
        oneRow.clear();
        int rule = 0;
        for (int column = 0; column < constants.length; column++) {
            Vector into = oneRow.column(column);
            boolean isKey = plan.keyColumns().contains(column);
            if (column == plan.timeColumn()) {
                into.longs()[0] = time;
                into.setLength(1);
                continue;
            }
            FillRule fill = isKey ? new FillRule.Previous() : plan.rules().get(rule++);
            int source =
                    isKey
                            ? anyOfSeries
                            : present == NONE && fill instanceof FillRule.Previous
                                    ? previous
                                    : present;
            if (source != NONE) {
                VectorCopy.append(rows.vector(column, source), RowStore.slot(source), 1, into);
            } else if (fill instanceof FillRule.Value) {
                VectorCopy.append(constants[column], 0, 1, into);
            } else {
                VectorCopy.appendNull(into);
            }
        }
        oneRow.setRowCount(1);
        filled.append(oneRow);
    }

    private void fillConstants() {
        VectorBatch one = new VectorBatch(0);
        one.setRowCount(1);
        List<SqlType> types = plan.types();
        List<Integer> filledColumns = new ArrayList<>();
        for (int column = 0; column < constants.length; column++) {
            if (column != plan.timeColumn() && !plan.keyColumns().contains(column)) {
                filledColumns.add(column);
            }
        }
        for (int rule = 0; rule < filledColumns.size(); rule++) {
            int column = filledColumns.get(rule);
            if (plan.rules().get(rule) instanceof FillRule.Value value) {
                Scalar.Constant constant = new Scalar.Constant(types.get(column), value.value());
                constants[column] = new ConstantEvaluator(constant).evaluate(one);
            }
        }
    }

    private long time(int row) {
        return rows.vector(plan.timeColumn(), row).longs()[RowStore.slot(row)];
    }
}
