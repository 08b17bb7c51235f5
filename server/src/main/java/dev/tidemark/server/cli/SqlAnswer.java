package dev.tidemark.server.cli;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement returned.
 *
 * @param columns names and types; empty if it returns no rows
 * @param rows the first rows, values as text or null
 * @param rowCount number of all rows
 * @param notice what the server says where it has no rows to tell, such as {@code OK}
 * @param elapsed from sending the statement to the last byte of the answer
 */
record SqlAnswer(
        List<Column> columns,
        List<List<@Nullable String>> rows,
        long rowCount,
        String notice,
        Duration elapsed) {
    /**
     * A column.
     *
     * @param name need not be unique
     * @param type as the server names it
     */
    record Column(String name, String type) {
        /** Whether values are numbers, which people like to see flush right. */
        boolean isNumeric() {
            return switch (type) {
                case "BYTE", "SHORT", "INT", "LONG", "FLOAT", "DOUBLE" -> true;
                default -> false;
            };
        }
    }

    /** The same with another time. */
    SqlAnswer withElapsed(Duration newElapsed) {
        return new SqlAnswer(columns, rows, rowCount, notice, newElapsed);
    }
}
