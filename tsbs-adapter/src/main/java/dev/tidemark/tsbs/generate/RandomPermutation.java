package dev.tidemark.tsbs.generate;

import java.util.function.LongUnaryOperator;

/**
 * A random permutation of {@code [0, count)} that is computed, not stored.
 *
 * <p>Rounds of steps that can each be undone (a keyed addition, a multiplication by an odd number,
 * an exclusive or with the upper half) permute the numbers of as many bits as count has; a result
 * that is not below count is put through again until it is (cycle walking), less than once on
 * average.
 */
final class RandomPermutation implements LongUnaryOperator {

    private static final int ROUNDS = 4;

    private final long count;
    private final long mask;
    private final int shift;
    private final long[] addends = new long[ROUNDS];
    private final long[] factors = new long[ROUNDS];

    /**
     * @param count how many numbers to permute, at least 1
     * @param key chooses the permutation
     */
    RandomPermutation(long count, long key) {
        this.count = count;
        int width = Math.max(2, Long.SIZE - Long.numberOfLeadingZeros(count - 1));
        mask = -1L >>> (Long.SIZE - width);
        shift = (width + 1) / 2;
        for (int round = 0; round < ROUNDS; round++) {
            addends[round] = CounterRandom.bits(key, 2L * round);
            factors[round] = CounterRandom.bits(key, 2L * round + 1) | 1;
        }
    }

    @Override
    public long applyAsLong(long index) {
        long value = index;
        do {
            value = permuteBits(value);
        } while (value >= count);
        return value;
    }

    private long permuteBits(long index) {
        long value = index;
        for (int round = 0; round < ROUNDS; round++) {
            value = ((value + addends[round]) * factors[round]) & mask;
            value ^= value >>> shift;
        }
        return value;
    }
}
