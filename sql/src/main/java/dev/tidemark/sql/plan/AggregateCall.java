package dev.tidemark.sql.plan;

import dev.tidemark.sql.function.Aggregate;
import dev.tidemark.sql.type.SqlType;

/**
 * An aggregate over an expression.
 *
 * @param argument of the type that the aggregate takes; for count(*) any constant
 */
public record AggregateCall(Aggregate aggregate, Scalar argument) {
    public SqlType type() {
        return aggregate.resultType(argument.type());
    }

    @Override
    public String toString() {
        return aggregate + "(" + argument + ")";
    }
}
