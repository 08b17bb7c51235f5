package dev.tidemark.ingest.tcp;

import dev.tidemark.ingest.parse.ParserOptions;

/**
 * How the listener works.
 *
 * @param host name or address to bind to
 * @param port to bind to; 0 = any free one
 * @param eventLoopThreads that read and parse
 * @param connectionLimit beyond which new connections are closed at once
 * @param connection what each connection may do
 * @param parser how lines become rows
 */
public record LineProtocolSettings(
        String host,
        int port,
        int eventLoopThreads,
        int connectionLimit,
        ConnectionSettings connection,
        ParserOptions parser) {
    public static final String DEFAULT_HOST = "127.0.0.1";
    public static final int DEFAULT_PORT = 9009;
    public static final int DEFAULT_CONNECTION_LIMIT = 1024;

    /** The defaults: port 9009 of this computer only, an event loop for each processor. */
    public static LineProtocolSettings defaults() {
        return new LineProtocolSettings(
                DEFAULT_HOST,
                DEFAULT_PORT,
                Runtime.getRuntime().availableProcessors(),
                DEFAULT_CONNECTION_LIMIT,
                ConnectionSettings.defaults(),
                ParserOptions.defaults());
    }

    /** The same on another address. */
    public LineProtocolSettings withAddress(String newHost, int newPort) {
        return new LineProtocolSettings(
                newHost, newPort, eventLoopThreads, connectionLimit, connection, parser);
    }

    /** The same with another limit of connections. */
    public LineProtocolSettings withConnectionLimit(int limit) {
        return new LineProtocolSettings(host, port, eventLoopThreads, limit, connection, parser);
    }

    /** The same with other rules for connections. */
    public LineProtocolSettings withConnection(ConnectionSettings settings) {
        return new LineProtocolSettings(
                host, port, eventLoopThreads, connectionLimit, settings, parser);
    }

    /** The same with other rules for lines. */
    public LineProtocolSettings withParser(ParserOptions options) {
        return new LineProtocolSettings(
                host, port, eventLoopThreads, connectionLimit, connection, options);
    }
}
