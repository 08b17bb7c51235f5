package dev.tidemark.tsbs.generate;

/**
 * Random numbers that are functions of a key and an index, so that any of them can be had in any
 * order without state: an index is spread over 64 bits by a multiplication and mixed by the
 * finalizer of SplitMix64 (Steele, Lea, Flood, 2014).
 */
final class CounterRandom {

    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    /** Steps from one random height of a walk to the next; heights between are interpolated. */
    private static final int KNOT_SHIFT = 7;

    private static final long KNOT_MASK = (1L << KNOT_SHIFT) - 1;

    /** Fields have index ranges of their own: the upper half of each for noise. */
    private static final int FIELD_SHIFT = 48;

    private static final long NOISE_BIT = 1L << (FIELD_SHIFT - 1);

    private static final double UNIT = 0x1p-53;

    private CounterRandom() {}

    /** 64 random bits for a key and an index. */
    static long bits(long key, long index) {
        long z = key + index * GAMMA;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A whole number in {@code [0, bound)}. */
    static long below(long key, long index, long bound) {
        return Math.unsignedMultiplyHigh(bits(key, index), bound);
    }

    /** A number in {@code (0, 1]}, in steps of 2^-53. */
    static double unit(long key, long index) {
        return ((bits(key, index) >>> 11) + 1) * UNIT;
    }

    /**
     * The height of a walk at a step. The walk wanders between its limits, stays at them now and
     * then, and moves by about a fiftieth of its range from one step to the next.
     *
     * @param key the series
     * @param field tells the walks of a series apart, 0 to 63
     * @param step the time, at least 0
     * @param minimum the lower limit, inclusive
     * @param maximum the upper limit, inclusive, less than 2^48 above minimum
     */
    static long walk(long key, int field, long step, long minimum, long maximum) {
        long range = maximum - minimum;
        long overshoot = range / 10;
        long span = range + 2 * overshoot + 1;
        long base = (long) field << FIELD_SHIFT;
        long knot = base + (step >>> KNOT_SHIFT);
        long from = below(key, knot, span);
        long to = below(key, knot + 1, span);
        long amplitude = range / 50;
        long noise = below(key, base + NOISE_BIT + step, 2 * amplitude + 1) - amplitude;
        long slope = (to - from) * (step & KNOT_MASK);
        long height = from + (slope >> KNOT_SHIFT) + noise - overshoot;
        return minimum + Math.clamp(height, 0L, range);
    }

    /**
     * The state of a counter at a step: 0 at step 0, growing by a rate with some irregularity,
     * never falling.
     *
     * @param key the series
     * @param field tells the counters of a series apart, 0 to 63
     * @param step the time, at least 0
     * @param rate mean growth per step, at least 1
     */
    static long counter(long key, int field, long step, long rate) {
        if (step == 0) {
            return 0;
        }
        // Two neighbouring steps differ by at most rate - 1 in their irregularity.
        long irregularity = (rate - 1) / 2;
        long index = ((long) field << FIELD_SHIFT) + step;
        return rate * step + below(key, index, 2 * irregularity + 1) - irregularity;
    }
}
