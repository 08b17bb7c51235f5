package dev.tidemark.sql.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query, whole: as a statement, in parentheses, or as a part of another statement.
 *
 * @param with the common tables it begins with
 * @param orderBy empty for any order
 * @param forUpdate whether a {@code FOR UPDATE} or {@code FOR SHARE} follows
 */
public record Query(
        @Nullable With with,
        QueryBody body,
        List<SortItem> orderBy,
        @Nullable Limit limit,
        boolean forUpdate,
        int position)
        implements Statement {

    public Query {
        orderBy = List.copyOf(orderBy);
    }

    /** {@code WITH [RECURSIVE] tables}. */
    public record With(boolean recursive, List<CommonTable> tables) {
        public With {
            tables = List.copyOf(tables);
        }
    }
}
