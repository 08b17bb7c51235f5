package dev.tidemark.tsbs.generate;

/**
 * What to generate. Equal settings give equal bytes.
 *
 * @param useCase the data set
 * @param scale number of hosts or trucks, 1 to {@link #MAXIMUM_SCALE}
 * @param seed chooses tags, values, gaps, delays and permutations
 * @param schedule when the entities report
 * @param order the order in which the rows are put out
 */
public record GeneratorSettings(
        UseCase useCase, int scale, long seed, Schedule schedule, ArrivalOrder order) {

    /** The most hosts or trucks; their tags are held in memory. */
    public static final int MAXIMUM_SCALE = 5_000_000;

    /**
     * @throws IllegalArgumentException if the scale is out of bounds
     */
    public GeneratorSettings {
        if (scale < 1 || scale > MAXIMUM_SCALE) {
            throw new IllegalArgumentException(
                    "scale " + scale + " is not between 1 and " + MAXIMUM_SCALE);
        }
    }
}
