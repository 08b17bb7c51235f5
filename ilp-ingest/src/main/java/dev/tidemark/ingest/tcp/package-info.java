/**
 * The line protocol over TCP: lines in, no answer ever.
 *
 * <p>Main types: {@link dev.tidemark.ingest.tcp.LineProtocolServer} with its {@link
 * dev.tidemark.ingest.tcp.LineProtocolSettings}. Each connection belongs to one event loop, which
 * parses what arrives and hands batches to their tables; it never waits and never touches a file.
 * Rows are committed when a batch is full, within the commit interval, and when the connection
 * ends. While memory or the connection's share of uncommitted batches is used up, the socket is not
 * read, so that the sender has to wait; nothing is dropped.
 *
 * <p>A connection owns its {@link dev.tidemark.ingest.parse.LineStream} until it is closed.
 */
@NullMarked
package dev.tidemark.ingest.tcp;

import org.jspecify.annotations.NullMarked;
