package dev.tidemark.sql.bind;

import dev.tidemark.sql.function.Aggregate;
import dev.tidemark.sql.plan.AggregateCall;
import dev.tidemark.sql.plan.Scalar;
import dev.tidemark.sql.syntax.Expression;
import dev.tidemark.sql.time.StepText;
import dev.tidemark.sql.time.TimeStep;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import dev.tidemark.sql.type.SqlType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Resolves calls: aggregates, what the session knows, steps of time, and scalar functions. */
final class CallBinder {
    private static final Set<String> MIXING = Set.of("coalesce", "greatest", "least", "nullif");
    private static final String DATABASE = "tidemark";
    private static final long MICROS_PER_MILLI = 1_000;

    private final ExpressionBinder binder;
    private final Coercion coercion;

    CallBinder(ExpressionBinder binder) {
        this.binder = binder;
        this.coercion = binder.context().coercion();
    }

    Scalar bind(Expression.FunctionCall call) {
        String name = call.name().last().text().toLowerCase(Locale.ROOT);
        List<Expression> arguments = call.arguments().values();
        if (call.over() != null) {
            throw unsupported(call, "window functions are not supported");
        }
        Optional<Aggregate> aggregate = Aggregate.ofName(name);
        if (aggregate.isPresent()) {
            return bindAggregate(aggregate.get(), call);
        }
        if (call.filter() != null || call.arguments().distinct() || call.arguments().star()) {
            throw unsupported(call, "'" + name + "' is not an aggregate");
        }
        if (arguments.isEmpty()) {
            Optional<Scalar> constant = sessionValue(name);
            if (constant.isPresent()) {
                return constant.get();
            }
        }
        return switch (name) {
            case "timestamp_floor", "time_bucket", "date_bin" -> bindBucket(call);
            case "current_setting" -> bindSetting(call);
            default -> bindScalar(name, arguments, call.position());
        };
    }

    private Scalar bindScalar(String name, List<Expression> arguments, int position) {
        List<Scalar> bound = arguments.stream().map(binder::bind).toList();
        return binder.call(
                name, MIXING.contains(name) ? binder.unify(bound, position) : bound, position);
    }

    private Scalar bindAggregate(Aggregate named, Expression.FunctionCall call) {
        AggregateCollector collector = binder.aggregates();
        if (collector == null) {
            throw new SqlException(
                    SqlState.GROUPING_ERROR, call.position(), "aggregates are not allowed here");
        }
        List<Expression> arguments = call.arguments().values();
        boolean countsRows =
                named == Aggregate.COUNT && (call.arguments().star() || arguments.isEmpty());
        ExpressionBinder inner = new ExpressionBinder(binder.context(), binder.scope(), null);
        if (countsRows) {
            return collector.add(countRows(call, inner));
        }
        if (arguments.size() != 1) {
            throw new SqlException(
                    SqlState.UNDEFINED_FUNCTION,
                    call.position(),
                    "aggregate " + named.name().toLowerCase(Locale.ROOT) + " takes one argument");
        }
        Aggregate aggregate = named;
        if (call.arguments().distinct() && named != Aggregate.MIN && named != Aggregate.MAX) {
            if (named != Aggregate.COUNT) {
                throw unsupported(call, "DISTINCT is supported in count, min and max only");
            }
            aggregate = Aggregate.COUNT_DISTINCT;
        }
        Scalar argument = inner.bind(arguments.getFirst());
        if (!aggregate.accepts(argument.type())) {
            throw new SqlException(
                    SqlState.UNDEFINED_FUNCTION,
                    call.position(),
                    "function "
                            + named.name().toLowerCase(Locale.ROOT)
                            + "("
                            + argument.type()
                            + ") does not exist");
        }
        Scalar converted =
                coercion.coerce(argument, aggregate.argumentType(argument.type()), call.position());
        return collector.add(new AggregateCall(aggregate, filtered(call, inner, converted)));
    }

    private AggregateCall countRows(Expression.FunctionCall call, ExpressionBinder inner) {
        Scalar.Constant one = new Scalar.Constant(SqlType.LONG, 1L);
        return call.filter() == null
                ? new AggregateCall(Aggregate.COUNT_ROWS, one)
                : new AggregateCall(Aggregate.COUNT, filtered(call, inner, one));
    }

    /** FILTER makes the argument NULL in rows that it keeps out; aggregates skip those. */
    private static Scalar filtered(
            Expression.FunctionCall call, ExpressionBinder inner, Scalar argument) {
        Expression filter = call.filter();
        if (filter == null) {
            return argument;
        }
        SqlType type = argument.type();
        Scalar plain =
                type == SqlType.SYMBOL ? inner.unify(List.of(argument), 0).getFirst() : argument;
        return new Scalar.Case(
                List.of(inner.condition(filter)),
                List.of(plain, new Scalar.Constant(plain.type(), null)),
                plain.type());
    }

    private Optional<Scalar> sessionValue(String name) {
        SessionValues session = binder.context().session();
        return switch (name) {
            case "now",
                    "systimestamp",
                    "current_timestamp",
                    "localtimestamp",
                    "transaction_timestamp",
                    "statement_timestamp",
                    "clock_timestamp" ->
                    Optional.of(new Scalar.Constant(SqlType.TIMESTAMP, session.nowMicros()));
            case "sysdate", "current_date" ->
                    Optional.of(
                            new Scalar.Constant(
                                    SqlType.DATE,
                                    Math.floorDiv(session.nowMicros(), MICROS_PER_MILLI)));
            case "version" -> Optional.of(text(session.version()));
            case "current_database", "current_catalog" -> Optional.of(text(DATABASE));
            case "current_schema" -> Optional.of(text("public"));
            case "current_user", "session_user", "user", "current_role" ->
                    Optional.of(text(session.user()));
            case "pg_is_in_recovery" -> Optional.of(new Scalar.Constant(SqlType.BOOLEAN, 0L));
            default -> Optional.empty();
        };
    }

    private Scalar bindSetting(Expression.FunctionCall call) {
        List<Expression> arguments = call.arguments().values();
        if (arguments.isEmpty()
                || !(binder.bind(arguments.getFirst()) instanceof Scalar.Constant constant)
                || !(constant.value() instanceof String name)) {
            throw unsupported(call, "current_setting takes the name of a setting");
        }
        Optional<String> value = binder.context().session().setting(name);
        if (value.isEmpty() && arguments.size() < 2) {
            throw new SqlException(
                    SqlState.UNDEFINED_OBJECT,
                    arguments.getFirst().position(),
                    "there is no setting '" + name + "'");
        }
        return new Scalar.Constant(SqlType.VARCHAR, value.orElse(null));
    }

    /** {@code timestamp_floor('1h', ts [, origin])}. */
    private Scalar bindBucket(Expression.FunctionCall call) {
        List<Expression> arguments = call.arguments().values();
        if (arguments.size() < 2 || arguments.size() > 3) {
            throw new SqlException(
                    SqlState.UNDEFINED_FUNCTION,
                    call.position(),
                    "a step of time takes a length, a time and perhaps an origin");
        }
        Scalar time = binder.bind(arguments.get(1));
        if (!time.type().isTime()) {
            time = coercion.coerce(time, SqlType.TIMESTAMP, arguments.get(1).position());
        }
        if (!(binder.bind(arguments.getFirst()) instanceof Scalar.Constant constant)
                || !(constant.value() instanceof String length)) {
            throw unsupported(call, "the length of a step must be a constant such as '1h'");
        }
        TimeStep step =
                StepText.parse(length, time.type().columnType())
                        .orElseThrow(() ->
                                new SqlException(
                                        SqlState.INVALID_TEXT,
                                        arguments.getFirst().position(),
                                        "'" + length + "' is no step of time",
                                        "Write a number and a unit, such as '1h'."));
        if (arguments.size() == 3) {
            Scalar origin = binder.value(arguments.get(2), time.type());
            if (!(origin instanceof Scalar.Constant start)
                    || !(start.value() instanceof Long tick)) {
                throw unsupported(call, "the origin of steps must be a constant");
            }
            step = step.startingAt(tick);
        }
        return new Scalar.TimeBucket(time, step);
    }

    private static Scalar text(String value) {
        return new Scalar.Constant(SqlType.VARCHAR, value);
    }

    private static SqlException unsupported(Expression.FunctionCall call, String message) {
        return new SqlException(SqlState.NOT_SUPPORTED, call.position(), message);
    }
}
