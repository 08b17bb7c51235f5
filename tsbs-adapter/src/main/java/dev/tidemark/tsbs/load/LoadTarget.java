package dev.tidemark.tsbs.load;

import dev.tidemark.tsbs.line.LineSource;
import java.net.InetSocketAddress;
import java.net.URI;

/** Where lines are sent to, and how. */
public sealed interface LoadTarget {

    /** The most connections of one load. */
    int MAXIMUM_CONNECTIONS = 256;

    /** Number of connections that share the lines in turn. */
    int connections();

    /**
     * The line protocol over TCP. The server never answers; when it closes the connection, it did
     * not like a line.
     *
     * @param address the server's line protocol port
     * @param connections number of connections, 1 to {@link #MAXIMUM_CONNECTIONS}
     */
    record Tcp(InetSocketAddress address, int connections) implements LoadTarget {

        /** Bytes that go to one connection before it is the next one's turn. */
        static final int CHUNK_BYTES = LineSource.MAXIMUM_LINE_BYTES;

        /**
         * @throws IllegalArgumentException if the number of connections is out of bounds
         */
        public Tcp {
            requireConnections(connections);
        }
    }

    /**
     * The line protocol over HTTP: {@code POST /write?precision=ns}, one request a batch.
     *
     * @param access the server, and what it wants to see
     * @param connections number of connections, 1 to {@link #MAXIMUM_CONNECTIONS}
     * @param batchLines the most lines in a request, at least 1; a request is also full when it has
     *     512 bytes for each, but at least 1 MiB and at most {@link #MAXIMUM_BATCH_BYTES}
     */
    record Http(HttpAccess access, int connections, int batchLines) implements LoadTarget {

        /** The most bytes in a request. */
        public static final int MAXIMUM_BATCH_BYTES = 8 << 20;

        private static final int GENEROUS_LINE_BYTES = 512;

        /** The usual number of lines in a request. */
        public static final int DEFAULT_BATCH_LINES = 10_000;

        /**
         * @throws IllegalArgumentException if a number is out of bounds, or the server is not told
         *     by an http or https address
         */
        public Http {
            requireConnections(connections);
            URI server = access.server();
            String scheme = server.getScheme();
            boolean web = "http".equals(scheme) || "https".equals(scheme);
            if (!web || server.getHost() == null) {
                throw new IllegalArgumentException(
                        "'" + server + "' is not an address like http://127.0.0.1:9000");
            }
            if (batchLines < 1) {
                throw new IllegalArgumentException(
                        "number of lines in a batch " + batchLines + " is not positive");
            }
        }

        /** A server that lets everybody in. */
        public Http(URI server, int connections, int batchLines) {
            this(HttpAccess.open(server), connections, batchLines);
        }

        /** Capacity of a batch's buffer: enough for its lines unless they are unusually long. */
        int batchBytes() {
            return Math.clamp(
                    (long) batchLines * GENEROUS_LINE_BYTES,
                    LineSource.MAXIMUM_LINE_BYTES,
                    MAXIMUM_BATCH_BYTES);
        }
    }

    private static void requireConnections(int connections) {
        if (connections < 1 || connections > MAXIMUM_CONNECTIONS) {
            throw new IllegalArgumentException(
                    "number of connections "
                            + connections
                            + " is not between 1 and "
                            + MAXIMUM_CONNECTIONS);
        }
    }
}
