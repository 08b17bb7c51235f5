/**
 * The composition root: a database with its doors, opened and closed in the right order.
 *
 * <p>{@link dev.tidemark.server.Server} is all there is; it adds nothing to what the other modules
 * do. Opening: folder, line protocol, PostgreSQL, HTTP. Closing goes the other way round: nothing
 * new is accepted, what was accepted is finished and committed, then the folder is closed.
 */
@NullMarked
package dev.tidemark.server;

import org.jspecify.annotations.NullMarked;
