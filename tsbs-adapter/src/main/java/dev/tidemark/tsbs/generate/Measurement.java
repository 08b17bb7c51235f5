package dev.tidemark.tsbs.generate;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One table of a use case: makes the line of any entity at any step.
 *
 * <pre>
 *   cpu,hostname=host_0,region=eu-west-1,.. usage_user=58i,usage_system=2i,.. 1451606400000000000\n
 *   ^   ^ shared tags, own tags            ^ field template, value            ^ timestamp
 * </pre>
 */
final class Measurement {

    /** Digits of a long, sign, point and integer mark. */
    private static final int MAXIMUM_NUMBER_BYTES = 22;

    private final byte[] prefix;
    private final EntityTags tags;
    private final byte[][] templates;
    private final boolean[] integers;
    private final int[] scales;
    private final SeriesValues series;
    private final FieldSums sums;
    private final long[] values;

    /**
     * @param name the table's name
     * @param tags the tags of its series
     * @param fields its fields
     * @param series their values
     */
    Measurement(String name, EntityTags tags, List<Field> fields, SeriesValues series) {
        this.series = series;
        prefix = (name + ",").getBytes(StandardCharsets.US_ASCII);
        this.tags = tags;
        templates = fields.stream().map(Field::template).toArray(byte[][]::new);
        scales = fields.stream().mapToInt(Field::scale).toArray();
        integers = new boolean[fields.size()];
        for (int field = 0; field < integers.length; field++) {
            integers[field] = fields.get(field).integer();
        }
        sums = new FieldSums(name, fields);
        values = new long[fields.size()];
    }

    /** An upper bound of a line's length in bytes. */
    int maximumLineBytes() {
        int bytes = prefix.length + tags.maximumBytes() + MAXIMUM_NUMBER_BYTES;
        for (byte[] template : templates) {
            bytes += template.length + MAXIMUM_NUMBER_BYTES;
        }
        return bytes;
    }

    /** What the lines made so far add up to. */
    FieldSums sums() {
        return sums;
    }

    /**
     * Makes a line and counts it.
     *
     * @param entity number of the host or truck
     * @param step number of the report
     * @param timestampNanos time of the report
     * @param line receives the line with its end
     */
    void append(int entity, long step, long timestampNanos, LineBytes line) {
        series.compute(entity, step, values);
        int leftOut = series.leftOut(entity, step);
        sums.add(timestampNanos, values, leftOut);
        line.append(prefix);
        tags.append(entity, leftOut - templates.length, line);
        int firstSeparator = line.length();
        for (int field = 0; field < templates.length; field++) {
            if (field == leftOut) {
                continue;
            }
            line.append(templates[field]);
            if (integers[field]) {
                line.appendInteger(values[field]);
                line.append('i');
            } else {
                line.appendDecimal(values[field], scales[field]);
            }
        }
        line.set(firstSeparator, ' ');
        line.append(' ');
        line.appendTimestamp(timestampNanos);
        line.append('\n');
    }
}
