package dev.tidemark.core.encoding;

import java.util.Random;

/** The seed of all randomized tests of a run: printed once, and replayed with {@code -Dseed=}. */
public final class Randomness {
    private static final long SEED = chooseSeed();

    private Randomness() {}

    /** A generator that gives the same numbers whenever the seed is the same. */
    public static Random random() {
        return new Random(SEED);
    }

    private static long chooseSeed() {
        String given = System.getProperty("seed", "");
        long seed = given.isEmpty() ? System.nanoTime() : Long.parseLong(given);
        System.out.println("encoding tests: replay with -Dseed=" + seed);
        return seed;
    }
}
