package dev.tidemark.core.catalog;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.WriteTurn;
import dev.tidemark.core.memory.MemoryPool;
import dev.tidemark.core.table.PartitionAppender;
import dev.tidemark.core.table.PartitionFilesAppender;
import dev.tidemark.core.table.Table;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Passes the blocks of a compaction on, and waits between them: while a seal is running or hot
 * memory runs full, until that is over; while rows come in, three times as long as the block took;
 * and always long enough not to exceed the rate. For the compaction thread.
 */
final class CompactionPacer implements PartitionAppender {
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** Under load, how many times as long as the work each pause takes. */
    private static final int PAUSES_UNDER_LOAD = 3;

    private final PartitionFilesAppender appender;
    private final Table table;
    private final Load load;
    private final long bytesPerSecond;
    private final long startNanos = System.nanoTime();
    private long workStartNanos = startNanos;
    private long seenHotBytes;

    /**
     * What tells whether there is more urgent work.
     *
     * @param memory that hot rows use
     * @param sealing whether a seal is running
     * @param stopped is counted down when the compaction shall end
     */
    record Load(MemoryPool memory, BooleanSupplier sealing, CountDownLatch stopped) {
        boolean isUrgent() {
            return sealing.getAsBoolean() || memory.usedBytes() > memory.limitBytes() / 2;
        }
    }

    CompactionPacer(PartitionFilesAppender appender, Table table, Load load, long bytesPerSecond) {
        this.appender = appender;
        this.table = table;
        this.load = load;
        this.bytesPerSecond = bytesPerSecond;
        this.seenHotBytes = load.memory().usedBytes();
    }

    @Override
    public long firstRow() {
        return appender.firstRow();
    }

    @Override
    public void append(int columnIndex, Vector block, WriteTurn turn) throws IOException {
        appender.append(columnIndex, block, turn);
        pause();
        workStartNanos = System.nanoTime();
    }

    private void pause() throws IOException {
        long now = System.nanoTime();
        long allowedNanos =
                (long) ((double) appender.appendedBytes() / bytesPerSecond * NANOS_PER_SECOND);
        long pauseNanos = Math.max(0, startNanos + allowedNanos - now);
        long hotBytes = load.memory().usedBytes();
        if (hotBytes != seenHotBytes) {
            seenHotBytes = hotBytes;
            pauseNanos = Math.max(pauseNanos, PAUSES_UNDER_LOAD * (now - workStartNanos));
        }
        do {
            await(pauseNanos);
            pauseNanos = LOOK_NANOS;
        } while (load.isUrgent());
    }

    private void await(long nanos) throws IOException {
        try {
            if (load.stopped().await(nanos, TimeUnit.NANOSECONDS) || table.isDropped()) {
                throw new InterruptedIOException("the compaction is not needed any more");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the compaction was interrupted");
        }
    }
}
