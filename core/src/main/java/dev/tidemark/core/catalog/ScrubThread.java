package dev.tidemark.core.catalog;

import dev.tidemark.core.check.PartitionInspection;
import dev.tidemark.core.io.CorruptFileException;
import dev.tidemark.core.table.HeldRuns;
import dev.tidemark.core.table.MappedPartition;
import dev.tidemark.core.table.OpenPartition;
import dev.tidemark.core.table.Table;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that reads all sealed rows again and again, slowly, so that damage comes to light
 * before somebody needs the rows and while a backup still has them. A partition in which it finds
 * some is reported and set aside; it alone.
 *
 * <p>A round takes the partitions in any order: a process that never lives for a whole round still
 * gets to each of them.
 */
final class ScrubThread {
    private static final System.Logger LOGGER = System.getLogger(ScrubThread.class.getName());
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    /** After the start there is more urgent work. */
    private static final long FIRST_DELAY_MILLIS = 60_000;

    private final ScrubOptions options;
    private final Tables tables;
    private final SealThread seals;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;
    private volatile ScrubStatus status = ScrubStatus.NONE;

    /** A partition that is to be read. */
    private record Place(Table table, long floor) {}

    ScrubThread(ScrubOptions options, Tables tables, SealThread seals) {
        this.options = options;
        this.tables = tables;
        this.seals = seals;
        this.thread = Thread.ofPlatform().name("tidemark-scrub").unstarted(this::run);
    }

    void start() {
        if (options.intervalMillis() > 0) {
            thread.start();
        }
    }

    ScrubStatus status() {
        return status;
    }

    /** Ends the thread; a partition that is being read is left. */
    void stop() {
        stopped.countDown();
        ThreadEnd.await(thread);
    }

    private void run() {
        long waitMillis = Math.min(options.intervalMillis(), FIRST_DELAY_MILLIS);
        try {
            while (!stopped.await(waitMillis, TimeUnit.MILLISECONDS)) {
                long startNanos = System.nanoTime();
                round();
                long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
                waitMillis = Math.max(0, options.intervalMillis() - tookMillis);
            }
        } catch (CancellationException _) {
            LOGGER.log(Level.DEBUG, "the scrub was stopped in the middle of a round");
        } catch (InterruptedException _) {
            LOGGER.log(Level.WARNING, "the scrub was interrupted and ends");
        }
    }

    private void round() {
        ScrubStatus before = status;
        List<Place> places = places();
        Collections.shuffle(places);
        for (Place place : places) {
            try {
                read(place);
            } catch (IOException failure) {
                LOGGER.log(
                        Level.WARNING,
                        "the scrub cannot read table ''{0}'': {1}",
                        place.table.name(),
                        failure.getMessage());
            }
        }
        status = status.withRound(System.currentTimeMillis());
        LOGGER.log(
                Level.INFO,
                "scrub: {0} partitions with {1} bytes read, {2} of them damaged",
                status.partitions() - before.partitions(),
                status.bytes() - before.bytes(),
                status.damagedPartitions() - before.damagedPartitions());
    }

    private List<Place> places() {
        List<Place> places = new ArrayList<>();
        for (Table table : tables.all()) {
            try (HeldRuns held = table.holdSealed()) {
                held.partitions()
                        .forEach(open -> places.add(new Place(table, open.state().floor())));
            }
        }
        return places;
    }

    private void read(Place place) throws IOException {
        try (HeldRuns held = place.table.holdSealed()) {
            OpenPartition open = held.partition(place.floor).orElse(null);
            if (!(open instanceof MappedPartition partition)) {
                return;
            }
            Pacer pacer = new Pacer();
            try {
                new PartitionInspection(
                                partition.folder(), partition.state(), symbolCounts(place.table))
                        .run(pacer::pass);
                status = status.withPartition(pacer.bytes, false);
            } catch (CorruptFileException damage) {
                boolean isNew = seals.reportDamage(place.table, damage);
                status = status.withPartition(pacer.bytes, isNew);
            }
        }
    }

    private static Map<Integer, Integer> symbolCounts(Table table) {
        Map<Integer, Integer> counts = new HashMap<>();
        table.dictionaries().forEach((id, dictionary) -> counts.put(id, dictionary.size()));
        return counts;
    }

    /** Waits long enough between blocks not to exceed the rate. */
    private final class Pacer {
        private final long startNanos = System.nanoTime();
        private long bytes;

        void pass(long blockBytes) {
            bytes += blockBytes;
            long dueNanos = (long) ((double) bytes / options.bytesPerSecond() * NANOS_PER_SECOND);
            long waitNanos = Math.max(0, startNanos + dueNanos - System.nanoTime());
            try {
                if (stopped.await(waitNanos, TimeUnit.NANOSECONDS)) {
                    throw new CancellationException("the store is closing");
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new CancellationException("the scrub was interrupted");
            }
        }
    }
}
