/**
 * Rows of results as bytes, from whole vectors.
 *
 * <p>Main types: {@link dev.tidemark.pgwire.row.RowEncoder}, which cuts batches into runs of rows
 * that fit a buffer, and one {@link dev.tidemark.pgwire.row.ColumnWriter} for each column, type and
 * format. Rows lie one after another in the buffer, but are written column by column: a first pass
 * over each vector measures its values, which gives every row its place, and a second pass puts
 * them there. So each loop handles one type, and nothing is allocated for a row or a value.
 *
 * <pre>
 *   +-----+--------------+---------------+----------------------+-------+----------------....
 *   | 'D' | int32 length | int16 columns | int32 length, or -1  | value | next column
 *   +-----+--------------+---------------+----------------------+-------+----------------....
 * </pre>
 *
 * <p>An encoder belongs to one result, and so to one thread at a time. It keeps scratch memory for
 * one batch.
 */
@NullMarked
package dev.tidemark.pgwire.row;

import org.jspecify.annotations.NullMarked;
