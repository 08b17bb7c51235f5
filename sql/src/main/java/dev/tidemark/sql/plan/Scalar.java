package dev.tidemark.sql.plan;

import dev.tidemark.sql.function.DecimalCells;
import dev.tidemark.sql.function.Overload;
import dev.tidemark.sql.time.TimeStep;
import dev.tidemark.sql.type.SqlType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An expression with names and types resolved: one value for each row of its input. Equal ones
 * compute the same. Booleans are three-valued: NULL is unknown.
 */
public sealed interface Scalar {
    SqlType type();

    /** The operands, in order. */
    List<Scalar> children();

    /** The same with other operands, as many and of the same types. */
    Scalar withChildren(List<Scalar> children);

    /** Rebuilds the tree bottom up. */
    default Scalar transform(UnaryOperator<Scalar> change) {
        List<Scalar> changed = children().stream().map(child -> child.transform(change)).toList();
        return change.apply(changed.isEmpty() ? this : withChildren(changed));
    }

    /** Whether it is the same for all rows. */
    default boolean isConstant() {
        return this instanceof Constant;
    }

    /**
     * A constant.
     *
     * @param value null for NULL; a Long (booleans, integers, ticks, decimals of one word), a
     *     Double, a String, a {@code long[]} of words, or the {@code byte[]} of an array
     * @param digits of a number that was written with a point: what a decimal takes over where a
     *     DOUBLE would lose some; else null
     */
    record Constant(SqlType type, @Nullable Object value, @Nullable String digits)
            implements Scalar {
        public Constant(SqlType type, @Nullable Object value) {
            this(type, value, null);
        }

        @Override
        public List<Scalar> children() {
            return List.of();
        }

        @Override
        public Scalar withChildren(List<Scalar> children) {
            return this;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Constant constant
                    && type == constant.type
                    && Objects.deepEquals(value, constant.value)
                    && Objects.equals(digits, constant.digits);
        }

        @Override
        public int hashCode() {
            return Arrays.deepHashCode(new Object[] {value});
        }

        @Override
        public String toString() {
            if (value != null && type.isDecimal()) {
                return DecimalCells.text(value, type.columnType());
            }
            if (value instanceof long[] words) {
                return Arrays.toString(words);
            }
            return value instanceof String ? "'" + value + "'" : String.valueOf(value);
        }
    }

    /** A parameter without a value yet: it has a type, but cannot be computed. */
    record Parameter(int number, SqlType type) implements Scalar {
        @Override
        public List<Scalar> children() {
            return List.of();
        }

        @Override
        public Scalar withChildren(List<Scalar> children) {
            return this;
        }

        @Override
        public String toString() {
            return "$" + number;
        }
    }

    /** A column of the input. */
    record Input(int index, SqlType type) implements Scalar {
        @Override
        public List<Scalar> children() {
            return List.of();
        }

        @Override
        public Scalar withChildren(List<Scalar> children) {
            return this;
        }

        @Override
        public String toString() {
            return "#" + index;
        }
    }

    /**
     * A comparison. Both sides are of one type, or both integers, or both numbers (compared
     * exactly), or both texts.
     */
    record Comparison(ComparisonOperator operator, Scalar left, Scalar right) implements Scalar {
        @Override
        public SqlType type() {
            return SqlType.BOOLEAN;
        }

        @Override
        public List<Scalar> children() {
            return List.of(left, right);
        }

        @Override
        public Scalar withChildren(List<Scalar> children) {
            return new Comparison(operator, children.get(0), children.get(1));
        }

        @Override
        public String toString() {
            return left + " " + operator.symbol() + " " + right;
        }
    }

    /** AND or OR of at least two operands. */
    record Logical(boolean isAnd, List<Scalar> operands) implements Scalar {
        public Logical {
            operands = List.copyOf(operands);
        }

        @Override
        public SqlType type() {
            return SqlType.BOOLEAN;
        }

        @Override
        public List<Scalar> children() {
            return operands;
        }

        @Override
        public Scalar withChildren(List<Scalar> children) {
            return new Logical(isAnd, children);
        }

        @Override
        public String toString() {
            return operands.stream()
                    .map(Scalar::toString)
                    .collect(Collectors.joining(isAnd ? " AND " : " OR ", "(", ")"));
        }
    }

    record Not(Scalar operand) implements Scalar {
        @Override
        public SqlType type() {
            return SqlType.BOOLEAN;
        }

        @Override
        public List<Scalar> children() {
            return List.of(operand);
        }

        @Override
        public Scalar withChildren(List<Scalar> children) {
            return new Not(children.getFirst());
        }

        @Override
        public String toString() {
            return "NOT " + operand;
        }
    }

    /** Whether the operand is NULL; itself never NULL. */
    record IsNull(Scalar operand) implements Scalar {
        @Override
        public SqlType type() {
            return SqlType.BOOLEAN;
        }

        @Override
        public List<Scalar> children() {
            return List.of(operand);
        }

        @Override
        public Scalar withChildren(List<Scalar> children) {
            return new IsNull(children.getFirst());
        }

        @Override
        public String toString() {
            return operand + " IS NULL";
        }
    }

    /** Whether the operand equals one of some constants of its kind, none of which is NULL. */
    record In(Scalar operand, List<Constant> values) implements Scalar {
        public In {
            values = List.copyOf(values);
        }

        @Override
        public SqlType type() {
            return SqlType.BOOLEAN;
        }

        @Override
        public List<Scalar> children() {
            return List.of(operand);
        }

        @Override
        public Scalar withChildren(List<Scalar> children) {
            return new In(children.getFirst(), values);
        }

        @Override
        public String toString() {
            return operand + " IN " + values;
        }
    }

    /**
     * The result of the first condition that is true, or the last child.
     *
     * @param conditions at least one
     * @param results one for each condition and one more, all of the type
     */
    record Case(List<Scalar> conditions, List<Scalar> results, SqlType type) implements Scalar {
        public Case {
            conditions = List.copyOf(conditions);
            results = List.copyOf(results);
        }

        @Override
        public List<Scalar> children() {
            List<Scalar> all = new ArrayList<>(conditions);
            all.addAll(results);
            return all;
        }

        @Override
        public Scalar withChildren(List<Scalar> children) {
            int count = conditions.size();
            return new Case(
                    children.subList(0, count), children.subList(count, children.size()), type);
        }

        @Override
        public String toString() {
            return "CASE" + conditions + results;
        }
    }

    /** A cast for which {@code Conversion.exists} holds. */
    record Cast(Scalar operand, SqlType type, SourcePosition position) implements Scalar {
        @Override
        public List<Scalar> children() {
            return List.of(operand);
        }

        @Override
        public Scalar withChildren(List<Scalar> children) {
            return new Cast(children.getFirst(), type, position);
        }

        @Override
        public String toString() {
            return operand + "::" + type;
        }
    }

    /** A function of arguments of the types that it takes. */
    record Call(Overload function, List<Scalar> arguments, SqlType type, SourcePosition position)
            implements Scalar {
        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public List<Scalar> children() {
            return arguments;
        }

        @Override
        public Scalar withChildren(List<Scalar> children) {
            return new Call(function, children, type, position);
        }

        @Override
        public String toString() {
            return function
                    + arguments.stream()
                            .map(Scalar::toString)
                            .collect(Collectors.joining(", ", "(", ")"));
        }
    }

    /** Start of the step of time that the operand lies in. */
    record TimeBucket(Scalar operand, TimeStep step) implements Scalar {
        @Override
        public SqlType type() {
            return operand.type();
        }

        @Override
        public List<Scalar> children() {
            return List.of(operand);
        }

        @Override
        public Scalar withChildren(List<Scalar> children) {
            return new TimeBucket(children.getFirst(), step);
        }

        @Override
        public String toString() {
            String length = step.ticks() > 0 ? step.ticks() + " ticks" : step.months() + " months";
            return "bucket(" + operand + ", " + length + ")";
        }
    }
}
