package dev.tidemark.sql.plan;

import dev.tidemark.sql.type.SqlType;

/** A column of what a plan node delivers. */
public record PlanColumn(String name, SqlType type) {}
