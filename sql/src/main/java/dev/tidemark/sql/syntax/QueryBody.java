package dev.tidemark.sql.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What gives a query its rows. */
public sealed interface QueryBody extends Node {

    /**
     * {@code SELECT}; the short forms {@code FROM t} and {@code TABLE t} are a {@code SELECT *}.
     *
     * @param from the tables between the commas; empty for a single row without columns
     * @param latest the rows to keep of each series, the newest ones
     * @param sampleBy the time steps to group by
     * @param grouping what GROUP BY and HAVING say, or null without both
     * @param windows the WINDOW clause
     */
    record Select(
            Projection projection,
            List<TableExpression> from,
            @Nullable Expression where,
            @Nullable Latest latest,
            @Nullable SampleBy sampleBy,
            @Nullable Grouping grouping,
            List<Window.Named> windows,
            int position)
            implements QueryBody {
        public Select {
            from = List.copyOf(from);
            windows = List.copyOf(windows);
        }
    }

    /**
     * The part between SELECT and FROM.
     *
     * @param distinctOn the keys of {@code DISTINCT ON (..)}; then {@code distinct} is true
     */
    record Projection(boolean distinct, List<Expression> distinctOn, List<SelectItem> items) {
        public Projection {
            distinctOn = List.copyOf(distinctOn);
            items = List.copyOf(items);
        }
    }

    /**
     * GROUP BY and HAVING.
     *
     * @param keys empty with a HAVING alone; an integer literal by itself is the ordinal of an
     *     output column
     */
    record Grouping(List<Expression> keys, @Nullable Expression having) {
        public Grouping {
            keys = List.copyOf(keys);
        }
    }

    /**
     * {@code left UNION [ALL] right} and its sisters.
     *
     * @param position of the operator
     */
    record SetOperation(
            SetOperator operator, boolean all, QueryBody left, QueryBody right, int position)
            implements QueryBody {}

    /** How two results become one. */
    enum SetOperator {
        UNION,
        INTERSECT,
        EXCEPT
    }

    /** {@code VALUES (1, 2), (3, 4)}; the rows have at least one value each. */
    record Values(List<List<Expression>> rows, int position) implements QueryBody {
        public Values {
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /** A query in parentheses that has an order, a limit or common tables of its own. */
    record Nested(Query query, int position) implements QueryBody {}
}
