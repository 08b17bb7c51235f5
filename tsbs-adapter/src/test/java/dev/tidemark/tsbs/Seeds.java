package dev.tidemark.tsbs;

import java.util.Random;

/** The seed of a randomized test: {@code -Dseed=} replays it, otherwise it is fresh. Printed. */
public final class Seeds {

    private Seeds() {}

    public static long seed(String test) {
        String given = System.getProperty("seed", "");
        long seed = given.isEmpty() ? new Random().nextLong() : Long.parseLong(given);
        System.out.println(test + ": -Dseed=" + seed);
        return seed;
    }
}
