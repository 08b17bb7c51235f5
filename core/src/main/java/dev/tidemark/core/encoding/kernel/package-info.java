/**
 * The inner loops of block encodings: bit packing of vectors of 1,024 values, and running sums.
 *
 * <p>Main type: {@link dev.tidemark.core.encoding.kernel.PackingKernel}, with a scalar and a Vector
 * API twin that write and read exactly the same bytes; {@link
 * dev.tidemark.core.encoding.kernel.PackingKernel#best()} is the one to use on this machine. {@link
 * dev.tidemark.core.encoding.kernel.Statistics} has no vector twin, because the compiler vectorises
 * its loops itself.
 *
 * <h2>The interleaved layout</h2>
 *
 * A vector is packed at a width of {@code w} bits in lanes of {@code T} bits, {@code T} being 16
 * for widths up to 16, 32 up to 32 and 64 above. There are {@code L = 1024 / T} lanes: 64, 32 or
 * 16. Value {@code i} belongs to lane {@code i % L} and is number {@code r = i / L} within it. A
 * lane is a string of bits, least significant first, in which value {@code r} takes the bits {@code
 * [r * w, r * w + w)}; it is cut into words of {@code T} bits, and word {@code k} of lane {@code l}
 * is the little-endian {@code T}-bit number at byte {@code (k * L + l) * T / 8} of the packed
 * vector.
 *
 * <pre>
 *              lane 0        lane 1              lane L-1
 *   word 0   | v0, vL, ..  | v1, vL+1, ..  | .. | vL-1, ..    |   128 bytes
 *   word 1   | .. goes on  | .. goes on    | .. | .. goes on  |   128 bytes
 *   ...
 * </pre>
 *
 * So one SIMD instruction shifts neighbouring lanes by the same count, and a full vector takes
 * {@code 128 * w} bytes whatever the lane. A short vector of {@code n} values has only {@code R =
 * ceil(n / L)} values a lane, the missing ones zero, and {@code ceil(R * w / T)} words.
 *
 * <p>Threads: kernels have no state and may be shared. Ownership: callers own all arrays and
 * segments. Segments must be plain native ones: a kernel that meets several classes of segments
 * loses most of its speed.
 */
@NullMarked
package dev.tidemark.core.encoding.kernel;

import org.jspecify.annotations.NullMarked;
