/**
 * Batches of vectors between operators, and rows that operators keep.
 *
 * <p>Main types: {@link dev.tidemark.sql.vector.VectorBatch}, {@link
 * dev.tidemark.sql.vector.RowStore}, {@link dev.tidemark.core.column.VectorCopy}. Everything here
 * is heap memory that belongs to one operator, and so to one thread.
 */
@NullMarked
package dev.tidemark.sql.vector;

import org.jspecify.annotations.NullMarked;
