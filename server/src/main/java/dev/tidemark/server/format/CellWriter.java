package dev.tidemark.server.format;

import dev.tidemark.core.column.Vector;

/** Writes values of one result column, one after another, as text. May keep state. */
@FunctionalInterface
interface CellWriter {
    /** Appends the value of a row, which is not NULL. */
    void append(TextBytes out, Vector vector, int row);
}
