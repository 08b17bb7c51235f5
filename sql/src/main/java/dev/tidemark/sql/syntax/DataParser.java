package dev.tidemark.sql.syntax;

import java.util.List;

/** INSERT, UPDATE, DELETE and TRUNCATE. */
final class DataParser {
    private final Grammar grammar;
    private final TokenStream tokens;

    DataParser(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens();
    }

    Statement insert() {
        int position = tokens.next().start();
        tokens.expect("INTO");
        QualifiedName table = tokens.qualifiedName("a table");
        boolean columnList =
                tokens.atSymbol("(") && tokens.peek(1).isName() && !startsQuery(tokens.peek(1));
        List<Identifier> columns = columnList ? tokens.namesInParentheses("a column") : List.of();
        if (!grammar.queries().atQuery() && !tokens.atSymbol("(")) {
            throw tokens.expected(
                    columnList ? "VALUES or a query" : "columns in parentheses, VALUES or a query");
        }
        Query source = grammar.queries().query();
        return new DataStatement.Insert(table, columns, source, returning(), position);
    }

    private static boolean startsQuery(Token token) {
        return token.isWord("SELECT") || token.isWord("WITH") || token.isWord("FROM");
    }

    Statement update() {
        int position = tokens.next().start();
        TableExpression.TableName target = grammar.tables().target();
        tokens.expect("SET");
        List<DataStatement.Assignment> assignments = tokens.separated(this::assignment);
        List<TableExpression> from = tokens.accept("FROM") ? grammar.tables().tables() : List.of();
        Expression where = tokens.accept("WHERE") ? grammar.expressions().expression() : null;
        return new DataStatement.Update(target, assignments, from, where, returning(), position);
    }

    private DataStatement.Assignment assignment() {
        Identifier column = tokens.name("a column");
        tokens.expectSymbol("=");
        Expression value = grammar.primaries().valueOrDefault();
        return new DataStatement.Assignment(column, value, column.position());
    }

    Statement delete() {
        int position = tokens.next().start();
        tokens.expect("FROM");
        TableExpression.TableName target = grammar.tables().target();
        List<TableExpression> using =
                tokens.accept("USING") ? grammar.tables().tables() : List.of();
        Expression where = tokens.accept("WHERE") ? grammar.expressions().expression() : null;
        return new DataStatement.Delete(target, using, where, returning(), position);
    }

    Statement truncate() {
        int position = tokens.next().start();
        tokens.accept("TABLE");
        List<QualifiedName> tables = tokens.separated(() -> tokens.qualifiedName("a table"));
        return new DataStatement.Truncate(tables, position);
    }

    private List<SelectItem> returning() {
        return tokens.accept("RETURNING") ? grammar.queries().selectItems() : List.of();
    }
}
