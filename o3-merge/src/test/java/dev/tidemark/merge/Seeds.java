package dev.tidemark.merge;

import java.util.Random;

/** Randomness of the property tests: the seed is printed, and {@code -Dseed=} replays it. */
public final class Seeds {
    private Seeds() {}

    /** A generator for a test that gives its name for the record. */
    public static Random random(String test) {
        String given = System.getProperty("seed", "");
        long seed = given.isEmpty() ? System.nanoTime() : Long.parseLong(given);
        System.out.println(test + ": replay with -Dseed=" + seed);
        return new Random(seed);
    }
}
