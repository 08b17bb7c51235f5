package dev.tidemark.pgwire.settings;

/**
 * How the listener works.
 *
 * @param host name or address to bind to
 * @param port to bind to; 0 = any free one
 * @param passwords recognises users
 * @param connectionLimit sessions at the same time; one more is refused with SQLSTATE 53300
 * @param workerThreads that run statements; a connection whose statement waits for the disk keeps
 *     one busy, one whose client is slow to read does not
 * @param limits of each connection
 */
public record PgSettings(
        String host,
        int port,
        PasswordCheck passwords,
        int connectionLimit,
        int workerThreads,
        ConnectionLimits limits) {
    public static final String DEFAULT_HOST = "127.0.0.1";
    public static final int DEFAULT_PORT = 8812;
    public static final int DEFAULT_CONNECTION_LIMIT = 64;
    public static final int DEFAULT_WORKER_THREADS = 64;

    public PgSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not within 0 and 65535");
        }
        if (connectionLimit < 1) {
            throw new IllegalArgumentException(
                    "connection limit " + connectionLimit + " is less than 1");
        }
        if (workerThreads < 1) {
            throw new IllegalArgumentException(workerThreads + " worker threads are less than 1");
        }
    }

    /** The defaults: port 8812 of this computer only, user {@code admin}. */
    public static PgSettings defaults() {
        return new PgSettings(
                DEFAULT_HOST,
                DEFAULT_PORT,
                Credentials.defaults(),
                DEFAULT_CONNECTION_LIMIT,
                DEFAULT_WORKER_THREADS,
                ConnectionLimits.defaults());
    }

    /** The same on another address. */
    public PgSettings withAddress(String newHost, int newPort) {
        return new PgSettings(newHost, newPort, passwords, connectionLimit, workerThreads, limits);
    }

    /** The same for other users. */
    public PgSettings withPasswords(PasswordCheck check) {
        return new PgSettings(host, port, check, connectionLimit, workerThreads, limits);
    }

    /** The same with another limit of connections. */
    public PgSettings withConnectionLimit(int limit) {
        return new PgSettings(host, port, passwords, limit, workerThreads, limits);
    }

    /** The same with another number of threads. */
    public PgSettings withWorkerThreads(int threads) {
        return new PgSettings(host, port, passwords, connectionLimit, threads, limits);
    }

    /** The same with other limits of each connection. */
    public PgSettings withLimits(ConnectionLimits newLimits) {
        return new PgSettings(host, port, passwords, connectionLimit, workerThreads, newLimits);
    }
}
