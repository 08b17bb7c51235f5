package dev.tidemark.sql.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code LATEST ON timestamp PARTITION BY keys}, or the older {@code LATEST BY keys}: of the rows
 * with equal keys, the newest.
 *
 * @param timestamp null for LATEST BY, which means the table's designated timestamp
 * @param keys at least one column
 * @param beforeWhere whether it stands before WHERE and so picks its rows before the filter does
 */
public record Latest(
        @Nullable QualifiedName timestamp,
        List<QualifiedName> keys,
        boolean beforeWhere,
        int position)
        implements Node {

    public Latest {
        keys = List.copyOf(keys);
    }
}
