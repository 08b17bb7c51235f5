package dev.tidemark.sql.bind;

import dev.tidemark.sql.plan.PlanNode;

/**
 * Something with columns and rows.
 *
 * @param plan how to get its rows; its columns carry the names
 * @param timeColumn index of its designated timestamp, or -1
 */
public record Relation(PlanNode plan, int timeColumn) {}
