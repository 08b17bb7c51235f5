/**
 * The rows that contenders are given: the same bytes for each of them.
 *
 * <p>A {@link dev.tidemark.benchmarks.data.DataSet} says which rows in which {@link
 * dev.tidemark.benchmarks.data.Order}; a {@link dev.tidemark.benchmarks.data.DataFile} holds them
 * as line protocol, together with the exact sums to check a server's answers against; {@link
 * dev.tidemark.benchmarks.data.LineRanges} cuts the file into portions of whole lines.
 *
 * <p>All are immutable. A data file belongs to whoever wrote it and is deleted by closing it.
 */
@NullMarked
package dev.tidemark.benchmarks.data;

import org.jspecify.annotations.NullMarked;
