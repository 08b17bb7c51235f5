package dev.tidemark.benchmarks.send;

import java.io.IOException;
import java.net.InetSocketAddress;

/** Where rows are sent to, and how. */
public sealed interface Target {

    /** Number of connections that share the rows. */
    int connections();

    /** Opens one of the connections. */
    Connection connect() throws IOException;

    /**
     * Line protocol over TCP, which answers nothing.
     *
     * @param address the server's port
     * @param connections number of connections, at least 1
     */
    record Tcp(InetSocketAddress address, int connections) implements Target {
        @Override
        public Connection connect() throws IOException {
            return TcpConnection.open(address);
        }
    }

    /**
     * Requests over HTTP, a portion each.
     *
     * @param address the server's port
     * @param connections number of connections, at least 1
     */
    record Http(InetSocketAddress address, int connections) implements Target {
        @Override
        public Connection connect() throws IOException {
            return HttpConnection.open(address);
        }
    }
}
