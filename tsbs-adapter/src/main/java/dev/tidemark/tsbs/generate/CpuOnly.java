package dev.tidemark.tsbs.generate;

import java.util.List;

/** Use case cpu-only: hosts with ten usage figures from 0 to 100. */
final class CpuOnly {

    private static final List<Field> FIELDS =
            Field.integers(CpuMetrics.NAMES.toArray(String[]::new));
    private static final int FULL = 100;

    private CpuOnly() {}

    static List<Measurement> measurements(int scale, long seed) {
        return List.of(cpu(new EntityTags(HostTags.render(scale, seed)), seed));
    }

    /** The table {@code cpu}, which devops has as well. */
    static Measurement cpu(EntityTags tags, long seed) {
        long key = CounterRandom.bits(seed, "cpu".hashCode());
        SeriesValues values =
                (entity, step, row) -> {
                    long host = CounterRandom.bits(key, entity);
                    for (int field = 0; field < row.length; field++) {
                        row[field] = CounterRandom.walk(host, field, step, 0, FULL);
                    }
                };
        return new Measurement("cpu", tags, FIELDS, values);
    }
}
