/**
 * The inner loops of a seal: merges, gathers, scatters and copies of runs over plain arrays and the
 * native memory of batches. Where vector code beats plain code, which is so for copies that widen
 * values ({@code RunKernel}), there are twins behind one interface; the other classes tell what was
 * measured.
 *
 * <p>Main types: {@link dev.tidemark.merge.kernel.MergeKernel}, {@link
 * dev.tidemark.merge.kernel.GatherKernel}, {@link dev.tidemark.merge.kernel.PermuteKernel}. All are
 * stateless and may be called by any thread; they own nothing and allocate nothing. Segments that
 * they are given are native ones, so that each call site sees one class of segment.
 */
@NullMarked
package dev.tidemark.merge.kernel;

import org.jspecify.annotations.NullMarked;
