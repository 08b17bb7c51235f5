package dev.tidemark.sql.syntax;

/** SHOW. */
final class ShowParser {
    private final TokenStream tokens;

    ShowParser(Grammar grammar) {
        this.tokens = grammar.tokens();
    }

    Statement show() {
        int position = tokens.next().start();
        if (tokens.accept("TABLES")) {
            return new ShowStatement.ShowTables(position);
        }
        if (tokens.accept("COLUMNS")) {
            return new ShowStatement.ShowColumns(tableAfterFrom(), position);
        }
        if (tokens.accept("PARTITIONS")) {
            return new ShowStatement.ShowPartitions(tableAfterFrom(), position);
        }
        if (tokens.accept("CREATE")) {
            tokens.expect("TABLE");
            QualifiedName table = tokens.qualifiedName("a table");
            return new ShowStatement.ShowCreateTable(table, position);
        }
        if (tokens.accept("ALL")) {
            return new ShowStatement.ShowAllParameters(position);
        }
        int name = tokens.position();
        if (tokens.accept("TRANSACTION", "ISOLATION", "LEVEL")) {
            return parameter("transaction_isolation", name, position);
        }
        if (tokens.accept("TIME", "ZONE")) {
            return parameter("timezone", name, position);
        }
        if (tokens.accept("SESSION", "AUTHORIZATION")) {
            return parameter("session_authorization", name, position);
        }
        QualifiedName parameter =
                tokens.qualifiedName("TABLES, COLUMNS, PARTITIONS, CREATE TABLE or a parameter");
        return new ShowStatement.ShowParameter(parameter, position);
    }

    private QualifiedName tableAfterFrom() {
        tokens.expect("FROM");
        return tokens.qualifiedName("a table");
    }

    private static Statement parameter(String name, int namePosition, int position) {
        Identifier identifier = new Identifier(name, false, namePosition);
        return new ShowStatement.ShowParameter(QualifiedName.of(identifier), position);
    }
}
