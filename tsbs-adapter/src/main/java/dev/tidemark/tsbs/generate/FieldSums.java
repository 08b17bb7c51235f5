package dev.tidemark.tsbs.generate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Exact totals of one table while it is generated: rows, time range, and the sum of each field. */
final class FieldSums {

    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

    private final String table;
    private final List<Field> fields;

    /** The sums as 128-bit numbers: sums of byte counts leave 64 bits within minutes. */
    private final long[] low;

    private final long[] high;
    private final long[] absent;
    private long rows;
    private long firstNanos = Long.MAX_VALUE;
    private long lastNanos = Long.MIN_VALUE;

    FieldSums(String table, List<Field> fields) {
        this.table = table;
        this.fields = fields;
        low = new long[fields.size()];
        high = new long[fields.size()];
        absent = new long[fields.size()];
    }

    /**
     * Counts a row.
     *
     * @param timestampNanos its time
     * @param values its values
     * @param leftOut the field that it lacks; any other number if it lacks none
     */
    void add(long timestampNanos, long[] values, int leftOut) {
        rows++;
        firstNanos = Math.min(firstNanos, timestampNanos);
        lastNanos = Math.max(lastNanos, timestampNanos);
        for (int field = 0; field < low.length; field++) {
            if (field == leftOut) {
                absent[field]++;
                continue;
            }
            long value = values[field];
            long sum = low[field] + value;
            low[field] = sum;
            high[field] += (value >> 63) + (Long.compareUnsigned(sum, value) < 0 ? 1 : 0);
        }
    }

    Expectation.Table expectation() {
        List<Expectation.Sum> sums = new ArrayList<>(fields.size());
        for (int field = 0; field < low.length; field++) {
            BigInteger unsignedLow = BigInteger.valueOf(low[field]);
            if (low[field] < 0) {
                unsignedLow = unsignedLow.add(TWO_TO_64);
            }
            BigInteger unscaled =
                    BigInteger.valueOf(high[field]).multiply(TWO_TO_64).add(unsignedLow);
            Field definition = fields.get(field);
            sums.add(
                    new Expectation.Sum(
                            definition.name(),
                            rows - absent[field],
                            new BigDecimal(unscaled, definition.scale())));
        }
        return new Expectation.Table(table, rows, firstNanos, lastNanos, List.copyOf(sums));
    }
}
