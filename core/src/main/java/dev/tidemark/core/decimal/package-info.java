/**
 * Exact decimal numbers: 256-bit arithmetic without allocation, and their text.
 *
 * <p>Main types: {@link dev.tidemark.core.decimal.Int256}, the unscaled number as a register that
 * is used again and again, and {@link dev.tidemark.core.decimal.DecimalText}. How decimals lie in
 * memory is told by {@link dev.tidemark.core.type.ColumnType#decimal}. Registers belong to one
 * thread; nothing here owns memory or files.
 */
@NullMarked
package dev.tidemark.core.decimal;

import org.jspecify.annotations.NullMarked;
