package dev.tidemark.ingest;

import java.util.Random;

/** Random numbers from a seed that is printed; {@code -Dseed=} replays a run. */
public final class SeededRandom {
    private SeededRandom() {}

    public static Random create(Class<?> test) {
        String given = System.getProperty("seed", "");
        long seed = given.isEmpty() ? System.nanoTime() : Long.parseLong(given);
        System.out.println(test.getSimpleName() + ": replay with -Dseed=" + seed);
        return new Random(seed);
    }
}
