package dev.tidemark.sql.bind;

import dev.tidemark.core.type.ColumnType;
import dev.tidemark.sql.plan.ComparisonOperator;
import dev.tidemark.sql.plan.Scalar;
import dev.tidemark.sql.syntax.SampleUnit;
import dev.tidemark.sql.time.TimeStep;
import dev.tidemark.sql.time.TimeText;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * {@code ts IN '2016-01-01'}: a text that gives only the first parts of a time means all times that
 * begin so.
 */
final class IntervalCondition {
    private IntervalCondition() {}

    static Scalar of(Scalar operand, String text, int position) {
        ColumnType type = operand.type().columnType();
        OptionalLong low = TimeText.parse(text, type);
        if (low.isEmpty()) {
            throw new SqlException(
                    SqlState.INVALID_TEXT, position, "'" + text + "' is no interval of time");
        }
        SampleUnit unit = unit(text.strip());
        Scalar.Constant first = new Scalar.Constant(operand.type(), low.getAsLong());
        if (unit == null) {
            return new Scalar.Comparison(ComparisonOperator.EQUAL, operand, first);
        }
        long next = TimeStep.of(1, unit, type).orElseThrow().next(low.getAsLong());
        return new Scalar.Logical(
                true,
                List.of(
                        new Scalar.Comparison(ComparisonOperator.GREATER_OR_EQUAL, operand, first),
                        new Scalar.Comparison(
                                ComparisonOperator.LESS,
                                operand,
                                new Scalar.Constant(operand.type(), next))));
    }

    /** The smallest part that the text gives, by its length; null if it is an instant. */
    private static @Nullable SampleUnit unit(String text) {
        return switch (text.length()) {
            case 4 -> SampleUnit.YEAR;
            case 7 -> SampleUnit.MONTH;
            case 10 -> SampleUnit.DAY;
            case 13 -> SampleUnit.HOUR;
            case 16 -> SampleUnit.MINUTE;
            case 19 -> SampleUnit.SECOND;
            default -> null;
        };
    }
}
