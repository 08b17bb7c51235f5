package dev.tidemark.server.config;

import static dev.tidemark.server.config.ValueFormat.DURATION;
import static dev.tidemark.server.config.ValueFormat.INTERVAL;
import static dev.tidemark.server.config.ValueFormat.PATH;
import static dev.tidemark.server.config.ValueFormat.PORT;
import static dev.tidemark.server.config.ValueFormat.SIZE;
import static dev.tidemark.server.config.ValueFormat.SWITCH;
import static dev.tidemark.server.config.ValueFormat.TEXT;
import static dev.tidemark.server.config.ValueFormat.choice;
import static dev.tidemark.server.config.ValueFormat.count;
import static dev.tidemark.server.config.ValueFormat.size;

import dev.tidemark.core.type.Durability;
import dev.tidemark.core.type.PartitionUnit;
import dev.tidemark.ingest.parse.CreationRules;
import dev.tidemark.ingest.tcp.LineProtocolSettings;
import dev.tidemark.pgwire.settings.PgSettings;
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
    private static final long LONGEST_WRITE_BYTES = 1L << 30;
    private static final int MOST_COLUMNS = 65_536;
    private static final int MOST_TABLES_PER_MINUTE = 1_000_000;
    private static final int MOST_DECOMPRESSION_RATIO = 10_000;
    private static final int MOST_METRICS_TABLES = 100_000;

    /** What tags become. */
    public enum TagType {
        SYMBOL,
        VARCHAR
    }

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
                    "Address that all ports listen on; 0.0.0.0 for all interfaces. One that other"
                            + " computers can reach needs users, or auth.anonymous.");
    public static final Setting<Duration> SHUTDOWN_TIMEOUT =
            new Setting<>(
                    "shutdown.timeout",
                    DURATION,
                    "30s",
                    "How long a stopping server waits for requests that are under way.");

    public static final Setting<String> USERS_FILE =
            new Setting<>(
                    "users.file",
                    TEXT,
                    "",
                    "File of users and their hashed credentials; users in the data folder if empty."
                            + " As soon as it has a user, all ports want to know who a client is.");
    public static final Setting<Boolean> AUTH_ANONYMOUS =
            new Setting<>(
                    "auth.anonymous",
                    SWITCH,
                    "false",
                    "Whether the server may listen beyond this computer though there are no"
                            + " users.");
    public static final Setting<String> TLS_CERTIFICATE =
            new Setting<>(
                    "tls.certificate",
                    TEXT,
                    "",
                    "PEM file of the certificate chain that encrypts connections; read again when"
                            + " it changes. Empty for no encryption.");
    public static final Setting<String> TLS_KEY =
            new Setting<>(
                    "tls.key",
                    TEXT,
                    "",
                    "PEM file of the certificate's private key (PKCS #8, not encrypted).");

    public static final Setting<Boolean> WARM_UP =
            new Setting<>(
                    "warm.up",
                    SWITCH,
                    "true",
                    "Whether the code that takes in rows is compiled soon after the start, with up"
                            + " to 20 seconds of processor time, instead of under the first load.");

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
    public static final Setting<Durability> DURABILITY =
            new Setting<>(
                    "durability",
                    choice(Durability.class),
                    "sync",
                    "What an answer promises of the rows that it is for: sync, that they are safe"
                            + " from a power cut; interval, that they will be within sync.interval;"
                            + " none, that they are safe from the end of the process. A table may"
                            + " have its own.");
    public static final Setting<Duration> SYNC_INTERVAL =
            new Setting<>(
                    "sync.interval",
                    DURATION,
                    "200ms",
                    "Within which rows that no sender waits for are safe from a power cut, unless"
                            + " their table's durability is none.");

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

    public static final Setting<Duration> SCRUB_INTERVAL =
            new Setting<>(
                    "scrub.interval",
                    INTERVAL,
                    "24h",
                    "Within which all sealed rows are read again, in the background, to find damage"
                            + " while there is a backup without it; 0s for never.");
    public static final Setting<Long> SCRUB_RATE =
            new Setting<>("scrub.rate", SIZE, "8m", "Bytes that the scrub reads a second at most.");

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
                    Integer.toString(LineProtocolSettings.DEFAULT_CONNECTION_LIMIT),
                    "Connections at a time; a further one is closed at once.");
    public static final Setting<Duration> ILP_IDLE_TIMEOUT =
            new Setting<>(
                    "ilp.idle.timeout",
                    DURATION,
                    "5m",
                    "After which a connection that sends nothing is closed.");
    public static final Setting<Duration> ILP_LINE_TIMEOUT =
            new Setting<>(
                    "ilp.line.timeout",
                    DURATION,
                    "60s",
                    "Within which a line that has begun to arrive over TCP must come to its end.");
    public static final Setting<Boolean> ILP_TLS =
            new Setting<>(
                    "ilp.tls",
                    SWITCH,
                    "true",
                    "Whether line protocol over TCP is encrypted, if there is a certificate.");
    public static final Setting<Boolean> ILP_LOGIN =
            new Setting<>(
                    "ilp.login",
                    SWITCH,
                    "true",
                    "Whether senders over TCP have to log in by a key, if there are users.");
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
    public static final Setting<PartitionUnit> ILP_PARTITION_BY =
            new Setting<>(
                    "ilp.partition.by",
                    choice(PartitionUnit.class),
                    "day",
                    "How tables that lines create are partitioned; CREATE TABLE can differ.");
    public static final Setting<TagType> ILP_TAG_TYPE =
            new Setting<>(
                    "ilp.tag.type",
                    choice(TagType.class),
                    "symbol",
                    "Type of the columns that lines create for tags.");
    public static final Setting<Integer> ILP_MAX_COLUMNS =
            new Setting<>(
                    "ilp.max.columns",
                    count(1, MOST_COLUMNS),
                    "4096",
                    "Columns that lines may bring a table to.");
    public static final Setting<Integer> ILP_MAX_NAME =
            new Setting<>(
                    "ilp.max.name",
                    count(1, CreationRules.LONGEST_NAME_BYTES),
                    "127",
                    "Length of the longest name of a table or column that lines create, in bytes.");
    public static final Setting<Integer> ILP_TABLES_PER_MINUTE =
            new Setting<>(
                    "ilp.tables.per.minute",
                    count(1, MOST_TABLES_PER_MINUTE),
                    "6000",
                    "Tables that lines may create; more are refused until later, with status 503"
                            + " over HTTP.");

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
    public static final Setting<Boolean> HTTP_TLS =
            new Setting<>(
                    "http.tls",
                    SWITCH,
                    "true",
                    "Whether HTTP is encrypted, if there is a certificate.");
    public static final Setting<Duration> HTTP_REQUEST_TIMEOUT =
            new Setting<>(
                    "http.request.timeout",
                    DURATION,
                    "2m",
                    "Within which a request that has begun must have come; one that has not is"
                            + " answered with status 503.");
    public static final Setting<Duration> HTTP_BUSY_TIMEOUT =
            new Setting<>(
                    "http.busy.timeout",
                    DURATION,
                    "5s",
                    "How long a write request waits while memory for rows is used up, before it is"
                            + " answered with status 503.");
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
                    size(LONGEST_WRITE_BYTES),
                    "64m",
                    "Length of a write request's body, after decompression.");
    public static final Setting<Integer> HTTP_DECOMPRESSION_RATIO =
            new Setting<>(
                    "http.decompression.ratio",
                    count(1, MOST_DECOMPRESSION_RATIO),
                    "200",
                    "How many times longer than before a body may become by decompression; counts"
                            + " from 1 MiB on.");

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

    public static final Setting<Integer> METRICS_TABLES =
            new Setting<>(
                    "metrics.tables",
                    count(0, MOST_METRICS_TABLES),
                    "100",
                    "Tables that the answer of /metrics tells of, first by name; it says how many"
                            + " it leaves out.");

    public static final Setting<Integer> PG_PORT =
            new Setting<>("pg.port", PORT, "8812", "PostgreSQL protocol; 0 for any free port.");
    public static final Setting<Integer> PG_CONNECTIONS =
            new Setting<>(
                    "pg.connections",
                    count(1, MOST_CONNECTIONS),
                    Integer.toString(PgSettings.DEFAULT_CONNECTION_LIMIT),
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
                    USERS_FILE,
                    AUTH_ANONYMOUS,
                    TLS_CERTIFICATE,
                    TLS_KEY,
                    SHUTDOWN_TIMEOUT,
                    WARM_UP,
                    MEMORY_HOT_LIMIT,
                    MEMORY_SEAL_THRESHOLD,
                    LOG_LIMIT,
                    CHECKPOINT_INTERVAL,
                    DISK_RESERVE,
                    DURABILITY,
                    SYNC_INTERVAL,
                    COMPACTION_QUIET_TIME,
                    COMPACTION_RATE,
                    SCRUB_INTERVAL,
                    SCRUB_RATE,
                    ILP_PORT,
                    ILP_MAX_LINE,
                    ILP_CONNECTIONS,
                    ILP_IDLE_TIMEOUT,
                    ILP_LINE_TIMEOUT,
                    ILP_TLS,
                    ILP_LOGIN,
                    ILP_COMMIT_INTERVAL,
                    ILP_DISCONNECT_ON_ERROR,
                    ILP_AUTO_CREATE_TABLES,
                    ILP_AUTO_CREATE_COLUMNS,
                    ILP_PARTITION_BY,
                    ILP_TAG_TYPE,
                    ILP_MAX_COLUMNS,
                    ILP_MAX_NAME,
                    ILP_TABLES_PER_MINUTE,
                    HTTP_PORT,
                    HTTP_CONNECTIONS,
                    HTTP_IDLE_TIMEOUT,
                    HTTP_TLS,
                    HTTP_REQUEST_TIMEOUT,
                    HTTP_BUSY_TIMEOUT,
                    HTTP_WRITE_TIMEOUT,
                    HTTP_HEADER_LIMIT,
                    HTTP_BODY_LIMIT,
                    HTTP_WRITE_LIMIT,
                    HTTP_DECOMPRESSION_RATIO,
                    QUERY_THREADS,
                    QUERY_TIMEOUT,
                    METRICS_TABLES,
                    PG_PORT,
                    PG_CONNECTIONS,
                    PG_USER,
                    PG_PASSWORD);

    private ServerSettings() {}
}
