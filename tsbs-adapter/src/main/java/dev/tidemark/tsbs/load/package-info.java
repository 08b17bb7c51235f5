/**
 * Sends line protocol to a server, as a client that knows nothing of the server's inside.
 *
 * <p>{@link dev.tidemark.tsbs.load.Loader} moves the lines of a {@link
 * dev.tidemark.tsbs.line.LineSource} over the connections that a {@link
 * dev.tidemark.tsbs.load.LoadTarget} describes: TCP, which never answers, or HTTP {@code POST
 * /write}, which answers every batch. {@link dev.tidemark.tsbs.load.RowCounts} asks the server how
 * many rows it shows, and waits until they are all there.
 *
 * <p>Threads: the caller's thread reads the source and hears of the progress; each connection has a
 * thread of its own and two buffers that go back and forth between the two ({@code Sender}), so
 * memory is bounded by connections times two buffers. All connections are closed before loading
 * returns, which ends the threads.
 */
@NullMarked
package dev.tidemark.tsbs.load;

import org.jspecify.annotations.NullMarked;
