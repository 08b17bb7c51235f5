package dev.tidemark.pgwire;

import java.util.SplittableRandom;

/** Random numbers that can be had again with {@code -Dseed=}. */
public final class Seeds {
    private Seeds() {}

    /** A generator from the system property {@code seed}, or a fresh one; prints its seed. */
    public static SplittableRandom random(String test) {
        String given = System.getProperty("seed", "");
        long seed = given.isEmpty() ? System.nanoTime() : Long.parseLong(given);
        System.out.println(test + ": -Dseed=" + seed);
        return new SplittableRandom(seed);
    }
}
