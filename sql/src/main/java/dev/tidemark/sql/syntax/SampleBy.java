package dev.tidemark.sql.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code SAMPLE BY 1h [FROM from TO to] [FILL(..)] [ALIGN TO ..]}: groups by steps of time.
 *
 * @param count how many units a step has, at least 1
 * @param bounds the span that the steps fill, or null for that of the data
 * @param fill what empty steps hold: none, or one for all aggregates, or one for each
 * @param alignment where the steps begin, or null for the default, the calendar in UTC
 */
public record SampleBy(
        long count,
        SampleUnit unit,
        @Nullable Bounds bounds,
        List<Fill> fill,
        @Nullable Alignment alignment,
        int position)
        implements Node {

    public SampleBy {
        if (count < 1) {
            throw new IllegalArgumentException("a step has at least 1 unit, not " + count);
        }
        fill = List.copyOf(fill);
    }

    /** {@code [FROM from] [TO to]}, half-open; at least one of both. */
    public record Bounds(@Nullable Expression from, @Nullable Expression to) {}

    /** What an aggregate of an empty step is. */
    public sealed interface Fill {

        /** Empty steps give no row. */
        record None() implements Fill {}

        /** NULL. */
        record Null() implements Fill {}

        /** The value of the step before. */
        record Previous() implements Fill {}

        /** A value on the line between the steps around. */
        record Linear() implements Fill {}

        /** A constant. */
        record Constant(Expression value) implements Fill {}
    }

    /** Where steps begin. */
    public sealed interface Alignment {

        /**
         * At round times of a calendar.
         *
         * @param timeZone null for UTC
         * @param offset by how much to move them, such as {@code '00:30'}; null for none
         */
        record Calendar(@Nullable Expression timeZone, @Nullable Expression offset)
                implements Alignment {}

        /** At the first row. */
        record FirstObservation() implements Alignment {}
    }
}
