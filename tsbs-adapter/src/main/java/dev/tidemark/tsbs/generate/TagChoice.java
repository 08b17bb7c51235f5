package dev.tidemark.tsbs.generate;

import java.util.List;

/** Chooses the tags of one entity, one after another. */
final class TagChoice {

    private final long key;
    private int choices;

    /**
     * @param seed the generator's seed
     * @param kind tells apart the kinds of things that have tags
     * @param entity number of the thing
     */
    TagChoice(long seed, String kind, int entity) {
        key = CounterRandom.bits(CounterRandom.bits(seed, kind.hashCode()), entity);
    }

    /** One of the given values, all equally likely. */
    <T> T from(List<T> values) {
        return values.get(below(values.size()));
    }

    /** A whole number in {@code [0, bound)}. */
    int below(int bound) {
        return (int) CounterRandom.below(key, choices++, bound);
    }
}
