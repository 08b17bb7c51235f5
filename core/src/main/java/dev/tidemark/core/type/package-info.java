/**
 * Column types, schemas and time units: the vocabulary that every other package speaks.
 *
 * <p>Main types: {@link dev.tidemark.core.type.ColumnType}, {@link
 * dev.tidemark.core.type.TableSchema}, {@link dev.tidemark.core.type.TableOptions}. All are
 * immutable values, safe to share between threads; nothing here owns memory or files.
 */
@NullMarked
package dev.tidemark.core.type;

import org.jspecify.annotations.NullMarked;
