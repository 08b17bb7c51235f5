package dev.tidemark.sql.plan;

import dev.tidemark.core.table.Table;
import dev.tidemark.sql.time.TimeStep;
import dev.tidemark.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;

/** A step of a query: takes rows from its inputs and delivers rows. Immutable. */
public sealed interface PlanNode {
    /** What it delivers. */
    List<PlanColumn> columns();

    List<PlanNode> inputs();

    /** The same over other inputs, as many and with the same columns. */
    default PlanNode withInputs(List<PlanNode> others) {
        return switch (this) {
            case Scan scan -> scan;
            case Values values -> values;
            case Filter filter -> new Filter(others.getFirst(), filter.condition());
            case Project project ->
                    new Project(others.getFirst(), project.columns(), project.expressions());
            case Aggregation group ->
                    new Aggregation(
                            others.getFirst(),
                            group.keys(),
                            group.aggregates(),
                            group.timeColumn());
            case SteppedAggregation stepped ->
                    new SteppedAggregation(
                            (Aggregation) others.getFirst(),
                            stepped.descending(),
                            stepped.firstSteps());
            case Fill fill ->
                    new Fill(
                            others.getFirst(),
                            fill.timeColumn(),
                            fill.step(),
                            fill.keyColumns(),
                            fill.rules());
            case Latest latest -> new Latest(others.getFirst(), latest.keyColumns());
            case Sort sort -> new Sort(others.getFirst(), sort.keys(), sort.limit());
            case Distinct _ -> new Distinct(others.getFirst());
            case Limit limit -> new Limit(others.getFirst(), limit.window());
            case Reverse _ -> new Reverse(others.getFirst());
            case Union _ -> new Union(others);
        };
    }

    /** Types of {@link #columns()}. */
    default List<SqlType> types() {
        return columns().stream().map(PlanColumn::type).toList();
    }

    /**
     * Reads a table.
     *
     * @param projection schema indexes of the columns to deliver
     * @param range of the designated timestamp; only its rows pass
     * @param predicates all of which a row must pass
     */
    record Scan(
            Table table,
            List<PlanColumn> columns,
            List<Integer> projection,
            TimeRange range,
            List<ScanPredicate> predicates,
            ScanOrder order)
            implements PlanNode {
        public Scan {
            columns = List.copyOf(columns);
            projection = List.copyOf(projection);
            predicates = List.copyOf(predicates);
        }

        @Override
        public List<PlanNode> inputs() {
            return List.of();
        }

        /** The same in another order. */
        public Scan ordered(ScanOrder newOrder) {
            return new Scan(table, columns, projection, range, predicates, newOrder);
        }

        /** The same with other conditions. */
        public Scan filtered(TimeRange newRange, List<ScanPredicate> newPredicates) {
            return new Scan(table, columns, projection, newRange, newPredicates, order);
        }
    }

    /** The rows that a statement itself has. */
    record Values(List<PlanColumn> columns, List<List<Scalar>> rows) implements PlanNode {
        public Values {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
        }

        @Override
        public List<PlanNode> inputs() {
            return List.of();
        }
    }

    /** Rows for which a condition is true. */
    record Filter(PlanNode input, Scalar condition) implements PlanNode {
        @Override
        public List<PlanColumn> columns() {
            return input.columns();
        }

        @Override
        public List<PlanNode> inputs() {
            return List.of(input);
        }
    }

    /** Expressions over each row. */
    record Project(PlanNode input, List<PlanColumn> columns, List<Scalar> expressions)
            implements PlanNode {
        public Project {
            columns = List.copyOf(columns);
            expressions = List.copyOf(expressions);
        }

        @Override
        public List<PlanNode> inputs() {
            return List.of(input);
        }
    }

    /**
     * Groups rows by keys; delivers the keys, then the aggregates. Without keys it delivers one
     * row, whatever the input.
     *
     * @param timeColumn the input's designated timestamp, by which first and last go, or -1
     */
    record Aggregation(
            PlanNode input, List<Scalar> keys, List<AggregateCall> aggregates, int timeColumn)
            implements PlanNode {
        public Aggregation {
            keys = List.copyOf(keys);
            aggregates = List.copyOf(aggregates);
        }

        @Override
        public List<PlanColumn> columns() {
            List<PlanColumn> columns = new ArrayList<>();
            keys.forEach(key -> columns.add(new PlanColumn(key.toString(), key.type())));
            aggregates.forEach(call -> columns.add(new PlanColumn(call.toString(), call.type())));
            return columns;
        }

        @Override
        public List<PlanNode> inputs() {
            return List.of(input);
        }
    }

    /**
     * An aggregation over a scan whose first key is a step of the designated timestamp, computed
     * span of time by span of time, so that whoever needs only some steps stops it early. Delivers
     * rows in the order of the steps.
     *
     * @param descending newest steps first
     * @param firstSteps steps of the first span; later spans grow
     */
    record SteppedAggregation(Aggregation aggregation, boolean descending, long firstSteps)
            implements PlanNode {
        @Override
        public List<PlanColumn> columns() {
            return aggregation.columns();
        }

        @Override
        public List<PlanNode> inputs() {
            return List.of(aggregation);
        }
    }

    /**
     * Adds a row for every step of time without one, for each series that occurs.
     *
     * @param timeColumn of the input, sorted by it; never NULL
     * @param keyColumns what makes a series
     * @param rules for each column of the input that is neither time nor key, in order
     */
    record Fill(
            PlanNode input,
            int timeColumn,
            TimeStep step,
            List<Integer> keyColumns,
            List<FillRule> rules)
            implements PlanNode {
        public Fill {
            keyColumns = List.copyOf(keyColumns);
            rules = List.copyOf(rules);
        }

        @Override
        public List<PlanColumn> columns() {
            return input.columns();
        }

        @Override
        public List<PlanNode> inputs() {
            return List.of(input);
        }
    }

    /** The newest row of each series, of an input with the newest rows first; oldest first. */
    record Latest(PlanNode input, List<Integer> keyColumns) implements PlanNode {
        public Latest {
            keyColumns = List.copyOf(keyColumns);
        }

        @Override
        public List<PlanColumn> columns() {
            return input.columns();
        }

        @Override
        public List<PlanNode> inputs() {
            return List.of(input);
        }
    }

    /**
     * Sorts; of equal rows the earlier stays first.
     *
     * @param limit how many of the first rows are needed, or Long.MAX_VALUE
     */
    record Sort(PlanNode input, List<SortKey> keys, long limit) implements PlanNode {
        public Sort {
            keys = List.copyOf(keys);
        }

        @Override
        public List<PlanColumn> columns() {
            return input.columns();
        }

        @Override
        public List<PlanNode> inputs() {
            return List.of(input);
        }
    }

    /** Each different row once. */
    record Distinct(PlanNode input) implements PlanNode {
        @Override
        public List<PlanColumn> columns() {
            return input.columns();
        }

        @Override
        public List<PlanNode> inputs() {
            return List.of(input);
        }
    }

    /** Some rows by their place; see {@link RowWindow}. */
    record Limit(PlanNode input, RowWindow window) implements PlanNode {
        @Override
        public List<PlanColumn> columns() {
            return input.columns();
        }

        @Override
        public List<PlanNode> inputs() {
            return List.of(input);
        }
    }

    /** All rows, the last one first. */
    record Reverse(PlanNode input) implements PlanNode {
        @Override
        public List<PlanColumn> columns() {
            return input.columns();
        }

        @Override
        public List<PlanNode> inputs() {
            return List.of(input);
        }
    }

    /** The rows of one input after another. */
    record Union(List<PlanNode> inputs) implements PlanNode {
        public Union {
            inputs = List.copyOf(inputs);
        }

        @Override
        public List<PlanColumn> columns() {
            return inputs.getFirst().columns();
        }
    }
}
