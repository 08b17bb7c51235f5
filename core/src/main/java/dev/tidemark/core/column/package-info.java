/**
 * Columns: the decoded vectors of up to 1,024 values that readers see, the readers that fill them
 * from hot runs or column files, the column files themselves, and the dictionaries of symbols.
 *
 * <p>Main types: {@link dev.tidemark.core.column.Vector}, {@link
 * dev.tidemark.core.column.ColumnReader}; {@link dev.tidemark.core.column.ColumnFileWriter} and
 * {@link dev.tidemark.core.column.ColumnFile}; {@link dev.tidemark.core.column.SymbolDictionary}
 * and {@link dev.tidemark.core.column.SymbolFile}.
 *
 * <p>Threads: vectors, readers and writers belong to one thread each; dictionaries and mapped
 * column files are shared. Ownership: a column file is mapped in an arena of its opener's, and
 * readers hold no reference to it; a writer keeps its file open until it is closed.
 *
 * <h2>Format of a column file, version 1</h2>
 *
 * All numbers are little endian. A file holds the values of one column for the rows from a first
 * one on. It is only ever appended to; how many bytes and rows of it count is said elsewhere, and
 * what lies beyond is written over. Rows before the first one are NULL. A file is a header and a
 * sequence of blocks, each directly behind the one before.
 *
 * <pre>
 * offset size
 *      0    4  magic number: the characters TCOL
 *      4    4  CRC32C of the header but these four bytes
 *      8    1  format version: 1
 *      9    1  code of the column's type
 *     10    2  zero
 *     12    4  id of the column
 *     16    8  first row
 *     24   40  zero
 *     64       the first block
 * </pre>
 *
 * <p>Blocks are those of {@code dev.tidemark.core.encoding}: up to 65,536 rows, a multiple of 64
 * bytes long, with their row count, length, statistics and checksums at their start. All must be of
 * the kind and width of the column's type. There is no index of the blocks: a reader walks from
 * header to header. All columns of a partition are cut at the same rows, except that a block of
 * very long texts may be cut further, at multiples of 1,024 rows of it.
 *
 * <h2>Format of a symbol file, version 1</h2>
 *
 * All numbers are little endian. A file holds the texts of a symbol column in the order of their
 * codes. It is only ever appended to; how many texts count is said elsewhere, always a number at
 * which a chunk ends, and what lies beyond is written over. A file is a header and a sequence of
 * chunks.
 *
 * <pre>
 * offset size
 *      0    4  magic number: the characters TSYM
 *      4    4  format version: 1
 *      8    4  id of the column
 *     12    4  CRC32C of the 12 bytes before
 *     16       the first chunk
 *
 *   of a chunk:
 *      0    4  CRC32C of the chunk but these four bytes
 *      4    4  length of the chunk's entries in bytes, at most 2^20 unless it is one entry
 *      8    4  code of the first text
 *     12    4  number of texts, 1 or more
 *     16       the texts: for each its length (4 bytes) and its UTF-8 bytes
 * </pre>
 */
@NullMarked
package dev.tidemark.core.column;

import org.jspecify.annotations.NullMarked;
