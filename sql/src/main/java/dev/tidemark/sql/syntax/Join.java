package dev.tidemark.sql.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code left JOIN right}.
 *
 * @param condition null for a cross join, and for a join by time that has no key
 * @param position of the first word of the join's kind
 */
public record Join(
        Kind kind,
        TableExpression left,
        TableExpression right,
        @Nullable Condition condition,
        int position)
        implements TableExpression {

    /** Which rows a join gives. */
    public enum Kind {
        INNER,
        LEFT,
        RIGHT,
        FULL,
        CROSS,
        /** Each left row with the newest right row that is not younger. */
        ASOF,
        /** Each left row with the newest right row that is older. */
        LT,
        /** All rows of both, each with the newest row of the other side. */
        SPLICE
    }

    /** Which pairs of rows belong together. */
    public sealed interface Condition extends Node {}

    /** {@code ON condition}. A join by time may have just its key columns in parentheses here. */
    public record On(Expression expression, int position) implements Condition {}

    /** {@code USING (columns)}. */
    public record Using(List<Identifier> columns, int position) implements Condition {
        public Using {
            columns = List.copyOf(columns);
        }
    }

    /** {@code NATURAL}: USING all columns of the same name. */
    public record Natural(int position) implements Condition {}
}
