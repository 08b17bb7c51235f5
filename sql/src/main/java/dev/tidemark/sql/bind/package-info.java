/**
 * From syntax to plan: names become columns, every expression gets a type, clauses become plan
 * nodes.
 *
 * <p>Main types: {@link dev.tidemark.sql.bind.QueryBinder} for queries, {@link
 * dev.tidemark.sql.bind.BindContext} for what it needs to know, {@link
 * dev.tidemark.sql.bind.TypeNames}. A binding belongs to one thread and holds no table open.
 */
@NullMarked
package dev.tidemark.sql.bind;

import org.jspecify.annotations.NullMarked;
