/**
 * The tables of a folder: opening, creating, dropping, recovering them.
 *
 * <p>Main type: {@link dev.tidemark.core.catalog.Store}, which owns the folder's lock, the log, the
 * memory pool and the threads that commit, seal, compact and scrub. Thread-safe.
 */
@NullMarked
package dev.tidemark.core.catalog;

import org.jspecify.annotations.NullMarked;
