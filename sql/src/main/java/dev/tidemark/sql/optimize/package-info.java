/**
 * Rules that make plans cheaper, one a file.
 *
 * <p>Main types: {@link dev.tidemark.sql.optimize.Optimizer}, which knows the rules and their
 * order, and {@link dev.tidemark.sql.optimize.Rule}. Rules are pure functions over immutable plans.
 */
@NullMarked
package dev.tidemark.sql.optimize;

import org.jspecify.annotations.NullMarked;
