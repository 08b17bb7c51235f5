/**
 * Plans at work: one operator a plan node, one evaluator an expression, all on vectors of up to
 * 1,024 rows.
 *
 * <p>Main types: {@link dev.tidemark.sql.execute.Operators} makes an {@link
 * dev.tidemark.sql.execute.Operator} of a plan; {@link dev.tidemark.sql.execute.Evaluator} computes
 * an expression; {@link dev.tidemark.sql.execute.ExecutionContext} holds the snapshots of a query
 * and closes them. A query belongs to one thread; large aggregations borrow others from {@link
 * dev.tidemark.sql.execute.ScanThreads} and give them back before they deliver rows.
 *
 * <p>A batch belongs to the operator that delivers it and is valid until that operator is asked for
 * the next. Between operators batches are dense: a selection of rows exists only inside a scan or a
 * filter.
 */
@NullMarked
package dev.tidemark.sql.execute;

import org.jspecify.annotations.NullMarked;
