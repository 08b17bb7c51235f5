package dev.tidemark.core.catalog;

import dev.tidemark.core.log.LogWriter;
import dev.tidemark.core.table.Table;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Says which table is to be sealed next: one with many hot rows, the one that keeps the log long,
 * or one whose hot rows are old. After a failure it asks for a pause. For the seal thread.
 */
final class SealSchedule {
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** By which the threshold of tables with deduplication keys is smaller. */
    private static final int DEDUPLICATION_SHARE = 8;

    private final StoreOptions options;
    private final Tables tables;
    private final LogWriter log;
    private boolean failing;
    private long nextAttemptNanos = System.nanoTime();

    /**
     * @param log is only asked for its length
     */
    SealSchedule(StoreOptions options, Tables tables, LogWriter log) {
        this.options = options;
        this.tables = tables;
        this.log = log;
    }

    /** Whether the last seal failed only a moment ago. */
    boolean isPaused() {
        return failing && nextAttemptNanos - System.nanoTime() > 0;
    }

    void noteSuccess() {
        failing = false;
    }

    /** Notes that a seal failed; whether the one before did not. */
    boolean noteFailure() {
        boolean isFirst = !failing;
        failing = true;
        nextAttemptNanos = System.nanoTime() + PAUSE_NANOS;
        return isFirst;
    }

    /** The table that should be sealed now. */
    Optional<Table> tableDue() {
        long total = 0;
        Table largest = null;
        long largestBytes = 0;
        for (Table table : tables.all()) {
            long hotBytes = table.hotBytes();
            total += hotBytes;
            if (!table.schema().deduplicationKeys().isEmpty()) {
                // Queries look for duplicates among hot rows: these are kept few.
                hotBytes *= DEDUPLICATION_SHARE;
            }
            if (hotBytes > largestBytes) {
                largest = table;
                largestBytes = hotBytes;
            }
        }
        if (largest != null
                && (largestBytes >= options.sealThresholdBytes()
                        || total >= options.hotLimitBytes() / 2)) {
            return Optional.of(largest);
        }
        if (log.lengthBytes() > options.log().limitBytes()) {
            return tables.all().stream()
                    .filter(table -> table.firstNeededSequence() != Long.MAX_VALUE)
                    .min(Comparator.comparingLong(Table::firstNeededSequence));
        }
        long tooOldNanos = TimeUnit.MILLISECONDS.toNanos(options.checkpointIntervalMillis());
        return tables.all().stream().filter(table -> table.hotAgeNanos() > tooOldNanos).findFirst();
    }
}
