/**
 * Manifests: what of a table's files counts, replaced as a whole at every checkpoint.
 *
 * <p>Main types: {@link dev.tidemark.core.manifest.Manifest}, an immutable value, and {@link
 * dev.tidemark.core.manifest.ManifestFile}, which reads and replaces it in a table's folder. One
 * thread at a time may write to a folder; nothing here stays open.
 *
 * <p>There are two, {@code manifest.0} and {@code manifest.1}; the one with the higher generation
 * counts. A checkpoint replaces the older one, and when that is durable the other one by a further
 * generation that says the same: while it writes, one whole manifest is always there, and after it
 * either of them alone is enough, so that a damaged one costs nothing. Each is written as {@code
 * manifest.new}, synced, and renamed over its place, and then the folder is synced; a {@code
 * manifest.new} that is found has no meaning. A drop renames both to {@code manifest.dropped}: a
 * folder that has neither has lost them, unless the log has all of its table.
 *
 * <h2>Format, version 5</h2>
 *
 * All numbers are little endian. A text is its length in bytes (4) and that many bytes of UTF-8.
 *
 * <pre>
 * size
 *    4  magic number: the characters TMAN
 *    4  CRC32C of everything behind these four bytes
 *    4  format version: 5
 *    4  length of the file in bytes, at most 2^30
 *    8  generation: 1, 2, ...; even ones are manifest.0, odd ones manifest.1; an
 *         even one says the same as the odd one before it
 *    4  id of the table
 *    8  sequence number of the last log frame whose rows are sealed, 0 if none
 *       text: name of the table
 *    4  version of the schema
 *    4  index of the designated timestamp
 *    1  code of the partition unit
 *    4  number of columns; for each
 *         4  id
 *         4  type: code, precision or dimensions, scale (1 byte each), zero
 *            text: name
 *         4  texts in the column's symbol file that count; 0 for a column of another type
 *    4  number of columns by which rows are deduplicated, 0 for none; for each
 *         4  index of the column
 *    1  durability: 0 that of the store, 1 sync, 2 interval, 3 none
 *    4  number of partitions, in time order; for each
 *         8  first tick of the partition
 *         4  generation of its column files
 *         8  rows that the generation began with
 *         8  rows in its column files
 *         4  number of levels; for each
 *              4  number of pieces, in time order, 1 or more; for each
 *                   8  file row of the first row
 *                   8  number of rows
 *                   8  timestamp of the first row
 *                   8  timestamp of the last row
 *         4  number of column files, by column id; for each
 *              4  column id
 *              8  file row of the first value
 *              8  bytes of the file that count
 *    4  number of partitions that are damaged and not served; for each
 *         8  first tick of the partition
 *         8  timestamp of the first row
 *         8  timestamp of the last row
 *         8  number of rows
 *         8  byte at which the damage begins
 *            text: the damaged file, below the table's folder
 *            text: what is wrong with it
 * </pre>
 *
 * <p>A reader refuses a file that is not exactly this, and one that says what cannot be: pieces
 * that overlap in rows or within a level in time, lie outside their partition's span of time, or
 * end beyond its rows; files of unknown columns; partitions out of order.
 */
@NullMarked
package dev.tidemark.core.manifest;

import org.jspecify.annotations.NullMarked;
