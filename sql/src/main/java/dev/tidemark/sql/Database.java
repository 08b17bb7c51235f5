package dev.tidemark.sql;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.catalog.StoreOptions;
import dev.tidemark.core.io.DiskFileSystem;
import dev.tidemark.core.io.FileSystem;
import dev.tidemark.core.table.Sealer;
import dev.tidemark.core.table.Table;
import dev.tidemark.merge.apply.OutOfOrderSealer;
import dev.tidemark.sql.execute.ScanThreads;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A folder of tables, opened in this process.
 *
 * <pre>{@code
 * try (Database database = Database.open(folder);
 *         Result result = database.query("SELECT host, avg(load) FROM cpu SAMPLE BY 1h")) {
 *     while (result.next()) { ... }
 * }
 * }</pre>
 *
 * <p>Thread-safe: any number of threads may each use a {@link Session} and {@link Appender}s of
 * their own. One process at a time may have a folder open.
 */
public final class Database implements AutoCloseable {
    private final Store store;
    private final ScanThreads threads;
    private final ExecutorService sealThreads;

    private Database(Store store, ExecutorService sealThreads) {
        this.store = store;
        this.threads = new ScanThreads(Runtime.getRuntime().availableProcessors());
        this.sealThreads = sealThreads;
    }

    /**
     * Opens a folder with the default options; creates it if it is missing.
     *
     * @throws IOException if the folder cannot be used, or another process has it open
     */
    public static Database open(Path folder) throws IOException {
        return open(StoreOptions.of(folder));
    }

    /**
     * Opens a folder.
     *
     * @throws IOException if the folder cannot be used, or another process has it open
     */
    public static Database open(StoreOptions options) throws IOException {
        return open(options, DiskFileSystem.INSTANCE);
    }

    /** As {@link #open(StoreOptions)}, on another file system. */
    public static Database open(StoreOptions options, FileSystem files) throws IOException {
        int processors = Runtime.getRuntime().availableProcessors();
        // The store's own seal thread is one of the workers.
        ExecutorService sealThreads =
                Executors.newFixedThreadPool(
                        Math.max(1, processors - 1),
                        Thread.ofPlatform().daemon().name("tidemark-seal-worker-", 1).factory());
        try {
            Sealer sealer = new OutOfOrderSealer(sealThreads, processors);
            return new Database(Store.open(options, sealer, files), sealThreads);
        } catch (IOException | RuntimeException failure) {
            sealThreads.shutdown();
            throw failure;
        }
    }

    /** The tables; closed with the database. */
    public Store store() {
        return store;
    }

    /** A new session with default settings. */
    public Session session() {
        return new Session(store, threads);
    }

    /** Runs one statement in a session of its own; the caller closes the result. */
    public Result query(String sql) {
        return session().run(sql);
    }

    /**
     * Runs one statement in a session of its own to its end.
     *
     * @return rows written, or delivered and dropped
     */
    public long execute(String sql) {
        try (Result result = query(sql)) {
            while (result.next()) {
                // Rows are only counted.
            }
            return result.affectedRows();
        }
    }

    /**
     * A new writer of rows to a table.
     *
     * @throws SqlException if there is no table of that name
     */
    public Appender appender(String tableName) {
        Table table =
                store.table(tableName)
                        .orElseThrow(() ->
                                new SqlException(
                                        SqlState.UNDEFINED_TABLE,
                                        SqlException.NO_POSITION,
                                        "table '" + tableName + "' does not exist"));
        return new Appender(store, table);
    }

    /** Finishes what was committed and closes all files. Results must be closed before. */
    @Override
    public void close() throws IOException {
        threads.close();
        try {
            store.close();
        } finally {
            sealThreads.shutdown();
        }
    }
}
