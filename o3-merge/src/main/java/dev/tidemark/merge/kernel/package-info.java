/**
 * Merges of sorted sequences: what finds the order of rows. Their values are moved by the kernels
 * of {@code dev.tidemark.core.column.kernel}.
 *
 * <p>Main type: {@link dev.tidemark.merge.kernel.MergeKernel}. It has no vector twin, and tells
 * why.
 *
 * <p>All are stateless and may be called by any thread; they own nothing and allocate nothing.
 */
@NullMarked
package dev.tidemark.merge.kernel;

import org.jspecify.annotations.NullMarked;
