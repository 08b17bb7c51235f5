/**
 * Plans: what a query does, as sealed records.
 *
 * <p>Main types: {@link dev.tidemark.sql.plan.PlanNode}, a step that delivers rows; {@link
 * dev.tidemark.sql.plan.Scalar}, an expression over a row; {@link
 * dev.tidemark.sql.plan.ScanPredicate}, a condition that a scan checks by itself. All are immutable
 * and may be shared between threads; tables in them are not held open.
 */
@NullMarked
package dev.tidemark.sql.plan;

import org.jspecify.annotations.NullMarked;
