/**
 * Changes: rows on their way into tables, and tables created, changed and dropped.
 *
 * <p>Main types: {@link dev.tidemark.sql.write.RowWriter}, {@link
 * dev.tidemark.sql.write.Definitions}, {@link dev.tidemark.sql.write.Commits}. A writer owns its
 * current batch and hands it to the table; everything here runs on the thread of the statement.
 */
@NullMarked
package dev.tidemark.sql.write;

import org.jspecify.annotations.NullMarked;
