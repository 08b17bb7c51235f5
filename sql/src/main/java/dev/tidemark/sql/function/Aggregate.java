package dev.tidemark.sql.function;

import dev.tidemark.core.column.LongSummary;
import dev.tidemark.core.type.VectorKind;
import dev.tidemark.sql.type.SqlType;
import java.util.Locale;
import java.util.Optional;

/** The aggregate functions. All but the counts are NULL for groups without values. */
public enum Aggregate {
    /** count(*). */
    COUNT_ROWS,
    COUNT,
    /** count(distinct x). */
    COUNT_DISTINCT,
    SUM,
    AVG,
    MIN,
    MAX,
    /** The value at the earliest designated timestamp; the first that arrived of several. */
    FIRST,
    /** The value at the latest designated timestamp; the last that arrived of several. */
    LAST,
    STDDEV_SAMP,
    STDDEV_POP,
    VAR_SAMP,
    VAR_POP;

    /** The aggregate that SQL calls so, in any case. */
    public static Optional<Aggregate> ofName(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "count" -> Optional.of(COUNT);
            case "count_distinct" -> Optional.of(COUNT_DISTINCT);
            case "sum" -> Optional.of(SUM);
            case "avg" -> Optional.of(AVG);
            case "min" -> Optional.of(MIN);
            case "max" -> Optional.of(MAX);
            case "first" -> Optional.of(FIRST);
            case "last" -> Optional.of(LAST);
            case "stddev", "stddev_samp" -> Optional.of(STDDEV_SAMP);
            case "stddev_pop" -> Optional.of(STDDEV_POP);
            case "variance", "var_samp" -> Optional.of(VAR_SAMP);
            case "var_pop" -> Optional.of(VAR_POP);
            default -> Optional.empty();
        };
    }

    /** The type in which the argument is handed over. */
    public SqlType argumentType(SqlType type) {
        return switch (this) {
            case COUNT_ROWS, COUNT, COUNT_DISTINCT, FIRST, LAST ->
                    type == SqlType.UNKNOWN ? SqlType.VARCHAR : type;
            case MIN, MAX -> type.isText() ? SqlType.VARCHAR : type;
            case SUM, AVG -> type == SqlType.UNKNOWN ? SqlType.DOUBLE : type;
            case STDDEV_SAMP, STDDEV_POP, VAR_SAMP, VAR_POP -> SqlType.DOUBLE;
        };
    }

    /** Whether values of the type can be aggregated so. */
    public boolean accepts(SqlType type) {
        return switch (this) {
            case COUNT_ROWS, COUNT, COUNT_DISTINCT, FIRST, LAST -> true;
            case MIN, MAX -> type != SqlType.UUID && type != SqlType.LONG256 && !type.isArray();
            case SUM, AVG, STDDEV_SAMP, STDDEV_POP, VAR_SAMP, VAR_POP ->
                    type.isNumeric() || type == SqlType.UNKNOWN;
        };
    }

    /** The type of the result. */
    public SqlType resultType(SqlType argument) {
        return switch (this) {
            case COUNT_ROWS, COUNT, COUNT_DISTINCT -> SqlType.LONG;
            case SUM ->
                    argument.isDecimal()
                            ? DecimalTypes.total(argument)
                            : argument.isReal() ? SqlType.DOUBLE : SqlType.LONG;
            case AVG -> argument.isDecimal() ? DecimalTypes.average(argument) : SqlType.DOUBLE;
            case STDDEV_SAMP, STDDEV_POP, VAR_SAMP, VAR_POP -> SqlType.DOUBLE;
            case MIN, MAX, FIRST, LAST -> argument;
        };
    }

    /** Whether the result depends on the rows' times. */
    public boolean needsTimes() {
        return this == FIRST || this == LAST;
    }

    /** Whether a {@link LongSummary} of arguments of a type is all that has to be known of them. */
    public boolean takesSummaries(SqlType argument) {
        return switch (this) {
            case COUNT_ROWS -> true;
            case COUNT, MIN, MAX -> argument.columnType().vectorKind() == VectorKind.LONGS;
            case SUM, AVG -> argument.isNumeric() && !argument.isReal() && !argument.isDecimal();
            case COUNT_DISTINCT, FIRST, LAST, STDDEV_SAMP, STDDEV_POP, VAR_SAMP, VAR_POP -> false;
        };
    }

    /** Whether a {@link LongSummary} has to have the sum. */
    public boolean needsSum() {
        return this == SUM || this == AVG;
    }

    /** A new state for arguments of {@link #argumentType}. */
    public Accumulator accumulator(SqlType argument) {
        return switch (this) {
            case COUNT_ROWS -> new CountAccumulator(false);
            case COUNT -> new CountAccumulator(true);
            case COUNT_DISTINCT -> new DistinctCountAccumulator(argument);
            case SUM, AVG -> sum(argument);
            case MIN, MAX -> extreme(argument);
            case FIRST -> new EdgeAccumulator(argument, false);
            case LAST -> new EdgeAccumulator(argument, true);
            case STDDEV_SAMP -> new VarianceAccumulator(true, true);
            case STDDEV_POP -> new VarianceAccumulator(false, true);
            case VAR_SAMP -> new VarianceAccumulator(true, false);
            case VAR_POP -> new VarianceAccumulator(false, false);
        };
    }

    private Accumulator sum(SqlType argument) {
        boolean average = this == AVG;
        if (argument.isDecimal()) {
            return new DecimalSumAccumulator(argument, average);
        }
        return argument.isReal() ? new RealSumAccumulator(average) : new SumAccumulator(average);
    }

    private Accumulator extreme(SqlType argument) {
        boolean maximum = this == MAX;
        if (argument.isReal()) {
            return new RealExtremeAccumulator(maximum);
        }
        if (argument.columnType().vectorKind() == VectorKind.WIDE) {
            return new DecimalExtremeAccumulator(maximum);
        }
        return argument.isText()
                ? new TextExtremeAccumulator(maximum)
                : new ExtremeAccumulator(maximum);
    }
}
