package dev.tidemark.sql.syntax;

/** Numbers the parameters of a statement. */
final class ParameterCounter {
    /** As many as the PostgreSQL protocol can bind. */
    static final int MAXIMUM = 65_535;

    private int highest;
    private boolean positional;
    private boolean numbered;

    void startStatement() {
        highest = 0;
        positional = false;
        numbered = false;
    }

    /** The highest number so far, 0 without any parameter. */
    int highest() {
        return highest;
    }

    /** The node for the token {@code $n} or {@code ?}. */
    Expression.Parameter parameter(Token token) {
        boolean isPositional = token.text().equals("?");
        positional |= isPositional;
        numbered |= !isPositional;
        if (positional && numbered) {
            throw new SqlSyntaxException(
                    "a statement has parameters of one kind, $1 or ?, not of both",
                    token.start(),
                    null);
        }
        int number = isPositional ? highest + 1 : number(token);
        if (number < 1 || number > MAXIMUM) {
            throw new SqlSyntaxException(
                    "parameters are numbered from $1 to $" + MAXIMUM, token.start(), null);
        }
        highest = Math.max(highest, number);
        return new Expression.Parameter(number, token.start());
    }

    /** The number after the dollar sign, or 0 if it is far too large. */
    private static int number(Token token) {
        try {
            return Integer.parseInt(token.text().substring(1));
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
