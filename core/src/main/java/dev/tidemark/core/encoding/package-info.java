/**
 * Block encodings: up to 65,536 values of one column as one self-contained, compressed, checked run
 * of bytes.
 *
 * <p>Main types: {@link dev.tidemark.core.encoding.BlockEncoder} appends blocks to a {@link
 * dev.tidemark.core.encoding.BlockOutput}; {@link dev.tidemark.core.encoding.EncodedBlock} reads
 * one where it lies, by vectors of 1,024 values or value by value; {@link
 * dev.tidemark.core.encoding.EncodingChoice} decides by size. The inner loops are in {@code
 * kernel}.
 *
 * <p>Threads: encoders and outputs are for one thread, opened blocks for any number. Ownership:
 * callers own all arrays and segments; an output takes memory from its caller's allocator. Segments
 * must be plain native ones.
 *
 * <h2>Format of a block, version 2</h2>
 *
 * All numbers are little endian; lengths and offsets are in bytes, from the start of the block.
 * Blocks begin at multiples of 64. A block is a head (header and vector directory) and a body: a
 * validity bitmap, records and payloads, in this order. The bitmap follows the head directly;
 * records, the first payload and the end of the block are at multiples of 64, and what lies between
 * is zero.
 *
 * <h3>Header, 64 bytes</h3>
 *
 * <pre>
 * offset size
 *      0    4  magic number: the characters TBLK
 *      4    4  CRC32C of the head from offset 8 on
 *      8    1  format version: 2
 *      9    1  encoding: 1 plain, 2 constant, 3 frame of reference, 4 delta, 5 dictionary,
 *              6 decimal, 7 run length
 *     10    1  kind of values: 1 longs, 2 floating point numbers, 3 codes, 4 wide, 5 byte strings
 *     11    1  bytes of a plain value: 8 for longs, 8 or 4 for floating point numbers, 4 for codes,
 *              8 times the number of words (1 to 4) for wide values, 0 for byte strings
 *     12    4  row count R, 1 to 65,536
 *     16    4  NULL count N, 0 to R
 *     20    4  length of the block, a multiple of 64, at most 2^30
 *     24    8  minimum of the values that are not NULL
 *     32    8  maximum of the values that are not NULL
 *     40    8  sum of the values that are not NULL, if flag 1 is set, else zero
 *     48    8  divisor, 1 or more
 *     56    4  CRC32C of the body
 *     60    1  flags: bit 0 set if a value is not a number (NaN), bit 1 if the sum is known
 *     61    3  zero
 * </pre>
 *
 * Minimum and maximum are signed 64-bit numbers for longs and codes, and binary64 for floating
 * point numbers (of either size), where -0 is less than 0 and NaN counts only if there is nothing
 * else. They are zero for wide values, byte strings, and blocks of NULLs. The sum is known for
 * longs that are all less than 2^47 away from 0.
 *
 * <h3>Vector directory</h3>
 *
 * The rows are cut in vectors of 1,024, of which the last may be shorter. Unless the encoding is
 * constant, there is an entry of 24 bytes for each:
 *
 * <pre>
 * offset size
 *      0    8  minimum of the vector's values, as in the header; zero for wide values and strings
 *      8    8  maximum; for byte strings the number of bytes of all the vector's strings
 *     16    4  where the payload begins; anything if there is no payload
 *     20    2  NULL count of the vector
 *     22    1  width: bits of a number
 *     23    1  bit 0: as in the header; bits 3 to 7: digits of a decimal vector, else zero
 * </pre>
 *
 * Minimum and maximum of a vector of NULLs mean nothing.
 *
 * <h3>Validity bitmap</h3>
 *
 * Only if {@code 0 < N < R}: {@code ceil(R / 64)} words of 8 bytes. Row {@code i} is present if bit
 * {@code i % 64} of word {@code i / 64} is set. Bits beyond the last row are zero. What is stored
 * for a NULL is a value that does not widen its vector.
 *
 * <h3>Records</h3>
 *
 * Vectors of two encodings have a record each besides entry and payload, one behind the other:
 *
 * <pre>
 *   delta, 136 bytes                            decimal, 16 bytes
 *      0    8  reference                           0    8  reference
 *      8  128  the first 16 values; zero           8    4  where the exceptions begin
 *              beyond the last row                12    2  number of exceptions
 *                                                 14    2  zero
 * </pre>
 *
 * <h3>Payloads by encoding</h3>
 *
 * Payloads begin at multiples of 64, those of runs and exceptions at multiples of 8.
 *
 * <dl>
 *   <dt>Constant (any kind)
 *   <dd>All values that are not NULL are equal, or all are NULL. Longs, codes and floating point
 *       numbers: the value is the minimum in the header, to the bit (a binary32 widened). Wide: if
 *       {@code N < R}, the value is the payload. Byte strings: they are empty.
 *   <dt>Plain (any kind)
 *   <dd>Longs, codes, floating point numbers, wide: the values of the vector one behind the other,
 *       a wide one as its 64-bit words, the least significant first; the width is the bits of a
 *       value (64 for wide ones). Byte strings: the starts of the strings, packed as ints with
 *       reference 0 at the width of the entry, and directly behind them the bytes. String {@code i}
 *       reaches from start {@code i} to start {@code i + 1}, the last one to the number of bytes in
 *       the entry; a NULL is empty.
 *   <dt>Frame of reference (longs, codes)
 *   <dd>Numbers packed as longs, or as ints for codes: value = minimum of the entry + divisor *
 *       number, in wrapping 64-bit arithmetic.
 *   <dt>Delta (longs)
 *   <dd>Numbers packed as longs for all rows of the vector. Row {@code i >= 16} is row {@code i -
 *       16} + reference + divisor * number; the numbers of the first 16 rows are zero.
 *   <dt>Decimal (floating point numbers)
 *   <dd>Numbers packed as longs. With 0 to 18 digits {@code d}: value = (reference + divisor *
 *       number) / 10^d, the whole number being at most 2^51 - 1 away from 0; the quotient is
 *       rounded to binary64 and then, for values of 4 bytes, to binary32. The exceptions are the
 *       rows of which that is not true to the bit, ascending, in 2 bytes each, and behind them
 *       their values in 8 bytes each; what is packed for them means nothing. With 31 digits: the
 *       bits of the value = reference + number, at a width of 33 or more.
 *   <dt>Dictionary (byte strings)
 *   <dd>The first payload is the dictionary: number of texts (4 bytes), number of bytes of all
 *       texts (4), where each text begins among these bytes and where the last ends (4 each), the
 *       bytes. Then for each vector the numbers of its texts, packed as ints with reference 0; a
 *       NULL has that of an empty text.
 *   <dt>Run length (longs, codes, floating point numbers)
 *   <dd>The number of runs (2 bytes); for each the row after its last one (2); for each a number of
 *       as many bits as the width tells (8, 16, 32 or 64). Value = minimum of the entry + divisor *
 *       number; for floating point numbers the width is 64 and the number is the binary64 itself.
 * </dl>
 *
 * <p>A width of 0 means for all but byte strings and wide values that all values of the vector are
 * the minimum of its entry, to the bit; there is no payload then.
 *
 * <h3>Packed numbers</h3>
 *
 * <p>A width {@code w} from 1 to 64 is laid out in columns of {@code C} bits, 64 for longs and 32
 * for ints, each of which is divided into lanes of {@code T} bits: 16 for widths up to 16, 32 up to
 * 32, else 64. There are {@code K = 1024 / C} columns and {@code S = C / T} lanes in each. Number
 * {@code i} lies in column {@code i % K}, in its lane {@code i / K % S}, and is the one with index
 * {@code r = i / (K * S)} there. Within a lane number {@code r} takes the bits from {@code r * w}
 * on, the least significant first; bit {@code b} of a lane is bit {@code b % T} of its word {@code
 * b / T}. Word {@code k} of lane {@code s} of column {@code c} is the {@code T}-bit little-endian
 * number at {@code 128 * k + (c * S + s) * T / 8} from the start of the packed numbers. {@code n}
 * numbers take {@code 128 * ceil(ceil(n / (K * S)) * w / T)} bytes; what is beyond them is zero.
 * Width 0 takes no bytes, and all numbers are 0.
 *
 * <h3>What is checked</h3>
 *
 * <p>Whoever opens a block compares the head with its checksum before believing any of it, and
 * rejects a block whose magic number, version, encoding, kind, counts, widths or lengths are not as
 * described, or whose payloads do not lie within it. The body is compared before the first value is
 * read. Even of a block with matching checksums no reader believes a place outside of the block.
 */
@NullMarked
package dev.tidemark.core.encoding;

import org.jspecify.annotations.NullMarked;
