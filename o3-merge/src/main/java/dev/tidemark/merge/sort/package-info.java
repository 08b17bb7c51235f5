/**
 * Brings rows into timestamp order, equal timestamps in arrival order.
 *
 * <p>Main types: {@link dev.tidemark.merge.sort.RowSorter} orders an array of timestamps, {@link
 * dev.tidemark.merge.sort.StagedRows} the rows of several hot runs for a seal. No row moves here:
 * the result is a list of references to rows.
 *
 * <p>A sorter belongs to one thread; staged rows are immutable once sorted and may be shared.
 * Neither owns the batches that it refers to. Large arrays are lent by a {@link
 * dev.tidemark.merge.sort.ScratchMemory}, which whoever seals owns and keeps from seal to seal.
 */
@NullMarked
package dev.tidemark.merge.sort;

import org.jspecify.annotations.NullMarked;
