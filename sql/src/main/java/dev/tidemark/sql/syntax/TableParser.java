package dev.tidemark.sql.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands in FROM: tables, functions, queries in parentheses, and joins of them. */
final class TableParser {
    private final Grammar grammar;
    private final TokenStream tokens;

    TableParser(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens();
    }

    /** Table expressions with commas between them. */
    List<TableExpression> tables() {
        return tokens.separated(this::joined);
    }

    private TableExpression joined() {
        Nesting nesting = grammar.nesting();
        nesting.enter(tokens.position());
        int outer = nesting.beginChain();
        TableExpression left = relation();
        while (atJoin()) {
            nesting.lift(tokens.position());
            left = join(left);
        }
        nesting.endChain(outer);
        nesting.leave();
        return left;
    }

    private boolean atJoin() {
        return tokens.atAnyOf("JOIN", "INNER", "LEFT", "RIGHT", "FULL", "CROSS", "NATURAL")
                || atJoinByTime();
    }

    private boolean atJoinByTime() {
        return tokens.at("ASOF", "JOIN") || tokens.at("LT", "JOIN") || tokens.at("SPLICE", "JOIN");
    }

    private TableExpression join(TableExpression left) {
        int position = tokens.position();
        Join.Condition natural = tokens.accept("NATURAL") ? new Join.Natural(position) : null;
        Join.Kind kind = joinKind();
        tokens.expect("JOIN");
        TableExpression right = relation();
        Join.Condition condition = natural;
        if (condition == null && kind != Join.Kind.CROSS) {
            condition = condition(kind);
        }
        return new Join(kind, left, right, condition, position);
    }

    private Join.Kind joinKind() {
        if (tokens.at("JOIN")) {
            return Join.Kind.INNER;
        }
        for (Join.Kind kind : Join.Kind.values()) {
            if (tokens.accept(kind.name())) {
                if (kind == Join.Kind.LEFT || kind == Join.Kind.RIGHT || kind == Join.Kind.FULL) {
                    tokens.accept("OUTER");
                }
                return kind;
            }
        }
        throw tokens.expected("JOIN");
    }

    private Join.@Nullable Condition condition(Join.Kind kind) {
        int position = tokens.position();
        if (tokens.accept("ON")) {
            return new Join.On(grammar.expressions().expression(), position);
        }
        if (tokens.accept("USING")) {
            return new Join.Using(tokens.namesInParentheses("a column"), position);
        }
        return switch (kind) {
            case ASOF, LT, SPLICE, CROSS -> null;
            case INNER, LEFT, RIGHT, FULL -> throw tokens.expected("ON or USING of the join");
        };
    }

    private TableExpression relation() {
        int position = tokens.position();
        boolean lateral = tokens.accept("LATERAL");
        if (tokens.atSymbol("(")) {
            return parenthesized(lateral, position);
        }
        Expression.FunctionCall left = leftOrRight();
        if (left != null) {
            return function(left, lateral, position);
        }
        QualifiedName name = tokens.qualifiedName("a table");
        if (tokens.atSymbol("(")) {
            return function(grammar.calls().call(name), lateral, position);
        }
        if (lateral) {
            throw tokens.expected("a function or a query after LATERAL");
        }
        return new TableExpression.TableName(name, alias(), position);
    }

    /** {@code left(..)} and {@code right(..)}, functions with the names of join kinds, or null. */
    private Expression.@Nullable FunctionCall leftOrRight() {
        if (!tokens.atAnyOf("LEFT", "RIGHT") || !tokens.peek(1).isSymbol("(")) {
            return null;
        }
        return grammar.calls().call(QualifiedName.of(tokens.label("a function")));
    }

    private TableExpression function(Expression.FunctionCall call, boolean lateral, int position) {
        boolean ordinality = tokens.accept("WITH", "ORDINALITY");
        return new TableExpression.TableFunction(call, lateral, ordinality, alias(), position);
    }

    private TableExpression parenthesized(boolean lateral, int position) {
        tokens.expectSymbol("(");
        Query query = grammar.queries().atQuery() ? grammar.queries().query() : null;
        if (query == null) {
            TableExpression inner = joined();
            if (!(inner instanceof TableExpression.DerivedTable derived)
                    || derived.lateral()
                    || derived.alias() != null) {
                tokens.expectSymbol(")");
                if (lateral) {
                    throw new SqlSyntaxException(
                            "LATERAL needs a query in parentheses or a function", position, null);
                }
                return inner instanceof TableExpression.TableName(QualifiedName name, var none, _)
                                && none == null
                        ? new TableExpression.TableName(name, alias(), position)
                        : inner;
            }
            query = grammar.queries().continued(derived.query());
        }
        tokens.expectSymbol(")");
        return new TableExpression.DerivedTable(query, lateral, alias(), position);
    }

    private @Nullable TableAlias alias() {
        Identifier name;
        if (tokens.accept("AS")) {
            name = tokens.name("an alias");
        } else if (atJoinByTime()) {
            return null;
        } else if (tokens.at("TIMESTAMP") && tokens.peek(1).isSymbol("(")) {
            throw new SqlSyntaxException(
                    "TIMESTAMP(..) after a table in FROM is not supported",
                    tokens.position(),
                    "to name an alias so, write AS timestamp");
        } else {
            name = grammar.queries().bareAlias();
            if (name == null) {
                return null;
            }
        }
        List<Identifier> columns =
                tokens.atSymbol("(") ? tokens.namesInParentheses("a column") : List.of();
        return new TableAlias(name, columns, name.position());
    }

    /** A table with an alias, as the target of UPDATE and DELETE. */
    TableExpression.TableName target() {
        int position = tokens.position();
        tokens.accept("ONLY");
        QualifiedName name = tokens.qualifiedName("a table");
        return new TableExpression.TableName(name, alias(), position);
    }
}
