/**
 * The vocabulary that all SQL packages share: the types of expressions, and failures.
 *
 * <p>Main types: {@link dev.tidemark.sql.type.SqlType}, {@link dev.tidemark.sql.type.SqlException},
 * {@link dev.tidemark.sql.type.SqlState}. All are immutable and safe to share between threads.
 */
@NullMarked
package dev.tidemark.sql.type;

import org.jspecify.annotations.NullMarked;
