/**
 * Scalar functions, operators, casts and aggregates.
 *
 * <p>Main types: {@link dev.tidemark.sql.function.Functions} finds an {@link
 * dev.tidemark.sql.function.Overload} for argument types; {@link
 * dev.tidemark.sql.function.Conversion} casts; {@link dev.tidemark.sql.function.Aggregate} makes
 * {@link dev.tidemark.sql.function.Accumulator}s. Functions work on whole vectors and are
 * stateless; accumulators belong to one thread.
 */
@NullMarked
package dev.tidemark.sql.function;

import org.jspecify.annotations.NullMarked;
