package dev.tidemark.pgwire.row;

import dev.tidemark.core.column.Vector;

/** Writes points in time in binary: microseconds since 2000-01-01 00:00 UTC. */
final class TimeBinaryWriter extends FixedWriter {
    /** From 1970-01-01 to 2000-01-01. */
    private static final long EPOCH_DISTANCE_MICROS = 946_684_800_000_000L;

    private final TimeUnits units;

    TimeBinaryWriter(TimeUnits units) {
        super(Long.BYTES);
        this.units = units;
    }

    @Override
    void write(Vector vector, int from, int to, byte[] target, int[] positions) {
        boolean hasNulls = vector.hasNulls();
        long[] values = vector.longs();
        for (int row = from; row < to; row++) {
            int at = begin(hasNulls && vector.isNull(row), row, target, positions);
            if (at >= 0) {
                BigEndian.putLong(target, at, sinceEpoch(units.toMicros(values[row])));
            }
        }
    }

    /** Times too early for the format become its earliest, which clients read as -infinity. */
    private static long sinceEpoch(long micros) {
        return Math.max(micros, Long.MIN_VALUE + EPOCH_DISTANCE_MICROS) - EPOCH_DISTANCE_MICROS;
    }
}
