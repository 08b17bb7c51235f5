/**
 * Columns as readers see them: decoded vectors of up to 1,024 values, the readers that fill them
 * from hot runs or column files, and the dictionaries of symbols.
 *
 * <p>Main types: {@link dev.tidemark.core.column.Vector}, {@link
 * dev.tidemark.core.column.ColumnReader}, {@link dev.tidemark.core.column.SymbolDictionary}.
 * Vectors and readers belong to one thread each; dictionaries are shared.
 */
@NullMarked
package dev.tidemark.core.column;

import org.jspecify.annotations.NullMarked;
