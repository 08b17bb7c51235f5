/**
 * The columnar batch in which rows walk from a socket to the log, the hot runs and the sort.
 *
 * <p>A {@link dev.tidemark.core.batch.Batch} is filled by one thread, cell by cell: its newest rows
 * lie in a {@link dev.tidemark.core.batch.RowStage} on the heap and move on to native memory 64 at
 * a time, for a store into an array costs a fraction of one into a segment. Then it is frozen; from
 * then on it is immutable and may be read by any thread until its last reference is released, when
 * its memory goes back to the {@link dev.tidemark.core.memory.MemoryPool}.
 *
 * <p>Layout of a column of {@code n} rows, all little endian:
 *
 * <pre>
 *   fixed width   data      n values of the type's width; SHORT, INT and LONG of the
 *                           narrowest width that holds all of the batch, 1 to 8 bytes
 *   variable      data      n + 1 end offsets into bytes, 4 bytes each, the first is 0
 *                 bytes     the values, one after another
 *   any           validity  absent if no row is NULL; else one bit a row, in 64-bit words,
 *                           least significant bit first, 1 = the row has a value
 * </pre>
 *
 * <p>What lies in {@code data} at a NULL row is zero (for variable columns: an empty range).
 */
@NullMarked
package dev.tidemark.core.batch;

import org.jspecify.annotations.NullMarked;
