/**
 * What can be named in FROM: the tables of the store, and what describes them.
 *
 * <p>Main types: {@link dev.tidemark.sql.catalog.CatalogTables}, {@link
 * dev.tidemark.sql.catalog.CatalogViews}. Thread-safe; nothing is held open.
 */
@NullMarked
package dev.tidemark.sql.catalog;

import org.jspecify.annotations.NullMarked;
