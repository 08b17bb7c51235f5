/**
 * A sender that costs almost nothing, so that the cores are left to the servers.
 *
 * <p>{@link dev.tidemark.benchmarks.send.Sending} hands portions of a file to connections, each a
 * thread, in turn as they become free; {@code sendfile(2)} moves the bytes from the page cache to
 * the socket, and they never enter this process. {@link dev.tidemark.benchmarks.send.Target} tells
 * where to: line protocol over TCP, or requests over HTTP of which each is answered before the
 * next.
 *
 * <p>Threads live as long as the call that started them. Connections are owned by {@code Sending}.
 */
@NullMarked
package dev.tidemark.benchmarks.send;

import org.jspecify.annotations.NullMarked;
