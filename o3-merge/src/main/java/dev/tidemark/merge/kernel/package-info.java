/**
 * The inner loops of a seal: merges and gathers over plain arrays and the native memory of batches.
 *
 * <p>Main types: {@link dev.tidemark.merge.kernel.MergeKernel}, {@link
 * dev.tidemark.merge.kernel.GatherKernel}, {@link dev.tidemark.merge.kernel.PermuteKernel}. All are
 * stateless and may be called by any thread; they own nothing and allocate nothing. Segments that
 * they are given are native ones, so that each call site sees one class of segment.
 */
@NullMarked
package dev.tidemark.merge.kernel;

import org.jspecify.annotations.NullMarked;
