/**
 * How the PostgreSQL door behaves: where it listens, who may enter, and the limits of a connection.
 *
 * <p>Main type: {@link dev.tidemark.pgwire.settings.PgSettings}. All types are immutable.
 */
@NullMarked
package dev.tidemark.pgwire.settings;

import org.jspecify.annotations.NullMarked;
