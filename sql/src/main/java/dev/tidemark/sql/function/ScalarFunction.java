package dev.tidemark.sql.function;

import dev.tidemark.core.column.Vector;

/**
 * Computes a vector of results from vectors of arguments. Without state; any thread may call it.
 */
@FunctionalInterface
public interface ScalarFunction {
    /**
     * Fills rows {@code [0, rows)} of the result. Its validity is set already: rows with a NULL
     * argument are NULL and must be skipped, unless the overload takes NULLs; further rows may be
     * made NULL. Texts are appended row by row, NULLs as well.
     *
     * @throws dev.tidemark.sql.type.SqlException if a row has no result; the position is added by
     *     the caller
     * @throws ArithmeticException if an integer result does not fit
     */
    void evaluate(Vector[] arguments, int rows, Vector result);
}
