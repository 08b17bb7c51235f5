/**
 * The inner loops of block encodings: bit packing of vectors of 1,024 values, what is measured and
 * computed before, decimal floating point numbers, sums and filters of packed numbers, and running
 * sums.
 *
 * <p>Main types: {@link dev.tidemark.core.encoding.kernel.PackingKernel}, {@link
 * dev.tidemark.core.encoding.kernel.IntegerKernel}, {@link
 * dev.tidemark.core.encoding.kernel.DecimalKernel} and {@link
 * dev.tidemark.core.encoding.kernel.PackedScanKernel}, each with a scalar and a Vector API twin
 * that give exactly the same results; {@code best()} is the one to use on this machine. {@link
 * dev.tidemark.core.encoding.kernel.Statistics} holds what is measured.
 *
 * <h2>The interleaved layout</h2>
 *
 * A vector is a table of rows of 128 bytes, in columns of 64 bits for longs and of 32 bits for
 * ints: as wide as the values once they are unpacked. Columns are divided into lanes of 16, 32 or
 * 64 bits, the narrowest that hold a packed number; a lane goes down all rows and is a string of
 * bits. So one SIMD instruction shifts all lanes of a register by the same count (Afroozeh, Boncz:
 * "The FastLanes Compression Layout", VLDB 2023).
 *
 * <pre>
 *   longs in lanes of 16 bits: 16 columns of 4 lanes
 *
 *              column 0                     column 1                        column 15
 *   word 0   | v0.. v16.. v32.. v48..     | v1.. v17.. v33.. v49..    | .. | v15.. v31.. v47.. v63.. |
 *   word 1   | .. go on                   | .. go on                  | .. | .. go on                |
 *   ...
 * </pre>
 *
 * Values that are neighbours in a register once unpacked lie in neighbouring columns, and values of
 * one column are 16 (or 32) apart. So lanes become values by a shift and a mask within the column,
 * and values become lanes by a shift and an or: nothing ever moves across a register, which costs
 * several times as much and differs from machine to machine.
 *
 * <p>The layout is specified bit by bit in the package above. A full vector takes {@code 128 *
 * width} bytes; a short one is padded to whole lanes.
 *
 * <p>Threads: kernels have no state and may be shared. Ownership: callers own all arrays and
 * segments. Segments must be plain native ones: a kernel that meets several classes of segments
 * loses most of its speed.
 */
@NullMarked
package dev.tidemark.core.encoding.kernel;

import org.jspecify.annotations.NullMarked;
