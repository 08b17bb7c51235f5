package dev.tidemark.sql.syntax;

import org.jspecify.annotations.Nullable;

/**
 * The units of SAMPLE BY. Their symbols differ by case: {@code m} is a minute, {@code M} a month.
 */
public enum SampleUnit {
    NANOSECOND('n'),
    MICROSECOND('U'),
    MILLISECOND('T'),
    SECOND('s'),
    MINUTE('m'),
    HOUR('h'),
    DAY('d'),
    WEEK('w'),
    MONTH('M'),
    YEAR('y');

    private final char symbol;

    SampleUnit(char symbol) {
        this.symbol = symbol;
    }

    /** How it is written after the count. */
    public char symbol() {
        return symbol;
    }

    /** The unit written so, or null. */
    static @Nullable SampleUnit ofSymbol(char symbol) {
        for (SampleUnit unit : values()) {
            if (unit.symbol == symbol) {
                return unit;
            }
        }
        return null;
    }
}
