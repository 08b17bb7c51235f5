package dev.tidemark.sql.syntax;

import java.util.ArrayList;
import java.util.List;

/**
 * Parses SQL by recursive descent.
 *
 * <p>Keywords are recognized in any case and, as far as the grammar allows, are names elsewhere.
 * Nothing is looked up: a parsed statement may speak of tables and functions that do not exist.
 */
public final class Parser {
    private Parser() {}

    /**
     * The statements of a script, within the default limits.
     *
     * @return empty if there is nothing but space, comments and semicolons
     * @throws SqlSyntaxException at the first fault
     */
    public static List<ParsedStatement> parse(String script) {
        return parse(script, SyntaxLimits.DEFAULT);
    }

    /**
     * The statements of a script.
     *
     * @return empty if there is nothing but space, comments and semicolons
     * @throws SqlSyntaxException at the first fault, or where the text goes beyond a limit
     */
    public static List<ParsedStatement> parse(String script, SyntaxLimits limits) {
        if (script.length() > limits.lengthChars()) {
            throw new SqlSyntaxException(
                    "the text has "
                            + script.length()
                            + " characters, more than the "
                            + limits.lengthChars()
                            + " allowed",
                    limits.lengthChars(),
                    null);
        }
        Grammar grammar = new Grammar(script, limits);
        TokenStream tokens = grammar.tokens();
        List<ParsedStatement> statements = new ArrayList<>();
        while (!tokens.atKind(Token.Kind.END)) {
            if (tokens.acceptSymbol(";")) {
                continue;
            }
            grammar.nesting().startStatement();
            grammar.parameters().startStatement();
            int start = tokens.position();
            Statement statement = grammar.statements().statement();
            if (!tokens.atStatementEnd()) {
                throw grammar.queries().unexpectedAfterStatement();
            }
            statements.add(
                    new ParsedStatement(
                            statement,
                            start,
                            tokens.previousEnd(),
                            grammar.parameters().highest()));
        }
        return List.copyOf(statements);
    }

    /**
     * A single expression, as in a configuration or a test.
     *
     * @throws SqlSyntaxException if the text is anything else
     */
    public static Expression parseExpression(String text) {
        Grammar grammar = new Grammar(text, SyntaxLimits.DEFAULT);
        Expression expression = grammar.expressions().expression();
        if (!grammar.tokens().atKind(Token.Kind.END)) {
            throw grammar.tokens().expected("the end of the expression");
        }
        return expression;
    }
}
