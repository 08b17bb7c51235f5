package dev.tidemark.sql.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that has a value. Parentheses leave no trace: the tree's shape says it all. */
public sealed interface Expression extends Node {

    /**
     * A number without its sign.
     *
     * @param text as written: {@code 123}, {@code 1_000}, {@code 1.5}, {@code .5}, {@code 1e6},
     *     {@code 0xFF}, {@code 0b1}, {@code 0o7}, or an integer with the suffix {@code L}
     */
    record NumberLiteral(String text, int position) implements Expression {}

    /** A text constant, without quotes and with its escapes resolved. */
    record StringLiteral(String value, int position) implements Expression {}

    record BooleanLiteral(boolean value, int position) implements Expression {}

    record NullLiteral(int position) implements Expression {}

    /** A constant after the name of its type: {@code TIMESTAMP '2016-01-01'}. */
    record TypedLiteral(TypeName type, String value, int position) implements Expression {}

    /**
     * {@code $1}, or a {@code ?}, which counts from 1 within its statement.
     *
     * @param number from 1
     */
    record Parameter(int number, int position) implements Expression {}

    /**
     * A column, perhaps with table and schema before it. A name such as {@code a.b} may also turn
     * out to be the field {@code b} of the composite column {@code a}.
     */
    record ColumnReference(QualifiedName name, int position) implements Expression {}

    record Unary(UnaryOperator operator, Expression operand, int position) implements Expression {}

    record Binary(BinaryOperator operator, Expression left, Expression right, int position)
            implements Expression {}

    /**
     * A chain of {@code AND} or of {@code OR}, flat: {@code a AND b AND c} is one node.
     *
     * @param operands at least two, in the order of the text
     * @param position of the first operator
     */
    record Logical(LogicalOperator operator, List<Expression> operands, int position)
            implements Expression {
        public Logical {
            operands = List.copyOf(operands);
        }
    }

    record IsNull(Expression operand, boolean negated, int position) implements Expression {}

    /** {@code IS [NOT] TRUE | FALSE | UNKNOWN}. */
    record IsTruth(Expression operand, Truth truth, boolean negated, int position)
            implements Expression {}

    /** What {@link IsTruth} asks for. */
    enum Truth {
        TRUE,
        FALSE,
        UNKNOWN
    }

    /** A comparison for which two NULLs are equal. */
    record IsDistinctFrom(Expression left, Expression right, boolean negated, int position)
            implements Expression {}

    /**
     * {@code [NOT] BETWEEN [SYMMETRIC] low AND high}.
     *
     * @param symmetric whether the bounds may come in either order
     */
    record Between(
            Expression operand,
            Expression low,
            Expression high,
            boolean symmetric,
            boolean negated,
            int position)
            implements Expression {}

    /** {@code [NOT] IN (a, b, ...)}; the list is not empty. */
    record InList(Expression operand, List<Expression> values, boolean negated, int position)
            implements Expression {
        public InList {
            values = List.copyOf(values);
        }
    }

    /** {@code [NOT] IN (SELECT ...)}. */
    record InSubquery(Expression operand, Query query, boolean negated, int position)
            implements Expression {}

    /**
     * {@code [NOT] IN '2016-01-01'}: IN without parentheses, which asks whether a point in time
     * lies in an interval that a text describes.
     */
    record InInterval(Expression operand, Expression interval, boolean negated, int position)
            implements Expression {}

    /** {@code [NOT] LIKE | ILIKE | SIMILAR TO pattern [ESCAPE escape]}. */
    record PatternMatch(
            PatternKind kind,
            Expression operand,
            Expression pattern,
            @Nullable Expression escape,
            boolean negated,
            int position)
            implements Expression {}

    /** The pattern language of a {@link PatternMatch}. */
    enum PatternKind {
        LIKE,
        ILIKE,
        SIMILAR_TO
    }

    /** {@code left = ANY (array)}, {@code left <> ALL (array)}; {@code SOME} is {@code ANY}. */
    record QuantifiedArray(
            BinaryOperator operator,
            Quantifier quantifier,
            Expression left,
            Expression array,
            int position)
            implements Expression {}

    /** {@code left = ANY (SELECT ...)}. */
    record QuantifiedSubquery(
            BinaryOperator operator,
            Quantifier quantifier,
            Expression left,
            Query query,
            int position)
            implements Expression {}

    /** Of how many elements a comparison must hold. */
    enum Quantifier {
        ANY,
        ALL
    }

    /**
     * {@code CASE}.
     *
     * @param operand what the branches are compared with; without it they are conditions
     * @param branches at least one
     * @param otherwise the value of ELSE
     */
    record Case(
            @Nullable Expression operand,
            List<When> branches,
            @Nullable Expression otherwise,
            int position)
            implements Expression {
        public Case {
            branches = List.copyOf(branches);
        }
    }

    /** One {@code WHEN condition THEN result}. */
    record When(Expression condition, Expression result, int position) implements Node {}

    /** {@code CAST(operand AS type)} or {@code operand::type}. */
    record Cast(Expression operand, TypeName type, int position) implements Expression {}

    /**
     * A function, aggregate or window function.
     *
     * <p>The standard's forms with words between the arguments are plain calls here: {@code
     * extract(hour FROM t)} is {@code extract('hour', t)}, {@code substring(s FROM a FOR n)} is
     * {@code substring(s, a, n)}, {@code position(a IN s)} is {@code position(a, s)}, {@code
     * overlay(s PLACING p FROM a FOR n)} is {@code overlay(s, p, a, n)}, {@code trim(BOTH c FROM
     * s)} is {@code btrim(s, c)} and its sisters {@code ltrim} and {@code rtrim}. Functions without
     * parentheses ({@code current_date}, {@code current_user}, ...) have no arguments.
     *
     * @param withinGroup the order of {@code WITHIN GROUP (ORDER BY ..)}; empty without one
     * @param filter the condition of {@code FILTER (WHERE ..)}
     * @param over the window, for a window function
     */
    record FunctionCall(
            QualifiedName name,
            Arguments arguments,
            List<SortItem> withinGroup,
            @Nullable Expression filter,
            @Nullable Window over,
            int position)
            implements Expression {
        public FunctionCall {
            withinGroup = List.copyOf(withinGroup);
        }
    }

    /**
     * What stands in the parentheses of a call.
     *
     * @param star whether it is {@code (*)}; then there are no values
     * @param orderBy in which order an aggregate takes its rows; empty for any
     */
    record Arguments(
            boolean star, boolean distinct, List<Expression> values, List<SortItem> orderBy) {
        public Arguments {
            values = List.copyOf(values);
            orderBy = List.copyOf(orderBy);
        }

        /** Plain arguments. */
        public static Arguments of(List<Expression> values) {
            return new Arguments(false, false, values, List.of());
        }
    }

    /** {@code name => value}, as an argument of a function. */
    record NamedArgument(Identifier name, Expression value, int position) implements Expression {}

    /** {@code ARRAY[a, b]}; an inner {@code [c, d]} is such a node too. */
    record ArrayConstructor(List<Expression> elements, int position) implements Expression {
        public ArrayConstructor {
            elements = List.copyOf(elements);
        }
    }

    /** {@code ARRAY(SELECT ...)}. */
    record ArraySubquery(Query query, int position) implements Expression {}

    /** {@code (a, b)} or {@code ROW(a)}. */
    record RowConstructor(List<Expression> elements, int position) implements Expression {
        public RowConstructor {
            elements = List.copyOf(elements);
        }
    }

    /** {@code array[index]}. */
    record Subscript(Expression array, Expression index, int position) implements Expression {}

    /** {@code array[lower:upper]}, either bound may be missing. */
    record Slice(
            Expression array, @Nullable Expression lower, @Nullable Expression upper, int position)
            implements Expression {}

    /** {@code (composite).field}. */
    record FieldSelection(Expression composite, Identifier field, int position)
            implements Expression {}

    record Collate(Expression operand, QualifiedName collation, int position)
            implements Expression {}

    record AtTimeZone(Expression operand, Expression zone, int position) implements Expression {}

    /** A query in parentheses, of one column and at most one row. */
    record Subquery(Query query, int position) implements Expression {}

    record Exists(Query query, int position) implements Expression {}

    /** {@code DEFAULT} in the place of a value to be stored. */
    record DefaultValue(int position) implements Expression {}
}
