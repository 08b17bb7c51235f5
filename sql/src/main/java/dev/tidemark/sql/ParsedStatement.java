package dev.tidemark.sql;

import dev.tidemark.sql.syntax.Statement;

/** One statement of a script, with correct syntax and not yet compared with any table. */
public final class ParsedStatement {
    private final Statement statement;
    private final StatementKind kind;
    private final String text;
    private final int position;
    private final int parameterCount;

    ParsedStatement(
            Statement statement,
            StatementKind kind,
            String text,
            int position,
            int parameterCount) {
        this.statement = statement;
        this.kind = kind;
        this.text = text;
        this.position = position;
        this.parameterCount = parameterCount;
    }

    /** Its syntax tree. */
    public Statement statement() {
        return statement;
    }

    public StatementKind kind() {
        return kind;
    }

    /** Its part of the script, without the semicolon. */
    public String text() {
        return text;
    }

    /** Where it starts in the script; positions of errors count from the script's start. */
    public int position() {
        return position;
    }

    /** The highest {@code $n} in it. */
    public int parameterCount() {
        return parameterCount;
    }
}
