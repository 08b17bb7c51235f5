/**
 * Moves of column values that change their order, and merges of sorted sequences: the inner loops
 * of a seal besides those copies that keep the order, which are in {@code core}.
 *
 * <p>Main types: {@link dev.tidemark.merge.kernel.MergeKernel} finds the order, {@link
 * dev.tidemark.merge.kernel.GatherKernel} and {@link dev.tidemark.merge.kernel.ScatterKernel} bring
 * hot rows into it, {@link dev.tidemark.merge.kernel.PermuteKernel} the rows of a block. They are
 * plain loops, because vector code was not faster; each tells what was measured.
 *
 * <p>All are stateless and may be called by any thread; they own nothing and allocate nothing.
 * Segments that they are given are native ones, so that each call site sees one class of segment.
 */
@NullMarked
package dev.tidemark.merge.kernel;

import org.jspecify.annotations.NullMarked;
