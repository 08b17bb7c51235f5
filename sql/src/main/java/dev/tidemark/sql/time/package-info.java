/**
 * Points in time as text, and steps of time that align with the calendar.
 *
 * <p>Main types: {@link dev.tidemark.sql.time.TimeText}, {@link dev.tidemark.sql.time.TimeStep}.
 * Immutable and without state.
 */
@NullMarked
package dev.tidemark.sql.time;

import org.jspecify.annotations.NullMarked;
