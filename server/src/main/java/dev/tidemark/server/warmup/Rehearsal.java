package dev.tidemark.server.warmup;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.table.Acknowledgement;
import dev.tidemark.core.table.Table;
import dev.tidemark.ingest.parse.LineStream;
import dev.tidemark.ingest.parse.ParserOptions;
import dev.tidemark.sql.Database;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Loads rows that were made up into a private database: parser, batches, log, hot runs, seal. Goes
 * on in the background until the code is surely compiled, for some seconds at most, and stops as
 * soon as real rows come, which compile it as well.
 */
public final class Rehearsal implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(Rehearsal.class.getName());

    /** Leaves the processors to whoever waited for the start. */
    private static final Duration DELAY = Duration.ofMillis(250);

    private static final Duration LIMIT = Duration.ofSeconds(6);
    private static final int ROUNDS = 400;
    private static final int ROUNDS_PER_BATCH = 3;
    private static final int ROUNDS_PER_SEAL = 80;
    private static final int MAX_COMMITS = 8;

    private final BooleanSupplier needless;
    private final Thread thread;
    private final Deque<CompletableFuture<Void>> commits = new ArrayDeque<>();
    private volatile boolean closed;

    /**
     * A rehearsal that is not started yet.
     *
     * @param needless whether there is enough to do without; asked again and again, on a thread of
     *     the rehearsal's own
     */
    public Rehearsal(BooleanSupplier needless) {
        this.needless = needless;
        this.thread = Thread.ofPlatform().daemon().name("tidemark-rehearsal").unstarted(this::run);
    }

    /** Starts in the background. */
    public void start() {
        thread.start();
    }

    /** Stops, and waits until everything is cleaned up. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            TimeUnit.MILLISECONDS.sleep(DELAY.toMillis());
            if (isOver()) {
                return;
            }
            Path folder = Files.createTempDirectory("tidemark-rehearsal-");
            try (Database database = Database.open(folder)) {
                load(database.store());
            } finally {
                delete(folder);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException failure) {
            LOGGER.log(
                    Level.WARNING,
                    "getting ready for load failed; the first seconds will be slower",
                    failure);
        }
    }

    private void load(Store store) throws IOException {
        long startNanos = System.nanoTime();
        RehearsalLines lines = new RehearsalLines();
        try (LineStream stream =
                new LineStream(
                        store,
                        ParserOptions.defaults(),
                        this::commit,
                        error -> {
                            throw new IllegalStateException(error.toString());
                        },
                        LineStream.DEFAULT_MAX_LINE_BYTES)) {
            for (int round = 1; round <= ROUNDS && !isOver(); round++) {
                stream.receive(lines.next());
                if (round % ROUNDS_PER_BATCH == 0) {
                    stream.handOver();
                }
                if (round % ROUNDS_PER_SEAL == 0) {
                    store.checkpoint();
                }
                if (System.nanoTime() - startNanos > LIMIT.toNanos()) {
                    break;
                }
            }
        }
        commits.forEach(CompletableFuture::join);
        LOGGER.log(
                Level.DEBUG,
                "ready for load after {0} ms",
                Long.toString((System.nanoTime() - startNanos) / 1_000_000));
    }

    private void commit(Table table, Batch batch) {
        commits.addLast(table.commit(batch, Acknowledgement.WRITTEN));
        if (commits.size() > MAX_COMMITS) {
            commits.removeFirst().join();
        }
    }

    private boolean isOver() {
        return closed || needless.getAsBoolean();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        }
    }
}
