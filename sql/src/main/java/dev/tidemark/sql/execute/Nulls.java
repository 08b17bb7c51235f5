package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;

/** How NULLs pass from arguments to results. */
final class Nulls {
    private Nulls() {}

    /** Makes the result NULL where the argument is. */
    static void add(Vector argument, int rows, Vector result) {
        if (!argument.hasNulls()) {
            return;
        }
        long[] from = argument.validity();
        long[] into = result.validity();
        int words = (rows + 63) >>> 6;
        if (result.hasNulls()) {
            for (int word = 0; word < words; word++) {
                into[word] &= from[word];
            }
        } else {
            System.arraycopy(from, 0, into, 0, words);
            result.setHasNulls(true);
        }
    }
}
