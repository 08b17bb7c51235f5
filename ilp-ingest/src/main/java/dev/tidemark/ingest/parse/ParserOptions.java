package dev.tidemark.ingest.parse;

import dev.tidemark.core.type.PartitionUnit;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * How lines become rows.
 *
 * @param timestampUnit of trailing time stamps without a suffix
 * @param createTables whether a line may create its table
 * @param createColumns whether a line may add columns to its table
 * @param partitionUnit of tables that lines create
 * @param clockNanos nanoseconds since 1970-01-01T00:00Z, for lines without a time
 */
public record ParserOptions(
        TimestampUnit timestampUnit,
        boolean createTables,
        boolean createColumns,
        PartitionUnit partitionUnit,
        LongSupplier clockNanos) {
    /** Nanosecond times, everything created as it comes, tables partitioned by day. */
    public static ParserOptions defaults() {
        return new ParserOptions(
                TimestampUnit.NANOSECONDS,
                true,
                true,
                PartitionUnit.DAY,
                ParserOptions::systemNanos);
    }

    /** The same with another unit of trailing time stamps. */
    public ParserOptions withTimestampUnit(TimestampUnit unit) {
        return new ParserOptions(unit, createTables, createColumns, partitionUnit, clockNanos);
    }

    /** The computer's clock in nanoseconds since 1970-01-01T00:00Z. */
    public static long systemNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }
}
