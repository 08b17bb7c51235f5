package dev.tidemark.sql.syntax;

/** An operator before its operand. */
public enum UnaryOperator {
    PLUS("+"),
    MINUS("-"),
    BITWISE_NOT("~"),
    ABSOLUTE_VALUE("@"),
    NOT("NOT");

    private final String symbol;

    UnaryOperator(String symbol) {
        this.symbol = symbol;
    }

    /** How it is written. */
    public String symbol() {
        return symbol;
    }
}
