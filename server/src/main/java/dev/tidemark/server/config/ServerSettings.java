package dev.tidemark.server.config;

import static dev.tidemark.server.config.ValueFormat.DURATION;
import static dev.tidemark.server.config.ValueFormat.PATH;
import static dev.tidemark.server.config.ValueFormat.PORT;
import static dev.tidemark.server.config.ValueFormat.SIZE;
import static dev.tidemark.server.config.ValueFormat.SWITCH;
import static dev.tidemark.server.config.ValueFormat.TEXT;
import static dev.tidemark.server.config.ValueFormat.count;
import static dev.tidemark.server.config.ValueFormat.size;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** All settings of the server. */
public final class ServerSettings {
    private static final int MOST_CONNECTIONS = 100_000;
    private static final int MOST_THREADS = 1_024;
    private static final long LONGEST_LINE_BYTES = 1L << 28;
    private static final long LONGEST_HEADER_BYTES = 1L << 24;
    private static final long LONGEST_STATEMENT_BYTES = 1L << 28;

    public static final Setting<Path> DATA_DIR =
            new Setting<>(
                    "data.dir",
                    PATH,
                    "./data",
                    "Folder that holds all data; created if missing. One server at a time uses"
                            + " it.");
    public static final Setting<String> BIND =
            new Setting<>(
                    "bind",
                    TEXT,
                    "127.0.0.1",
                    "Address that all ports listen on; 0.0.0.0 for all interfaces.");
    public static final Setting<Duration> SHUTDOWN_TIMEOUT =
            new Setting<>(
                    "shutdown.timeout",
                    DURATION,
                    "30s",
                    "How long a stopping server waits for requests that are under way.");

    public static final Setting<Boolean> WARM_UP =
            new Setting<>(
                    "warm.up",
                    SWITCH,
                    "true",
                    "Whether the code that takes in rows is compiled right after the start, with"
                            + " some seconds of processor time, instead of under the first load.");

    public static final Setting<Long> MEMORY_HOT_LIMIT =
            new Setting<>(
                    "memory.hot.limit",
                    SIZE,
                    "1g",
                    "Memory for rows that are not yet sealed; senders wait while it is full.");
    public static final Setting<Long> MEMORY_SEAL_THRESHOLD =
            new Setting<>(
                    "memory.seal.threshold",
                    SIZE,
                    "256m",
                    "Unsealed rows of a table beyond which they are sorted into column files.");
    public static final Setting<Long> LOG_LIMIT =
            new Setting<>(
                    "log.limit",
                    SIZE,
                    "512m",
                    "Length of the log beyond which tables are sealed to shorten it.");
    public static final Setting<Duration> CHECKPOINT_INTERVAL =
            new Setting<>(
                    "checkpoint.interval",
                    DURATION,
                    "5m",
                    "Age of a table's oldest unsealed row beyond which the table is sealed.");
    public static final Setting<Long> DISK_RESERVE =
            new Setting<>(
                    "disk.reserve",
                    SIZE,
                    "64m",
                    "Disk space kept free for what a full disk must still allow: sealing and"
                            + " dropping tables.");
    public static final Setting<Duration> SYNC_INTERVAL =
            new Setting<>(
                    "sync.interval",
                    DURATION,
                    "200ms",
                    "Within which rows that no sender waits for are safe from a power cut.");

    public static final Setting<Duration> COMPACTION_QUIET_TIME =
            new Setting<>(
                    "compaction.quiet.time",
                    DURATION,
                    "10s",
                    "How long a partition must not have changed before it is rewritten as one"
                            + " piece.");
    public static final Setting<Long> COMPACTION_RATE =
            new Setting<>(
                    "compaction.rate",
                    SIZE,
                    "64m",
                    "Bytes that compaction writes a second at most.");

    public static final Setting<Integer> ILP_PORT =
            new Setting<>("ilp.port", PORT, "9009", "Line protocol over TCP; 0 for any free port.");
    public static final Setting<Long> ILP_MAX_LINE =
            new Setting<>(
                    "ilp.max.line",
                    size(LONGEST_LINE_BYTES),
                    "1m",
                    "Length of the longest line, in bytes.");
    public static final Setting<Integer> ILP_CONNECTIONS =
            new Setting<>(
                    "ilp.connections",
                    count(1, MOST_CONNECTIONS),
                    "256",
                    "Connections at a time; a further one is closed at once.");
    public static final Setting<Duration> ILP_IDLE_TIMEOUT =
            new Setting<>(
                    "ilp.idle.timeout",
                    DURATION,
                    "5m",
                    "After which a connection that sends nothing is closed.");
    public static final Setting<Duration> ILP_COMMIT_INTERVAL =
            new Setting<>(
                    "ilp.commit.interval",
                    DURATION,
                    "100ms",
                    "Within which a row that arrived over TCP is committed and visible.");
    public static final Setting<Boolean> ILP_DISCONNECT_ON_ERROR =
            new Setting<>(
                    "ilp.disconnect.on.error",
                    SWITCH,
                    "true",
                    "Whether a line that cannot be read ends its connection; otherwise it is"
                            + " logged and skipped.");
    public static final Setting<Boolean> ILP_AUTO_CREATE_TABLES =
            new Setting<>(
                    "ilp.auto.create.tables",
                    SWITCH,
                    "true",
                    "Whether a line for an unknown table creates it.");
    public static final Setting<Boolean> ILP_AUTO_CREATE_COLUMNS =
            new Setting<>(
                    "ilp.auto.create.columns",
                    SWITCH,
                    "true",
                    "Whether a line with an unknown column adds it.");

    public static final Setting<Integer> HTTP_PORT =
            new Setting<>("http.port", PORT, "9000", "HTTP; 0 for any free port.");
    public static final Setting<Integer> HTTP_CONNECTIONS =
            new Setting<>(
                    "http.connections",
                    count(1, MOST_CONNECTIONS),
                    "256",
                    "Connections at a time; a further one is answered with status 503.");
    public static final Setting<Duration> HTTP_IDLE_TIMEOUT =
            new Setting<>(
                    "http.idle.timeout",
                    DURATION,
                    "5m",
                    "After which a connection without a request is closed.");
    public static final Setting<Duration> HTTP_WRITE_TIMEOUT =
            new Setting<>(
                    "http.write.timeout",
                    DURATION,
                    "60s",
                    "How long a query waits for a client that does not read its answer.");
    public static final Setting<Long> HTTP_HEADER_LIMIT =
            new Setting<>(
                    "http.header.limit",
                    size(LONGEST_HEADER_BYTES),
                    "64k",
                    "Length of a request's first line, and of its headers together.");
    public static final Setting<Long> HTTP_BODY_LIMIT =
            new Setting<>(
                    "http.body.limit",
                    size(LONGEST_STATEMENT_BYTES),
                    "1m",
                    "Length of a request's body, except for the write endpoints.");
    public static final Setting<Long> HTTP_WRITE_LIMIT =
            new Setting<>(
                    "http.write.limit",
                    SIZE,
                    "64m",
                    "Length of a write request's body, after decompression.");

    public static final Setting<Integer> QUERY_THREADS =
            new Setting<>(
                    "query.threads",
                    count(1, MOST_THREADS),
                    "8",
                    "Statements that HTTP clients can run at a time; more wait for their turn.");
    public static final Setting<Duration> QUERY_TIMEOUT =
            new Setting<>(
                    "query.timeout",
                    DURATION,
                    "60s",
                    "After which a statement over HTTP is cancelled; the header Statement-Timeout"
                            + " (in milliseconds) of a request can shorten it.");

    public static final Setting<Integer> PG_PORT =
            new Setting<>("pg.port", PORT, "8812", "PostgreSQL protocol; 0 for any free port.");
    public static final Setting<Integer> PG_CONNECTIONS =
            new Setting<>(
                    "pg.connections",
                    count(1, MOST_CONNECTIONS),
                    "64",
                    "Sessions at a time; a further one is refused with SQLSTATE 53300.");
    public static final Setting<String> PG_USER =
            new Setting<>("pg.user", TEXT, "admin", "Name that PostgreSQL clients log in with.");
    public static final Setting<String> PG_PASSWORD =
            new Setting<>(
                    "pg.password",
                    TEXT,
                    "quest",
                    "Password that PostgreSQL clients log in with. The default is known to all:"
                            + " change it before the server listens on a public address.");

    /** In the order of the reference for users. */
    public static final List<Setting<?>> ALL =
            List.of(
                    DATA_DIR,
                    BIND,
                    SHUTDOWN_TIMEOUT,
                    WARM_UP,
                    MEMORY_HOT_LIMIT,
                    MEMORY_SEAL_THRESHOLD,
                    LOG_LIMIT,
                    CHECKPOINT_INTERVAL,
                    DISK_RESERVE,
                    SYNC_INTERVAL,
                    COMPACTION_QUIET_TIME,
                    COMPACTION_RATE,
                    ILP_PORT,
                    ILP_MAX_LINE,
                    ILP_CONNECTIONS,
                    ILP_IDLE_TIMEOUT,
                    ILP_COMMIT_INTERVAL,
                    ILP_DISCONNECT_ON_ERROR,
                    ILP_AUTO_CREATE_TABLES,
                    ILP_AUTO_CREATE_COLUMNS,
                    HTTP_PORT,
                    HTTP_CONNECTIONS,
                    HTTP_IDLE_TIMEOUT,
                    HTTP_WRITE_TIMEOUT,
                    HTTP_HEADER_LIMIT,
                    HTTP_BODY_LIMIT,
                    HTTP_WRITE_LIMIT,
                    QUERY_THREADS,
                    QUERY_TIMEOUT,
                    PG_PORT,
                    PG_CONNECTIONS,
                    PG_USER,
                    PG_PASSWORD);

    private ServerSettings() {}
}
