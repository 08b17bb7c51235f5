/**
 * The embedded database: sessions, statements, results and appenders, without sockets.
 *
 * <p>Main types: {@link dev.tidemark.sql.Database}, which owns the store and the threads of scans;
 * {@link dev.tidemark.sql.Session}, {@link dev.tidemark.sql.Prepared}, {@link
 * dev.tidemark.sql.Result} and {@link dev.tidemark.sql.Appender}, each of which belongs to one
 * thread at a time. Servers and tools are built on this package and need nothing below it.
 */
@NullMarked
package dev.tidemark.sql;

import org.jspecify.annotations.NullMarked;
