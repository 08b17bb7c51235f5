/**
 * The write-ahead log: the only files that a commit has to sync.
 *
 * <p>Main types: {@link dev.tidemark.core.log.LogWriter}, {@link dev.tidemark.core.log.LogReplay},
 * {@link dev.tidemark.core.log.RowsFrame}. A writer belongs to the store's commit thread; replay
 * runs before it is made.
 *
 * <p>The log is a folder of segments, {@code 0000000000000001.log} and so on, named by the sequence
 * number of their first frame in hexadecimal digits. All numbers are little endian. CRC is CRC-32C
 * (Castagnoli, RFC 3720).
 *
 * <h2>Segment</h2>
 *
 * <pre>
 *    0  4  magic "TMLG"
 *    4  4  format version, 4
 *    8  8  sequence number of the first frame
 *   16  8  sequence number of the last frame that counts in earlier segments
 *   24  8  length of the file in bytes
 *   32  4  CRC of bytes 0 to 32
 *   36 28  zero
 *   64     frames, each at a multiple of 64 bytes
 * </pre>
 *
 * <p>A segment is made under the name {@code ....log.new}, preallocated, synced with its header and
 * its first frames, and then renamed: so one that is too short or lacks its header is damaged, not
 * unfinished. Behind its last frame it holds zeros or the remains of a torn frame.
 *
 * <p>The next start goes on in a copy of the last segment, made in the same way and given its name:
 * of what a killed process wrote nobody knows whether it is synced, and rows that build on it, say
 * on symbols that a frame carries, must not be safer than it is. The copy is made with the first
 * frame that is added.
 *
 * <h2>Frame</h2>
 *
 * <pre>
 *    0  4  magic "TMFR"
 *    4  4  length of the payload in bytes, without padding
 *    8  8  sequence number: that of the frame before it + 1, across segments
 *   16  4  table number
 *   20  1  kind: 1 create table, 2 change schema, 3 drop table, 4 rows
 *   21  3  zero
 *   24  8  sequence number of the last frame that was known to be synced
 *   32  4  CRC of bytes 0 to 32 and of the payload
 *   36  4  zero
 *   40     payload, then zeros up to a multiple of 64
 * </pre>
 *
 * <p>A power cut may tear any frame that was not synced, and leave later ones whole. The number of
 * the last synced frame tells this from damage: if a whole frame says that a broken one was synced,
 * or a further segment follows, something acknowledged is lost. It is reported, and whole frames
 * behind it still count as far as they can be understood without it.
 *
 * <p>A segment is synced before the next one begins. After a failed write or sync the writer does
 * not trust the segment any more: everything since the last successful sync, whatever was promised
 * for it, is written again, under the same numbers, into a new segment, synced before it counts. So
 * the last number that counts in earlier segments is part of the header. It is less than the first
 * frame's number - 1 if a crash lost frames whose rows a manifest has: their numbers are not used
 * again.
 *
 * <p>Create and change carry a schema:
 *
 * <pre>
 *   4     version
 *   4     index of the designated timestamp
 *   1     partition unit: 0 NONE, 1 HOUR, 2 DAY, 3 WEEK, 4 MONTH, 5 YEAR
 *   2 + n table name: length in bytes, UTF-8
 *   4     number of columns; for each
 *           4     column id
 *           4     type: code, precision or dimensions, scale (1 byte each), zero
 *           2 + n name
 *   4     number of columns by which rows are deduplicated, 0 for none; for each
 *           4     index of the column
 *   1     durability: 0 that of the store, 1 sync, 2 interval, 3 none
 * </pre>
 *
 * <p>Rows carry one or more batches of a table. What is committed as one unit is one frame, so that
 * a crash leaves all of it or nothing.
 *
 * <pre>
 *   4     number of batches; then one after another
 * </pre>
 *
 * <p>A batch carries the symbols that no frame or batch of the table before it carried, then the
 * cells. Its head is padded to a multiple of 64 bytes from the start of the frame; blocks are those
 * of {@link dev.tidemark.core.encoding}, one for each column that has a value, in the order of the
 * schema:
 *
 * <pre>
 *   4     schema version of the batch
 *   4     number of columns of that version
 *   4     number of rows, 1 to 65,536
 *   4     number of symbol sections; for each
 *           4     column id
 *           4     code of the first text
 *           4     number of texts; for each
 *                   4 + n length in bytes, UTF-8
 *   for each column 1 byte: 1 = a block follows below, 0 = NULL in all rows
 *   blocks
 * </pre>
 */
@NullMarked
package dev.tidemark.core.log;

import org.jspecify.annotations.NullMarked;
