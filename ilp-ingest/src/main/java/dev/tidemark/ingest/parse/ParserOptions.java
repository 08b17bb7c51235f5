package dev.tidemark.ingest.parse;

import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * How lines become rows.
 *
 * @param timestampUnit of trailing time stamps without a suffix
 * @param creation what lines may create
 * @param clockNanos nanoseconds since 1970-01-01T00:00Z, for lines without a time
 */
public record ParserOptions(
        TimestampUnit timestampUnit, CreationRules creation, LongSupplier clockNanos) {
    /** Nanosecond times, everything created as it comes, tables partitioned by day. */
    public static ParserOptions defaults() {
        return new ParserOptions(
                TimestampUnit.NANOSECONDS, CreationRules.defaults(), ParserOptions::systemNanos);
    }

    /** The same with another unit of trailing time stamps. */
    public ParserOptions withTimestampUnit(TimestampUnit unit) {
        return new ParserOptions(unit, creation, clockNanos);
    }

    /** The same with other rules of what lines may create. */
    public ParserOptions withCreation(CreationRules rules) {
        return new ParserOptions(timestampUnit, rules, clockNanos);
    }

    /** The computer's clock in nanoseconds since 1970-01-01T00:00Z. */
    public static long systemNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }
}
