package dev.tidemark.sql.syntax;

/** The parsers of the topics, which call each other, over the tokens that they share. */
final class Grammar {
    private final TokenStream tokens;
    private final Nesting nesting;
    private final ParameterCounter parameters = new ParameterCounter();
    private final ExpressionParser expressions;
    private final PrimaryParser primaries;
    private final CallParser calls;
    private final TypeParser types;
    private final QueryParser queries;
    private final TableParser tables;
    private final OptionParser options;
    private final StatementParser statements;

    Grammar(String sql, SyntaxLimits limits) {
        tokens = new TokenStream(sql);
        nesting = new Nesting(limits);
        expressions = new ExpressionParser(this);
        primaries = new PrimaryParser(this);
        calls = new CallParser(this);
        types = new TypeParser(this);
        queries = new QueryParser(this);
        tables = new TableParser(this);
        options = new OptionParser(this);
        statements = new StatementParser(this);
    }

    TokenStream tokens() {
        return tokens;
    }

    Nesting nesting() {
        return nesting;
    }

    ParameterCounter parameters() {
        return parameters;
    }

    ExpressionParser expressions() {
        return expressions;
    }

    PrimaryParser primaries() {
        return primaries;
    }

    CallParser calls() {
        return calls;
    }

    TypeParser types() {
        return types;
    }

    QueryParser queries() {
        return queries;
    }

    TableParser tables() {
        return tables;
    }

    OptionParser options() {
        return options;
    }

    StatementParser statements() {
        return statements;
    }
}
