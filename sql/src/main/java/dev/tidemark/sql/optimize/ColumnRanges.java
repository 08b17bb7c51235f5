package dev.tidemark.sql.optimize;

import dev.tidemark.core.type.VectorKind;
import dev.tidemark.sql.plan.ComparisonOperator;
import dev.tidemark.sql.plan.PlanNode;
import dev.tidemark.sql.plan.Scalar;
import dev.tidemark.sql.plan.ScanPredicate;
import dev.tidemark.sql.type.SqlType;
import org.jspecify.annotations.Nullable;

/** Recognises conditions that mean a range of one column's numbers. */
final class ColumnRanges {
    /** Integers up to this are doubles exactly. */
    private static final long EXACT_LIMIT = 1L << 53;

    private ColumnRanges() {}

    static @Nullable ScanPredicate of(Scalar condition, PlanNode.Scan scan) {
        return switch (condition) {
            case Scalar.Input flag when flag.type() == SqlType.BOOLEAN ->
                    new ScanPredicate.LongRange(column(flag, scan), 1, 1);
            case Scalar.Not(Scalar.Input flag) ->
                    new ScanPredicate.LongRange(column(flag, scan), 0, 0);
            case Scalar.Comparison(var operator, Scalar.Input left, Scalar.Constant right) ->
                    range(left, operator, right, scan);
            case Scalar.Comparison(var operator, Scalar.Constant left, Scalar.Input right) ->
                    range(right, operator.mirrored(), left, scan);
            case Scalar.In(Scalar.Input operand, var values) when values.size() == 1 ->
                    range(operand, ComparisonOperator.EQUAL, values.getFirst(), scan);
            default -> null;
        };
    }

    private static @Nullable ScanPredicate range(
            Scalar.Input input,
            ComparisonOperator operator,
            Scalar.Constant constant,
            PlanNode.Scan scan) {
        VectorKind kind = input.type().columnType().vectorKind();
        int column = column(input, scan);
        if (kind == VectorKind.LONGS) {
            return switch (constant.value()) {
                case Long whole -> wholeRange(column, operator, whole);
                case Double real -> wholeRange(column, operator, real);
                case null, default -> null;
            };
        }
        if (kind != VectorKind.DOUBLES) {
            return null;
        }
        return switch (constant.value()) {
            case Double real when !real.isNaN() -> realRange(column, operator, real);
            case Long whole when Math.abs(whole) <= EXACT_LIMIT && whole != Long.MIN_VALUE ->
                    realRange(column, operator, whole);
            case null, default -> null;
        };
    }

    private static @Nullable ScanPredicate wholeRange(
            int column, ComparisonOperator operator, long value) {
        boolean isFirst = value == Long.MIN_VALUE;
        boolean isLast = value == Long.MAX_VALUE;
        return switch (operator) {
            case EQUAL -> new ScanPredicate.LongRange(column, value, value);
            case NOT_EQUAL -> null;
            case LESS ->
                    isFirst
                            ? none(column)
                            : new ScanPredicate.LongRange(column, Long.MIN_VALUE, value - 1);
            case LESS_OR_EQUAL -> new ScanPredicate.LongRange(column, Long.MIN_VALUE, value);
            case GREATER ->
                    isLast
                            ? none(column)
                            : new ScanPredicate.LongRange(column, value + 1, Long.MAX_VALUE);
            case GREATER_OR_EQUAL -> new ScanPredicate.LongRange(column, value, Long.MAX_VALUE);
        };
    }

    /** A column of integers against a real number, exactly: x > 90.5 means x >= 91. */
    private static @Nullable ScanPredicate wholeRange(
            int column, ComparisonOperator operator, double value) {
        double floor = Math.floor(value);
        if (Double.isNaN(value) || floor < -0x1p63 || floor >= 0x1p63) {
            return null;
        }
        if (floor == value) {
            return wholeRange(column, operator, (long) floor);
        }
        return switch (operator) {
            case EQUAL -> none(column);
            case NOT_EQUAL -> null;
            case LESS, LESS_OR_EQUAL ->
                    wholeRange(column, ComparisonOperator.LESS_OR_EQUAL, (long) floor);
            case GREATER, GREATER_OR_EQUAL ->
                    wholeRange(column, ComparisonOperator.GREATER, (long) floor);
        };
    }

    /** NaN is above all numbers. */
    private static @Nullable ScanPredicate realRange(
            int column, ComparisonOperator operator, double value) {
        double infinity = Double.POSITIVE_INFINITY;
        return switch (operator) {
            case EQUAL -> new ScanPredicate.RealRange(column, value, value, false);
            case NOT_EQUAL -> null;
            case LESS ->
                    value == -infinity
                            ? null
                            : new ScanPredicate.RealRange(
                                    column, -infinity, Math.nextDown(value), false);
            case LESS_OR_EQUAL -> new ScanPredicate.RealRange(column, -infinity, value, false);
            case GREATER ->
                    value == infinity
                            ? null
                            : new ScanPredicate.RealRange(
                                    column, Math.nextUp(value), infinity, true);
            case GREATER_OR_EQUAL -> new ScanPredicate.RealRange(column, value, infinity, true);
        };
    }

    private static ScanPredicate none(int column) {
        return new ScanPredicate.LongRange(column, Long.MAX_VALUE, Long.MIN_VALUE);
    }

    private static int column(Scalar.Input input, PlanNode.Scan scan) {
        return scan.projection().get(input.index());
    }
}
