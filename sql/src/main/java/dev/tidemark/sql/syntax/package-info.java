/**
 * SQL text in, syntax tree out, and back again.
 *
 * <p>{@link dev.tidemark.sql.syntax.Parser} turns a script into {@link
 * dev.tidemark.sql.syntax.ParsedStatement}s; {@link dev.tidemark.sql.syntax.SqlPrinter} turns a
 * tree into text that parses to the same tree. The tree consists of records under a few sealed
 * interfaces, all below {@link dev.tidemark.sql.syntax.Node}: {@link
 * dev.tidemark.sql.syntax.Statement}, {@link dev.tidemark.sql.syntax.Query}, {@link
 * dev.tidemark.sql.syntax.TableExpression}, {@link dev.tidemark.sql.syntax.Expression}. The dialect
 * is PostgreSQL's, with the time-series clauses {@code SAMPLE BY}, {@code LATEST ON} and their kin.
 *
 * <p>Nothing here knows a table, a column type or a function: names are kept as they were written,
 * numbers as their text, and what they mean is for the binder to say. Every fault in a text is a
 * {@link dev.tidemark.sql.syntax.SqlSyntaxException} with its place; no text, however long or
 * nested, exhausts the stack ({@link dev.tidemark.sql.syntax.SyntaxLimits}).
 *
 * <p>Trees are immutable and may be shared between threads. A parser is made for one text and used
 * by one thread; nothing here owns memory or files.
 */
@NullMarked
package dev.tidemark.sql.syntax;

import org.jspecify.annotations.NullMarked;
