package dev.tidemark.tsbs.generate;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a database must hold once it has taken all lines: exact figures to check a load with.
 *
 * @param tables the tables that have rows, in the order of the use case
 */
public record Expectation(List<Table> tables) {

    /** Rows of all tables. */
    public long rows() {
        return tables.stream().mapToLong(Table::rows).sum();
    }

    /**
     * One table.
     *
     * @param name the table's name
     * @param rows number of rows, at least 1
     * @param firstNanos the smallest timestamp, in nanoseconds since 1970
     * @param lastNanos the greatest timestamp, in nanoseconds since 1970
     * @param sums a sum for each field, in the order of the lines
     */
    public record Table(String name, long rows, long firstNanos, long lastNanos, List<Sum> sums) {}

    /**
     * One field.
     *
     * @param field the field's name
     * @param values the number of rows that have it
     * @param sum the exact sum of the values as the lines spell them
     */
    public record Sum(String field, long values, BigDecimal sum) {}
}
