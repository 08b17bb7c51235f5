package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.BLOCK_VECTORS;

import dev.tidemark.core.encoding.kernel.Packing;

/** What is known of each vector of a block of decimals while it is taken. Reusable scratch. */
final class DecimalDirectory {
    /** The least whole number that is stored, or the least bits of a double. */
    final long[] reference = new long[BLOCK_VECTORS];

    /** How far above it the greatest is, unsigned. */
    final long[] span = new long[BLOCK_VECTORS];

    final int[] digits = new int[BLOCK_VECTORS];
    final int[] width = new int[BLOCK_VECTORS];
    final int[] payloadOffset = new int[BLOCK_VECTORS];

    /** Which exceptions of the block are of the vector: up to where those of the next begin. */
    final int[] exceptionsFrom = new int[BLOCK_VECTORS + 1];

    /** Whether the bits of doubles are stored. */
    boolean isOfBits(int vector) {
        return digits[vector] == BlockLayout.DIGITS_OF_BITS;
    }

    int exceptionCount(int vector) {
        return exceptionsFrom[vector + 1] - exceptionsFrom[vector];
    }

    /** Takes note of the range of what is stored. */
    void setRange(int vector, int digitsOrBits, long minimum, long maximum) {
        digits[vector] = digitsOrBits;
        reference[vector] = minimum;
        span[vector] = maximum - minimum;
    }

    /** How the vector is packed. */
    Packing packing(int vector, int rowCount, long divisor) {
        return new Packing(
                rowCount, width[vector], reference[vector], isOfBits(vector) ? 1 : divisor);
    }
}
