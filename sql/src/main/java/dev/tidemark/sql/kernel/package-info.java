/**
 * Inner loops of filters and aggregates, in the Vector API where that is faster.
 *
 * <p>Main types: {@link dev.tidemark.sql.kernel.Selections}, {@link
 * dev.tidemark.sql.kernel.Reductions}. Every vector kernel has a scalar twin that computes its tail
 * and that tests compare it with. Pure functions; any thread may call them.
 */
@NullMarked
package dev.tidemark.sql.kernel;

import org.jspecify.annotations.NullMarked;
