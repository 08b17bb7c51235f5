package dev.tidemark.sql;

import java.util.Random;

/** Seeds of randomized tests: fresh and printed, or the one that {@code -Dseed=} gives. */
public final class Seeds {
    private Seeds() {}

    /** A source of random numbers for a test. */
    public static Random random(String test) {
        String wanted = System.getProperty("seed", "");
        long seed = wanted.isEmpty() ? System.nanoTime() : Long.parseLong(wanted);
        System.out.println(test + ": -Dseed=" + seed);
        return new Random(seed);
    }
}
