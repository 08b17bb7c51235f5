package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;
import dev.tidemark.sql.function.Accumulator;
import dev.tidemark.sql.function.GroupedRows;
import dev.tidemark.sql.plan.AggregateCall;
import dev.tidemark.sql.plan.Scalar;
import dev.tidemark.sql.type.SqlType;
import dev.tidemark.sql.vector.VectorBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * The groups of an aggregation over a part of its rows. Belongs to one thread; those of several
 * threads are merged.
 */
final class GroupTable {
    private final List<SqlType> keyTypes;
    private final Evaluator[] keys;
    private final Evaluator[] arguments;
    private final Accumulator[] accumulators;
    private final int timeColumn;
    private final GroupKeys groups;
    private final Vector[] keyVectors;
    private final GroupedRows rows = new GroupedRows();

    /**
     * @param timeColumn of the input, by which first and last go, or -1
     */
    GroupTable(List<Scalar> keys, List<AggregateCall> calls, int timeColumn, GroupKeys groups) {
        this.keyTypes = keys.stream().map(Scalar::type).toList();
        this.keys = Evaluator.all(keys);
        this.arguments = Evaluator.all(calls.stream().map(AggregateCall::argument).toList());
        this.accumulators =
                calls.stream()
                        .map(call -> call.aggregate().accumulator(call.argument().type()))
                        .toArray(Accumulator[]::new);
        this.timeColumn = timeColumn;
        this.groups = groups;
        this.keyVectors = new Vector[keys.size()];
        reserve();
    }

    int groupCount() {
        return groups.groupCount();
    }

    /** Takes in a batch of the input. */
    void add(VectorBatch batch) {
        int rowCount = batch.rowCount();
        for (int key = 0; key < keys.length; key++) {
            keyVectors[key] = keys[key].evaluate(batch);
        }
        int uniform = groups.assign(keyVectors, rowCount, rows.groups());
        rows.set(rowCount, uniform, timeColumn < 0 ? null : batch.column(timeColumn));
        reserve();
        for (int index = 0; index < accumulators.length; index++) {
            accumulators[index].add(arguments[index].evaluate(batch), rows);
        }
    }

    /** Takes in the groups of rows that come after this table's. */
    void merge(GroupTable later) {
        int count = later.groupCount();
        int[] mapped = new int[count];
        VectorBatch part = VectorBatch.of(keyTypes);
        int[] partGroups = new int[Vector.SIZE];
        for (int from = 0; from < count; from += Vector.SIZE) {
            int size = Math.min(Vector.SIZE, count - from);
            part.clear();
            for (int key = 0; key < keys.length; key++) {
                later.groups.append(key, from, size, part.column(key));
                keyVectors[key] = part.column(key);
            }
            int uniform = groups.assign(keyVectors, size, partGroups);
            for (int index = 0; index < size; index++) {
                mapped[from + index] = uniform == GroupedRows.SEVERAL ? partGroups[index] : uniform;
            }
        }
        reserve();
        for (int index = 0; index < accumulators.length; index++) {
            accumulators[index].merge(later.accumulators[index], mapped);
        }
    }

    /** Fills a batch's own vectors with groups {@code [from, from + count)}: keys, aggregates. */
    void deliver(int from, int count, VectorBatch into) {
        into.clear();
        for (int key = 0; key < keys.length; key++) {
            groups.append(key, from, count, into.column(key));
        }
        for (int index = 0; index < accumulators.length; index++) {
            accumulators[index].append(from, count, into.column(keys.length + index));
        }
        into.setRowCount(count);
    }

    /** Groups in order of their first key, a time that is never NULL; else in order of use. */
    int[] orderByTime(boolean descending) {
        VectorBatch part = VectorBatch.of(keyTypes);
        int count = groupCount();
        long[] times = new long[count];
        for (int from = 0; from < count; from += Vector.SIZE) {
            int size = Math.min(Vector.SIZE, count - from);
            part.clear();
            groups.append(0, from, size, part.column(0));
            System.arraycopy(part.column(0).longs(), 0, times, from, size);
        }
        return RowOrder.sort(
                count,
                (left, right) ->
                        descending
                                ? Long.compare(times[right], times[left])
                                : Long.compare(times[left], times[right]));
    }

    private void reserve() {
        for (Accumulator accumulator : accumulators) {
            accumulator.reserve(groups.groupCount());
        }
    }

    /** Types of what is delivered. */
    static List<SqlType> types(List<Scalar> keys, List<AggregateCall> calls) {
        List<SqlType> types = new ArrayList<>();
        keys.forEach(key -> types.add(key.type()));
        calls.forEach(call -> types.add(call.type()));
        return types;
    }
}
