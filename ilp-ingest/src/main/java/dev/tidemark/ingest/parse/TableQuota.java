package dev.tidemark.ingest.parse;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How fast lines may create tables: a mistake in a client that puts an identifier into the table's
 * name must not fill the disk with tables. A bucket of one minute's tables that fills steadily.
 * Thread-safe.
 */
public final class TableQuota {
    public static final int DEFAULT_TABLES_PER_MINUTE = 6_000;

    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final int tablesPerMinute;
    private final LongSupplier nanoTime;
    private double available;
    private long lastNanos;

    public TableQuota(int tablesPerMinute) {
        this(tablesPerMinute, System::nanoTime);
    }

    TableQuota(int tablesPerMinute, LongSupplier nanoTime) {
        this.tablesPerMinute = tablesPerMinute;
        this.nanoTime = nanoTime;
        this.available = tablesPerMinute;
        this.lastNanos = nanoTime.getAsLong();
    }

    public int tablesPerMinute() {
        return tablesPerMinute;
    }

    /** Takes the right to create a table; false if there is none now, but will be soon. */
    synchronized boolean tryTake() {
        long now = nanoTime.getAsLong();
        double gained = (double) (now - lastNanos) * tablesPerMinute / MINUTE_NANOS;
        available = Math.min(tablesPerMinute, available + gained);
        lastNanos = now;
        if (available < 1) {
            return false;
        }
        available--;
        return true;
    }
}
