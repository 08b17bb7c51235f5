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
 * <h2>Format of a block, version 1</h2>
 *
 * All numbers are little endian; lengths and offsets are in bytes, from the start of the block.
 * Blocks, and payloads within blocks, begin at multiples of 64; what lies between is zero. A block
 * is a header, a vector directory, a validity bitmap and payloads, in this order.
 *
 * <h3>Header, 64 bytes</h3>
 *
 * <pre>
 * offset size
 *      0    4  magic number: the characters TBLK
 *      4    4  CRC32C of all bytes of the block but these four
 *      8    1  format version: 1
 *      9    1  encoding: 1 plain, 2 constant, 3 frame of reference, 4 delta;
 *              5 is kept for dictionaries of texts, 6 for decimal floating point numbers
 *     10    1  kind of values: 1 longs, 2 floating point numbers, 3 codes, 4 wide, 5 byte strings
 *     11    1  bytes of a plain value: 8 for longs, 8 or 4 for floating point numbers, 4 for codes,
 *              8 times the number of words (1 to 4) for wide values, 0 for byte strings
 *     12    4  row count R, 1 to 65,536
 *     16    4  NULL count N, 0 to R
 *     20    4  length of the block, a multiple of 64, at most 2^30
 *     24    8  minimum of the values that are not NULL
 *     32    8  maximum of the values that are not NULL
 *     40    1  flags: bit 0 set if a value is not a number (NaN)
 *     41   23  zero
 * </pre>
 *
 * Minimum and maximum are signed 64-bit numbers for longs and codes, and binary64 for floating
 * point numbers (of either size), where -0 is less than 0 and NaN counts only if there is nothing
 * else. They are zero for wide values, byte strings, and blocks of NULLs.
 *
 * <h3>Vector directory</h3>
 *
 * The rows are cut in vectors of 1,024, of which the last may be shorter. Unless the encoding is
 * constant, there is an entry of 40 bytes for each:
 *
 * <pre>
 * offset size
 *      0    8  minimum of the vector's values, as in the header; zero for wide values and strings
 *      8    8  maximum; for byte strings the number of bytes of all the vector's strings
 *     16    8  reference
 *     24    8  divisor, 1 or more
 *     32    4  where the payload begins; anything if there is no payload
 *     36    2  NULL count of the vector
 *     38    1  width: bits of a packed number
 *     39    1  flags, as in the header
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
 * <h3>Payloads by encoding</h3>
 *
 * <dl>
 *   <dt>Constant (any kind)
 *   <dd>All values that are not NULL are equal, or all are NULL. Longs, codes and floating point
 *       numbers: the value is the minimum in the header, to the bit (a binary32 widened). Wide: if
 *       {@code N < R}, the value is the payload, at the first multiple of 64 behind the bitmap.
 *       Byte strings: they are empty.
 *   <dt>Plain (any kind)
 *   <dd>Longs, codes, floating point numbers, wide: the values of the vector one behind the other,
 *       a wide one as its 64-bit words, the least significant first; the width is the bits of a
 *       value (64 for wide ones). A vector of floating point numbers may have width 0 and no
 *       payload: then all its values are its minimum, to the bit. Byte strings: the starts of the
 *       strings, packed with reference 0 and divisor 1 at the width of the entry, and directly
 *       behind them the bytes. String {@code i} reaches from start {@code i} to start {@code i +
 *       1}, the last one to the number of bytes in the entry; a NULL is empty.
 *   <dt>Frame of reference (longs, codes)
 *   <dd>Packed numbers at the width of the entry: value = reference + divisor * number, in wrapping
 *       64-bit arithmetic. The reference is the minimum. Width 0 has no payload.
 *   <dt>Delta (longs)
 *   <dd>The first 16 values of the vector in 8 bytes each, zero where the vector is shorter; then
 *       packed numbers at the width of the entry for all rows of the vector. Row {@code i >= 16} is
 *       row {@code i - 16} + reference + divisor * number; the numbers of the first 16 rows are
 *       zero.
 * </dl>
 *
 * <h3>Packed numbers</h3>
 *
 * <p>A width {@code w} from 1 to 64 is laid out in lanes of {@code T} bits: 16 for widths up to 16,
 * 32 up to 32, else 64. There are {@code L = 1024 / T} lanes. Number {@code i} is the one with
 * index {@code i / L} in lane {@code i % L}. Within a lane number {@code r} takes the bits from
 * {@code r * w} on, the least significant first; bit {@code b} of a lane is bit {@code b % T} of
 * its word {@code b / T}. Word {@code k} of lane {@code l} is the {@code T}-bit little-endian
 * number at {@code 128 * k + l * T / 8} from the start of the packed numbers. {@code n} numbers
 * take {@code 128 * ceil(ceil(n / L) * w / T)} bytes; what is beyond them is zero. Width 0 takes no
 * bytes, and all numbers are 0.
 *
 * <p>A reader rejects a block whose magic number, version, encoding, kind, counts, widths or
 * lengths are not as described, or whose payloads do not lie within it, before it reads values.
 */
@NullMarked
package dev.tidemark.core.encoding;

import org.jspecify.annotations.NullMarked;
