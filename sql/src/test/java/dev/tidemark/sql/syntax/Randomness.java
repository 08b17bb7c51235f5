package dev.tidemark.sql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A seeded source of choices. The seed is printed; {@code -Dseed=} replays it. */
final class Randomness {
    private final Random random;

    private Randomness(long seed) {
        random = new Random(seed);
    }

    static Randomness announced(String test) {
        String given = System.getProperty("seed", "");
        long seed = given.isEmpty() ? System.nanoTime() : Long.parseLong(given);
        System.out.println(test + ": -Dseed=" + seed);
        return new Randomness(seed);
    }

    /** From 0 to before {@code bound}. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean coin() {
        return random.nextBoolean();
    }

    /** True once in {@code times}. */
    boolean rarely(int times) {
        return random.nextInt(times) == 0;
    }

    @SafeVarargs
    final <T> T oneOf(T... values) {
        return values[random.nextInt(values.length)];
    }

    <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    <T> @Nullable T perhaps(Supplier<T> value) {
        return rarely(3) ? value.get() : null;
    }

    /** From {@code minimum} to {@code maximum} elements. */
    <T> List<T> list(int minimum, int maximum, Supplier<T> element) {
        int size = minimum + below(maximum - minimum + 1);
        List<T> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(element.get());
        }
        return list;
    }
}
