package dev.tidemark.sql.plan;

import org.jspecify.annotations.Nullable;

/** What an aggregate is in a step of time without rows. */
public sealed interface FillRule {
    /** What it was in the step before. */
    record Previous() implements FillRule {}

    /** A constant of the column's type, or NULL. */
    record Value(@Nullable Object value) implements FillRule {}
}
