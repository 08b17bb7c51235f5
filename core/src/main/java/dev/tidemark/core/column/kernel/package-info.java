/**
 * Moves of column values: from the native memory of batches into the arrays of vectors, and between
 * such arrays. Readers of hot runs, operators of queries and seals share them.
 *
 * <p>Main types: {@link dev.tidemark.core.column.kernel.MoveKernel} for values of all widths, texts
 * and their offsets, {@link dev.tidemark.core.column.kernel.ValidityBits} for bitmaps. {@link
 * dev.tidemark.core.column.kernel.Run}, {@link dev.tidemark.core.column.kernel.Picks} and {@link
 * dev.tidemark.core.column.kernel.Slots} tell which rows go where:
 *
 * <table>
 *   <caption>How values are moved: by registers (V) where that is faster, else plainly (P) or by the
 *       JDK's copies (C)</caption>
 *   <tr><th></th><th>1, 2, 4 bytes<th>8<th>16, 32<th>texts<th>offsets<th>validity</tr>
 *   <tr><td>copy of a run<td>V<td>C<td>C<td>C<td>V<td>P, by words</tr>
 *   <tr><td>gather by index, which merges sequences as well<td>P<td>P<td>V<td>V<td>P<td>P</tr>
 *   <tr><td>scatter<td>P<td>P<td>V<td>C, one by one<td>P<td>P</tr>
 *   <tr><td>narrowing copy of a run<td>V<td>C<td><td><td><td></tr>
 *   <tr><td>fill<td>C<td>C<td>C<td><td>C<td>P, by words</tr>
 * </table>
 *
 * <p>Gathers by registers of several small values were slower than plain loops with AVX-512: 1.6
 * instead of 0.5 ns a number of 64 bits, 0.8 instead of 0.5 ns a code, 2.9 instead of 1.2 ns a bit.
 * {@code MoveBenchmark} has these too. So was the search for the narrowest width, which C2 turns
 * into vector code itself: 0.25 instead of 0.13 ns a number.
 *
 * <p>All are stateless, may be called by any thread, own nothing and allocate nothing. Segments are
 * native ones, so that each call site sees one class of segment.
 */
@NullMarked
package dev.tidemark.core.column.kernel;

import org.jspecify.annotations.NullMarked;
