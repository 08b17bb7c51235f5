/**
 * Moves of column values that keep their order: runs of rows from the native memory of batches into
 * the arrays of vectors, offsets of texts, and ranges of validity bitmaps. Readers of hot runs and
 * seals share them.
 *
 * <p>Main types: {@link dev.tidemark.core.column.kernel.RunCopy} for values of 1, 2, 4, 8, 16 and
 * 32 bytes and for offsets, {@link dev.tidemark.core.column.kernel.ValidityBits} for bitmaps. What
 * vector code does faster than plain code, widening and shifting, has twins behind {@code
 * RunKernel}; the rest is left to the copies of the JDK, which no loop beats.
 *
 * <p>All are stateless, may be called by any thread, own nothing and allocate nothing. Segments are
 * native ones, so that each call site sees one class of segment.
 */
@NullMarked
package dev.tidemark.core.column.kernel;

import org.jspecify.annotations.NullMarked;
