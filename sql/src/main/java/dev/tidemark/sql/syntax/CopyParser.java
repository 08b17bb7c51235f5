package dev.tidemark.sql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** COPY, with its options in the syntax of today and in the older one. */
final class CopyParser {
    private final Grammar grammar;
    private final TokenStream tokens;

    CopyParser(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens();
    }

    Statement copy() {
        int position = tokens.next().start();
        List<Option> leading = new ArrayList<>();
        if (tokens.at("BINARY") && tokens.peek(1).isName()) {
            // The oldest syntax of all: COPY BINARY t FROM ..
            leading.add(new Option("format", List.of("binary"), tokens.next().start()));
        }
        if (tokens.acceptSymbol("(")) {
            Query query = grammar.queries().query();
            tokens.expectSymbol(")");
            tokens.expect("TO");
            return new DataStatement.CopyTo(query, file("STDOUT"), options(leading), position);
        }
        QualifiedName table = tokens.qualifiedName("a table, or a query in parentheses");
        List<Identifier> columns =
                tokens.atSymbol("(") ? tokens.namesInParentheses("a column") : List.of();
        if (tokens.accept("FROM")) {
            String file = file("STDIN");
            return new DataStatement.CopyFrom(table, columns, file, options(leading), position);
        }
        if (!tokens.accept("TO")) {
            throw tokens.expected("FROM or TO");
        }
        String file = file("STDOUT");
        return new DataStatement.CopyTo(
                tableQuery(table, columns), file, options(leading), position);
    }

    private @Nullable String file(String client) {
        if (tokens.accept(client)) {
            return null;
        }
        if (!tokens.atKind(Token.Kind.STRING)) {
            throw tokens.expected(client + " or the name of a file in single quotes");
        }
        return tokens.next().text();
    }

    private static Query tableQuery(QualifiedName table, List<Identifier> columns) {
        int position = table.position();
        List<SelectItem> items = new ArrayList<>();
        for (Identifier column : columns) {
            QualifiedName name = QualifiedName.of(column);
            Expression reference = new Expression.ColumnReference(name, column.position());
            items.add(new SelectItem.Single(reference, null, column.position()));
        }
        if (items.isEmpty()) {
            items.add(new SelectItem.AllColumns(position));
        }
        QueryBody.Select select =
                new QueryBody.Select(
                        new QueryBody.Projection(false, List.of(), items),
                        List.of(new TableExpression.TableName(table, null, position)),
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        position);
        return new Query(null, select, List.of(), null, false, position);
    }

    private List<Option> options(List<Option> leading) {
        tokens.accept("WITH");
        List<Option> options = new ArrayList<>(leading);
        if (tokens.atSymbol("(")) {
            options.addAll(grammar.options().parenthesizedOptions());
        } else {
            while (!tokens.atStatementEnd()) {
                options.add(olderOption());
            }
        }
        return options;
    }

    private Option olderOption() {
        int position = tokens.position();
        if (tokens.accept("BINARY")) {
            return new Option("format", List.of("binary"), position);
        }
        if (tokens.accept("CSV")) {
            return new Option("format", List.of("csv"), position);
        }
        if (tokens.accept("HEADER")) {
            return new Option("header", List.of(), position);
        }
        for (String name : List.of("DELIMITER", "NULL", "QUOTE", "ESCAPE", "ENCODING")) {
            if (tokens.accept(name)) {
                tokens.accept("AS");
                String value = tokens.string("the " + name.toLowerCase(Locale.ROOT));
                return new Option(name.toLowerCase(Locale.ROOT), List.of(value), position);
            }
        }
        if (tokens.accept("FORCE", "QUOTE")) {
            return columnsOption("force_quote", position);
        }
        if (tokens.accept("FORCE", "NOT", "NULL")) {
            return columnsOption("force_not_null", position);
        }
        if (tokens.accept("FORCE", "NULL")) {
            return columnsOption("force_null", position);
        }
        throw tokens.expected(
                "an option of COPY", "such as (FORMAT csv, HEADER true) or CSV HEADER");
    }

    private Option columnsOption(String name, int position) {
        if (tokens.acceptSymbol("*")) {
            return new Option(name, List.of("*"), position);
        }
        List<String> columns = tokens.separated(() -> tokens.name("a column").text());
        return new Option(name, columns, position);
    }
}
