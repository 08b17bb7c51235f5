package dev.tidemark.sql.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The window of a window function.
 *
 * @param base the window of the WINDOW clause that this one begins with; {@code OVER w} is a window
 *     with nothing but a base
 * @param frame the rows around the current one, or null for the default
 */
public record Window(
        @Nullable Identifier base,
        List<Expression> partitionBy,
        List<SortItem> orderBy,
        @Nullable Frame frame,
        int position)
        implements Node {

    public Window {
        partitionBy = List.copyOf(partitionBy);
        orderBy = List.copyOf(orderBy);
    }

    /** A window of the WINDOW clause: {@code name AS (window)}. */
    public record Named(Identifier name, Window window) {}

    /** {@code unit BETWEEN start AND end}. */
    public record Frame(Unit unit, Bound start, Bound end) {}

    /** What the offsets of a frame count. */
    public enum Unit {
        ROWS,
        RANGE,
        GROUPS
    }

    /**
     * One end of a frame.
     *
     * @param offset for {@link BoundKind#PRECEDING} and {@link BoundKind#FOLLOWING} only
     */
    public record Bound(BoundKind kind, @Nullable Expression offset, int position)
            implements Node {}

    /** Where a frame starts or ends. */
    public enum BoundKind {
        UNBOUNDED_PRECEDING,
        PRECEDING,
        CURRENT_ROW,
        FOLLOWING,
        UNBOUNDED_FOLLOWING
    }
}
