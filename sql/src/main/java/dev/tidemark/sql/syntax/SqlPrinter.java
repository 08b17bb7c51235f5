package dev.tidemark.sql.syntax;

/**
 * Turns a tree into SQL on one line. The text parses to a tree that differs in its positions only;
 * it has no more parentheses than that needs.
 */
public final class SqlPrinter {
    private SqlPrinter() {}

    /** A statement, without a semicolon. */
    public static String print(Statement statement) {
        SqlWriter out = new SqlWriter();
        new StatementPrinter(out).statement(statement);
        return out.toString();
    }

    /** An expression, as for the name of a column or a line of a plan. */
    public static String print(Expression expression) {
        SqlWriter out = new SqlWriter();
        new QueryPrinter(out).expressions().expression(expression);
        return out.toString();
    }
}
