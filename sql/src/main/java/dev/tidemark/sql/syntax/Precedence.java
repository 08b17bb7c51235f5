package dev.tidemark.sql.syntax;

/** How tightly the forms of an expression bind: PostgreSQL's table, the loosest first. */
final class Precedence {
    static final int LOWEST = 0;
    static final int OR = 1;
    static final int AND = 2;
    static final int NOT = 3;
    static final int IS = 4;
    static final int COMPARISON = 5;

    /** {@code BETWEEN}, {@code IN}, {@code LIKE}, {@code ILIKE}, {@code SIMILAR TO}. */
    static final int RANGE = 6;

    /** All operators that have no level of their own, also as prefixes. */
    static final int OTHER_OPERATOR = 7;

    static final int ADDITION = 8;
    static final int MULTIPLICATION = 9;
    static final int POWER = 10;
    static final int TIME_ZONE = 11;
    static final int COLLATE = 12;

    /** The signs {@code +} and {@code -} before an operand. */
    static final int SIGN = 13;

    /** Casts by {@code ::}, subscripts, fields of composite values. */
    static final int POSTFIX = 14;

    static final int PRIMARY = 15;

    private Precedence() {}
}
