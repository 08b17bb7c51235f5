package dev.tidemark.core.encoding;

import java.util.Random;

/** Seeds for randomized tests: printed, and replayed with {@code -Dseed=}. */
public final class Randomness {
    private static final long SEED = chooseSeed();

    private Randomness() {}

    /** A generator that gives the same numbers whenever the seed is the same. */
    public static Random random(Class<?> test) {
        System.out.println(test.getSimpleName() + ": replay with -Dseed=" + SEED);
        return new Random(SEED);
    }

    private static long chooseSeed() {
        String seed = System.getProperty("seed", "");
        return seed.isEmpty() ? System.nanoTime() : Long.parseLong(seed);
    }
}
