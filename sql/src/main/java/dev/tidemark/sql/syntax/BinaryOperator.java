package dev.tidemark.sql.syntax;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An operator between two operands, other than {@code AND} and {@code OR}. */
public enum BinaryOperator {
    EQUAL("=", Precedence.COMPARISON),
    NOT_EQUAL("<>", Precedence.COMPARISON),
    LESS("<", Precedence.COMPARISON),
    LESS_OR_EQUAL("<=", Precedence.COMPARISON),
    GREATER(">", Precedence.COMPARISON),
    GREATER_OR_EQUAL(">=", Precedence.COMPARISON),
    ADD("+", Precedence.ADDITION),
    SUBTRACT("-", Precedence.ADDITION),
    MULTIPLY("*", Precedence.MULTIPLICATION),
    DIVIDE("/", Precedence.MULTIPLICATION),
    MODULO("%", Precedence.MULTIPLICATION),
    POWER("^", Precedence.POWER),
    CONCATENATE("||", Precedence.OTHER_OPERATOR),
    BITWISE_AND("&", Precedence.OTHER_OPERATOR),
    BITWISE_OR("|", Precedence.OTHER_OPERATOR),
    BITWISE_XOR("#", Precedence.OTHER_OPERATOR),
    SHIFT_LEFT("<<", Precedence.OTHER_OPERATOR),
    SHIFT_RIGHT(">>", Precedence.OTHER_OPERATOR),
    /** POSIX regular expression, the case matters. */
    REGEX_MATCH("~", Precedence.OTHER_OPERATOR),
    REGEX_MATCH_ANY_CASE("~*", Precedence.OTHER_OPERATOR),
    REGEX_NO_MATCH("!~", Precedence.OTHER_OPERATOR),
    REGEX_NO_MATCH_ANY_CASE("!~*", Precedence.OTHER_OPERATOR),
    /** {@code LIKE} as an operator, which knows no {@code ESCAPE}. */
    LIKE("~~", Precedence.OTHER_OPERATOR),
    LIKE_ANY_CASE("~~*", Precedence.OTHER_OPERATOR),
    NOT_LIKE("!~~", Precedence.OTHER_OPERATOR),
    NOT_LIKE_ANY_CASE("!~~*", Precedence.OTHER_OPERATOR),
    STARTS_WITH("^@", Precedence.OTHER_OPERATOR),
    CONTAINS("@>", Precedence.OTHER_OPERATOR),
    CONTAINED_BY("<@", Precedence.OTHER_OPERATOR),
    OVERLAPS("&&", Precedence.OTHER_OPERATOR),
    JSON_FIELD("->", Precedence.OTHER_OPERATOR),
    JSON_FIELD_TEXT("->>", Precedence.OTHER_OPERATOR),
    JSON_PATH("#>", Precedence.OTHER_OPERATOR),
    JSON_PATH_TEXT("#>>", Precedence.OTHER_OPERATOR);

    private static final Map<String, BinaryOperator> BY_SYMBOL = new HashMap<>();

    static {
        for (BinaryOperator operator : values()) {
            BY_SYMBOL.put(operator.symbol, operator);
        }
        BY_SYMBOL.put("!=", NOT_EQUAL);
    }

    private final String symbol;
    private final int precedence;

    BinaryOperator(String symbol, int precedence) {
        this.symbol = symbol;
        this.precedence = precedence;
    }

    /** How it is written. */
    public String symbol() {
        return symbol;
    }

    /** Whether it compares and so does not chain: {@code = <> < <= > >=}. */
    public boolean isComparison() {
        return precedence == Precedence.COMPARISON;
    }

    /** How tightly it binds, one of {@link Precedence}. */
    int precedence() {
        return precedence;
    }

    /** The operator written so, or null. */
    static @Nullable BinaryOperator ofSymbol(String symbol) {
        return BY_SYMBOL.get(symbol);
    }
}
