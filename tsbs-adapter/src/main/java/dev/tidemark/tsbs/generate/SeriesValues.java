package dev.tidemark.tsbs.generate;

/** The values of a measurement's series as functions of entity and step. */
@FunctionalInterface
interface SeriesValues {

    /** Nothing is left out. */
    int NOTHING = -1;

    /**
     * Computes the values of one row.
     *
     * @param entity number of the host or truck, from 0
     * @param step number of the report, from 0
     * @param values receives a value for each field, in units of the field's scale
     */
    void compute(int entity, long step, long[] values);

    /**
     * Says what a row lacks: a field (its number), a tag (its number plus the number of fields), or
     * {@link #NOTHING}.
     */
    default int leftOut(int entity, long step) {
        return NOTHING;
    }
}
