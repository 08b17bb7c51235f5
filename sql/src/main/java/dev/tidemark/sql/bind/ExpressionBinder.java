package dev.tidemark.sql.bind;

import dev.tidemark.core.text.Spelling;
import dev.tidemark.sql.function.Conversion;
import dev.tidemark.sql.function.Functions;
import dev.tidemark.sql.function.Overload;
import dev.tidemark.sql.plan.ComparisonOperator;
import dev.tidemark.sql.plan.Scalar;
import dev.tidemark.sql.plan.SourcePosition;
import dev.tidemark.sql.syntax.BinaryOperator;
import dev.tidemark.sql.syntax.Expression;
import dev.tidemark.sql.syntax.LogicalOperator;
import dev.tidemark.sql.syntax.UnaryOperator;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import dev.tidemark.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the names and types of expressions over one scope. Aggregates are handed to a collector,
 * where they are allowed.
 */
final class ExpressionBinder {
    private final BindContext context;
    private final Scope scope;
    private final @Nullable AggregateCollector aggregates;
    private final Coercion coercion;
    private final DecimalOperands decimals;

    /**
     * @param aggregates takes aggregates; null where none may stand
     */
    ExpressionBinder(BindContext context, Scope scope, @Nullable AggregateCollector aggregates) {
        this.context = context;
        this.scope = scope;
        this.aggregates = aggregates;
        this.coercion = context.coercion();
        this.decimals = new DecimalOperands(coercion);
    }

    Scope scope() {
        return scope;
    }

    BindContext context() {
        return context;
    }

    @Nullable AggregateCollector aggregates() {
        return aggregates;
    }

    /** An expression of any type, perhaps still UNKNOWN. */
    Scalar bind(Expression expression) {
        int position = expression.position();
        return switch (expression) {
            case Expression.NumberLiteral number ->
                    NumberLiterals.bind(number.text(), false, position);
            case Expression.StringLiteral text ->
                    new Scalar.Constant(SqlType.UNKNOWN, text.value());
            case Expression.BooleanLiteral literal ->
                    new Scalar.Constant(SqlType.BOOLEAN, literal.value() ? 1L : 0L);
            case Expression.NullLiteral _ -> new Scalar.Constant(SqlType.UNKNOWN, null);
            case Expression.TypedLiteral literal ->
                    coercion.coerce(
                            new Scalar.Constant(SqlType.UNKNOWN, literal.value()),
                            TypeNames.resolve(literal.type()),
                            position);
            case Expression.Parameter parameter ->
                    context.parameters().scalar(parameter.number(), position);
            case Expression.ColumnReference column -> scope.resolve(column.name());
            case Expression.Unary unary -> bindUnary(unary);
            case Expression.Binary binary -> bindBinary(binary);
            case Expression.Logical logical -> bindLogical(logical);
            case Expression.IsNull isNull ->
                    negate(isNull.negated(), new Scalar.IsNull(value(isNull.operand())));
            case Expression.IsTruth truth -> bindTruth(truth);
            case Expression.IsDistinctFrom distinct -> bindDistinct(distinct);
            case Expression.Between between -> bindBetween(between);
            case Expression.InList in -> bindIn(in);
            case Expression.InInterval in -> bindInInterval(in);
            case Expression.PatternMatch match -> bindPattern(match);
            case Expression.Case choice -> bindCase(choice);
            case Expression.Cast cast -> bindCast(cast);
            case Expression.FunctionCall call -> new CallBinder(this).bind(call);
            case Expression.ArrayConstructor array -> new ArrayBinder(this).bind(array);
            case Expression.Subscript subscript ->
                    call(
                            "[]",
                            List.of(bind(subscript.array()), bind(subscript.index())),
                            subscript.position());
            case Expression.Collate collate -> bind(collate.operand());
            case Expression.InSubquery _,
                    Expression.QuantifiedArray _,
                    Expression.QuantifiedSubquery _,
                    Expression.NamedArgument _,
                    Expression.ArraySubquery _,
                    Expression.RowConstructor _,
                    Expression.Slice _,
                    Expression.FieldSelection _,
                    Expression.AtTimeZone _,
                    Expression.Subquery _,
                    Expression.Exists _,
                    Expression.DefaultValue _ ->
                    throw new SqlException(
                            SqlState.NOT_SUPPORTED,
                            position,
                            "this form of expression is not supported");
        };
    }

    /** An expression whose type is settled. */
    Scalar value(Expression expression) {
        return coercion.settle(bind(expression), expression.position());
    }

    /** An expression as a value of a type. */
    Scalar value(Expression expression, SqlType type) {
        return coercion.coerce(bind(expression), type, expression.position());
    }

    /** A condition. */
    Scalar condition(Expression expression) {
        Scalar scalar = bind(expression);
        if (scalar.type() != SqlType.BOOLEAN && scalar.type() != SqlType.UNKNOWN) {
            throw new SqlException(
                    SqlState.DATATYPE_MISMATCH,
                    expression.position(),
                    "a condition must be BOOLEAN, not " + scalar.type());
        }
        return coercion.coerce(scalar, SqlType.BOOLEAN, expression.position());
    }

    /** A call of a function or operator, whose arguments are cast to what it takes. */
    Scalar call(String name, List<Scalar> arguments, int position) {
        List<SqlType> types = arguments.stream().map(Scalar::type).toList();
        Overload overload =
                Functions.find(name, types).orElseThrow(() -> undefined(name, types, position));
        List<Scalar> converted = new ArrayList<>();
        for (int index = 0; index < arguments.size(); index++) {
            SqlType target = overload.parameter(index).target(types.get(index));
            converted.add(coercion.coerce(arguments.get(index), target, position));
        }
        SqlType result = overload.resultType().apply(converted.stream().map(Scalar::type).toList());
        return new Scalar.Call(overload, converted, result, new SourcePosition(position));
    }

    /** A bound operand and where it stands. */
    private record Operand(Scalar scalar, int position) {
        SqlType type() {
            return scalar.type();
        }
    }

    private Operand operand(Expression expression) {
        return new Operand(bind(expression), expression.position());
    }

    /** A comparison of two values, brought to types that compare. */
    private Scalar.Comparison compare(
            ComparisonOperator operator, Operand left, Operand right, int position) {
        SqlType leftType = left.type();
        SqlType rightType = right.type();
        List<Scalar> both = List.of(left.scalar(), right.scalar());
        if (DecimalOperands.areMixed(both)) {
            List<Scalar> same = decimals.forComparison(both, position);
            return new Scalar.Comparison(operator, same.getFirst(), same.getLast());
        }
        boolean comparable =
                (leftType.isNumeric() && rightType.isNumeric())
                        || (leftType.isText() && rightType.isText());
        if (comparable) {
            return new Scalar.Comparison(
                    operator,
                    coercion.settle(left.scalar(), left.position()),
                    coercion.settle(right.scalar(), right.position()));
        }
        SqlType common = comparisonType(operator, leftType, rightType, position);
        return new Scalar.Comparison(
                operator,
                coercion.coerce(left.scalar(), common, left.position()),
                coercion.coerce(right.scalar(), common, right.position()));
    }

    private static SqlType comparisonType(
            ComparisonOperator operator, SqlType left, SqlType right, int position) {
        if (left.isText()) {
            return right;
        }
        boolean isOrder =
                operator != ComparisonOperator.EQUAL && operator != ComparisonOperator.NOT_EQUAL;
        if (right.isText() || (left == right && !(left.isArray() && isOrder))) {
            return left;
        }
        if (left.isTime() && (right.isTime() || right.isInteger())) {
            return right.isTime() && right.kind().compareTo(left.kind()) > 0 ? right : left;
        }
        if (right.isTime() && left.isInteger()) {
            return right;
        }
        throw new SqlException(
                SqlState.UNDEFINED_FUNCTION,
                position,
                "there is no operator " + left + " " + operator.symbol() + " " + right);
    }

    private Scalar bindUnary(Expression.Unary unary) {
        int position = unary.position();
        if (unary.operator() == UnaryOperator.MINUS
                && unary.operand() instanceof Expression.NumberLiteral number) {
            return NumberLiterals.bind(number.text(), true, position);
        }
        return switch (unary.operator()) {
            case PLUS -> bind(unary.operand());
            case MINUS -> call("-", List.of(bind(unary.operand())), position);
            case BITWISE_NOT -> call("~", List.of(bind(unary.operand())), position);
            case ABSOLUTE_VALUE -> call("abs", List.of(bind(unary.operand())), position);
            case NOT -> new Scalar.Not(condition(unary.operand()));
        };
    }

    private Scalar bindBinary(Expression.Binary binary) {
        int position = binary.position();
        Operand left = operand(binary.left());
        Operand right = operand(binary.right());
        List<Scalar> both = List.of(left.scalar(), right.scalar());
        return switch (binary.operator()) {
            case EQUAL -> compare(ComparisonOperator.EQUAL, left, right, position);
            case NOT_EQUAL -> compare(ComparisonOperator.NOT_EQUAL, left, right, position);
            case LESS -> compare(ComparisonOperator.LESS, left, right, position);
            case LESS_OR_EQUAL -> compare(ComparisonOperator.LESS_OR_EQUAL, left, right, position);
            case GREATER -> compare(ComparisonOperator.GREATER, left, right, position);
            case GREATER_OR_EQUAL ->
                    compare(ComparisonOperator.GREATER_OR_EQUAL, left, right, position);
            case LIKE -> call("like", both, position);
            case LIKE_ANY_CASE -> call("ilike", both, position);
            case NOT_LIKE -> new Scalar.Not(call("like", both, position));
            case NOT_LIKE_ANY_CASE -> new Scalar.Not(call("ilike", both, position));
            case REGEX_NO_MATCH -> new Scalar.Not(call("~", both, position));
            case REGEX_NO_MATCH_ANY_CASE -> new Scalar.Not(call("~*", both, position));
            case ADD,
                    SUBTRACT,
                    MULTIPLY,
                    DIVIDE,
                    MODULO,
                    POWER,
                    CONCATENATE,
                    BITWISE_AND,
                    BITWISE_OR,
                    BITWISE_XOR,
                    SHIFT_LEFT,
                    SHIFT_RIGHT,
                    REGEX_MATCH,
                    REGEX_MATCH_ANY_CASE,
                    STARTS_WITH,
                    CONTAINS,
                    CONTAINED_BY,
                    OVERLAPS,
                    JSON_FIELD,
                    JSON_FIELD_TEXT,
                    JSON_PATH,
                    JSON_PATH_TEXT ->
                    arithmetic(binary.operator(), both, position);
        };
    }

    /** Arithmetic of two integers of at most 32 bits is of type INT, as in PostgreSQL. */
    private Scalar arithmetic(BinaryOperator operator, List<Scalar> operands, int position) {
        Scalar result =
                call(operator.symbol(), decimals.forArithmetic(operands, position), position);
        boolean narrow =
                operands.stream()
                        .allMatch(operand ->
                                operand.type().isInteger() && operand.type() != SqlType.LONG);
        return narrow && result.type() == SqlType.LONG
                ? new Scalar.Cast(result, SqlType.INT, new SourcePosition(position))
                : result;
    }

    private Scalar bindLogical(Expression.Logical logical) {
        List<Scalar> operands = logical.operands().stream().map(this::condition).toList();
        return new Scalar.Logical(logical.operator() == LogicalOperator.AND, operands);
    }

    private Scalar bindTruth(Expression.IsTruth truth) {
        Scalar operand = condition(truth.operand());
        Scalar known = new Scalar.Not(new Scalar.IsNull(operand));
        Scalar result =
                switch (truth.truth()) {
                    case TRUE -> new Scalar.Logical(true, List.of(known, operand));
                    case FALSE -> new Scalar.Logical(true, List.of(known, new Scalar.Not(operand)));
                    case UNKNOWN -> new Scalar.IsNull(operand);
                };
        return negate(truth.negated(), result);
    }

    /** Two NULLs are equal, a NULL and a value are not. */
    private Scalar bindDistinct(Expression.IsDistinctFrom distinct) {
        Operand left = operand(distinct.left());
        Operand right = operand(distinct.right());
        Scalar.Comparison equal =
                compare(ComparisonOperator.EQUAL, left, right, distinct.position());
        Scalar leftNull = new Scalar.IsNull(equal.left());
        Scalar rightNull = new Scalar.IsNull(equal.right());
        Scalar same =
                new Scalar.Case(
                        List.of(leftNull, rightNull),
                        List.of(rightNull, new Scalar.Constant(SqlType.BOOLEAN, 0L), equal),
                        SqlType.BOOLEAN);
        return negate(!distinct.negated(), same);
    }

    private Scalar bindBetween(Expression.Between between) {
        int position = between.position();
        Operand operand = operand(between.operand());
        Operand low = operand(between.low());
        Operand high = operand(between.high());
        Scalar inside = range(operand, low, high, position);
        if (between.symmetric()) {
            inside =
                    new Scalar.Logical(false, List.of(inside, range(operand, high, low, position)));
        }
        return negate(between.negated(), inside);
    }

    private Scalar range(Operand operand, Operand low, Operand high, int position) {
        return new Scalar.Logical(
                true,
                List.of(
                        compare(ComparisonOperator.GREATER_OR_EQUAL, operand, low, position),
                        compare(ComparisonOperator.LESS_OR_EQUAL, operand, high, position)));
    }

    private Scalar bindIn(Expression.InList in) {
        Operand operand = operand(in.operand());
        List<Scalar.Comparison> equalities = new ArrayList<>();
        for (Expression value : in.values()) {
            equalities.add(
                    compare(ComparisonOperator.EQUAL, operand, operand(value), value.position()));
        }
        return negate(in.negated(), anyOf(equalities));
    }

    /** Whether one of several comparisons of one operand holds; an In if all are with constants. */
    private static Scalar anyOf(List<Scalar.Comparison> equalities) {
        Scalar left = equalities.getFirst().left();
        List<Scalar.Constant> constants = new ArrayList<>();
        for (Scalar.Comparison equality : equalities) {
            SqlType type = equality.right().type();
            boolean sameKind =
                    left.type().isText()
                            || left.type().columnType().vectorKind()
                                    == type.columnType().vectorKind();
            if (sameKind
                    && equality.left().equals(left)
                    && equality.right() instanceof Scalar.Constant constant
                    && constant.value() != null) {
                constants.add(constant);
            }
        }
        if (constants.size() == equalities.size()) {
            return new Scalar.In(left, constants);
        }
        return equalities.size() == 1
                ? equalities.getFirst()
                : new Scalar.Logical(false, List.copyOf(equalities));
    }

    private Scalar bindInInterval(Expression.InInterval in) {
        Scalar operand = value(in.operand());
        if (!operand.type().isTime()) {
            return negate(
                    in.negated(),
                    compare(
                            ComparisonOperator.EQUAL,
                            new Operand(operand, in.operand().position()),
                            operand(in.interval()),
                            in.position()));
        }
        if (!(bind(in.interval()) instanceof Scalar.Constant constant
                && constant.value() instanceof String text)) {
            throw new SqlException(
                    SqlState.NOT_SUPPORTED,
                    in.interval().position(),
                    "an interval must be a text known when the statement is prepared");
        }
        Scalar inside = IntervalCondition.of(operand, text, in.interval().position());
        return negate(in.negated(), inside);
    }

    private Scalar bindPattern(Expression.PatternMatch match) {
        if (match.kind() == Expression.PatternKind.SIMILAR_TO) {
            throw new SqlException(
                    SqlState.NOT_SUPPORTED, match.position(), "SIMILAR TO is not supported");
        }
        List<Scalar> arguments = new ArrayList<>();
        arguments.add(bind(match.operand()));
        arguments.add(bind(match.pattern()));
        if (match.escape() != null) {
            arguments.add(bind(match.escape()));
        }
        String name = match.kind() == Expression.PatternKind.LIKE ? "like" : "ilike";
        return negate(match.negated(), call(name, arguments, match.position()));
    }

    private Scalar bindCase(Expression.Case choice) {
        Operand operand = choice.operand() == null ? null : operand(choice.operand());
        List<Scalar> conditions = new ArrayList<>();
        List<Scalar> results = new ArrayList<>();
        for (Expression.When branch : choice.branches()) {
            conditions.add(
                    operand == null
                            ? condition(branch.condition())
                            : compare(
                                    ComparisonOperator.EQUAL,
                                    operand,
                                    operand(branch.condition()),
                                    branch.position()));
            results.add(bind(branch.result()));
        }
        Expression otherwise = choice.otherwise();
        results.add(
                otherwise == null ? new Scalar.Constant(SqlType.UNKNOWN, null) : bind(otherwise));
        List<Scalar> same = unify(results, choice.position());
        return new Scalar.Case(conditions, same, same.getFirst().type());
    }

    /** Brings values to one type; texts to VARCHAR. */
    List<Scalar> unify(List<Scalar> values, int position) {
        List<SqlType> types =
                decimals.forArithmetic(values, position).stream().map(Scalar::type).toList();
        SqlType common = Coercion.common(types, position);
        SqlType type = common.isText() ? SqlType.VARCHAR : common;
        return values.stream().map(value -> coercion.coerce(value, type, position)).toList();
    }

    private Scalar bindCast(Expression.Cast cast) {
        Scalar operand = bind(cast.operand());
        SqlType type = TypeNames.resolve(cast.type());
        SqlType target = type == SqlType.SYMBOL ? SqlType.VARCHAR : type;
        if (!Conversion.exists(operand.type(), target)) {
            throw new SqlException(
                    SqlState.DATATYPE_MISMATCH,
                    cast.position(),
                    "a value of type " + operand.type() + " cannot be cast to " + type);
        }
        Scalar result = coercion.coerce(operand, target, cast.position());
        // A number that is a DOUBLE by its cast is not taken for a decimal any more.
        return result instanceof Scalar.Constant constant && constant.digits() != null
                ? new Scalar.Constant(constant.type(), constant.value())
                : result;
    }

    private static Scalar negate(boolean negated, Scalar scalar) {
        return negated ? new Scalar.Not(scalar) : scalar;
    }

    private static SqlException undefined(String name, List<SqlType> types, int position) {
        boolean known = Functions.names().contains(name);
        return new SqlException(
                SqlState.UNDEFINED_FUNCTION,
                position,
                "function "
                        + name
                        + types.stream()
                                .map(SqlType::toString)
                                .collect(Collectors.joining(", ", "(", ")"))
                        + " does not exist"
                        + (known ? "" : Spelling.didYouMean(name, Functions.names())));
    }
}
