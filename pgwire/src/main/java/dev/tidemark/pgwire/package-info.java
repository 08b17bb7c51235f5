/**
 * The door for clients of PostgreSQL: its protocol, version 3.0, over TCP.
 *
 * <p>Main type: {@link dev.tidemark.pgwire.PgServer}. Below it: {@link dev.tidemark.pgwire.codec}
 * (bytes and messages), {@link dev.tidemark.pgwire.type} (types and parameters), {@link
 * dev.tidemark.pgwire.row} (rows of results), {@link dev.tidemark.pgwire.session} (connections and
 * what they ask). A server owns its event loops and workers; the database stays its caller's.
 */
@NullMarked
package dev.tidemark.pgwire;

import org.jspecify.annotations.NullMarked;
