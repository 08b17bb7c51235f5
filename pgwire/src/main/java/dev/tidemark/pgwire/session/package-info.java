/**
 * Connections: what clients ask, in order, and what they are answered.
 *
 * <p>Main types: {@link dev.tidemark.pgwire.session.Connection}, which a listener adds to each
 * channel, and {@link dev.tidemark.pgwire.session.SessionRegistry}, which the connections of a
 * listener share. Behind a connection stand a {@link dev.tidemark.pgwire.session.Login} and, after
 * it, a {@link dev.tidemark.pgwire.session.PgSession}.
 *
 * <p>Threads: event loops cut bytes into messages and queue them; all else of a connection is done
 * by one worker thread at a time, which takes messages from the queue while there are any. A worker
 * never waits for a client: when a channel has enough unsent bytes the rows stay where they are,
 * and a worker comes back when there is room. While a connection's queue is full its socket is not
 * read. Cancel requests are served by the event loop, so that they work when all workers are busy.
 *
 * <p>Ownership: a connection owns its session, that its portals, those their results. All are
 * closed by the worker that finds the channel closed.
 *
 * <p>Transactions: every statement commits by itself. BEGIN, COMMIT and ROLLBACK only move the
 * status that clients are told, and a failure inside a transaction has all statements up to its end
 * refused, as clients expect; what was written before stays.
 */
@NullMarked
package dev.tidemark.pgwire.session;

import org.jspecify.annotations.NullMarked;
