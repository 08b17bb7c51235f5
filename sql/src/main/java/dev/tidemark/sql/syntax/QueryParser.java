package dev.tidemark.sql.syntax;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Queries: what surrounds and joins SELECTs, their order and their limits. */
final class QueryParser {
    private static final int UNION_PRECEDENCE = 1;
    private static final int INTERSECT_PRECEDENCE = 2;

    /** Words that people misspell after a table or an expression, where they look like an alias. */
    private static final List<String> CLAUSES =
            List.of(
                    "FROM",
                    "WHERE",
                    "GROUP",
                    "HAVING",
                    "ORDER",
                    "LIMIT",
                    "OFFSET",
                    "UNION",
                    "INTERSECT",
                    "EXCEPT",
                    "JOIN",
                    "LEFT",
                    "RIGHT",
                    "INNER",
                    "CROSS",
                    "SAMPLE",
                    "LATEST",
                    "USING",
                    "FILL",
                    "ALIGN",
                    "WINDOW",
                    "FETCH");

    private final Grammar grammar;
    private final TokenStream tokens;
    private final SelectParser selects;

    /** The alias without AS that was read last: it may be a misspelt keyword. */
    private @Nullable Identifier bareAlias;

    QueryParser(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens();
        this.selects = new SelectParser(grammar, this);
    }

    /** Whether a query without parentheses begins here. */
    boolean atQuery() {
        return tokens.atAnyOf("SELECT", "WITH", "FROM")
                || (tokens.at("VALUES") && tokens.peek(1).isSymbol("("))
                || (tokens.at("TABLE") && tokens.peek(1).isName());
    }

    Query query() {
        int position = tokens.position();
        grammar.nesting().enter(position);
        Query.With with = tokens.at("WITH") ? with() : null;
        QueryBody body = body();
        Query query = tail(with, body, position);
        grammar.nesting().leave();
        return query;
    }

    /**
     * A query that begins with a query in parentheses, which was just read: set operators, an order
     * or a limit may follow.
     */
    Query continued(Query first) {
        if (!tokens.atAnyOf("UNION", "INTERSECT", "EXCEPT", "ORDER", "LIMIT", "OFFSET", "FETCH")) {
            return first;
        }
        return tail(null, operations(unwrapped(first), UNION_PRECEDENCE), first.position());
    }

    /** SELECTs and VALUES with set operators between them. */
    private QueryBody body() {
        return body(UNION_PRECEDENCE);
    }

    private QueryBody body(int minimum) {
        int outer = grammar.nesting().beginChain();
        QueryBody body = operations(term(), minimum);
        grammar.nesting().endChain(outer);
        return body;
    }

    private QueryBody operations(QueryBody first, int minimum) {
        QueryBody left = first;
        while (true) {
            QueryBody.SetOperator operator = setOperator();
            if (operator == null || precedence(operator) < minimum) {
                return left;
            }
            int position = tokens.next().start();
            grammar.nesting().lift(position);
            boolean all = tokens.accept("ALL");
            if (!all) {
                tokens.accept("DISTINCT");
            }
            QueryBody right = body(precedence(operator) + 1);
            left = new QueryBody.SetOperation(operator, all, left, right, position);
        }
    }

    private QueryBody.@Nullable SetOperator setOperator() {
        return switch (tokens.peek().keyword()) {
            case "UNION" -> QueryBody.SetOperator.UNION;
            case "INTERSECT" -> QueryBody.SetOperator.INTERSECT;
            case "EXCEPT" -> QueryBody.SetOperator.EXCEPT;
            default -> null;
        };
    }

    private static int precedence(QueryBody.SetOperator operator) {
        return switch (operator) {
            case INTERSECT -> INTERSECT_PRECEDENCE;
            case UNION, EXCEPT -> UNION_PRECEDENCE;
        };
    }

    private QueryBody term() {
        if (tokens.acceptSymbol("(")) {
            Query query = query();
            tokens.expectSymbol(")");
            return unwrapped(query);
        }
        if (tokens.at("VALUES")) {
            return values();
        }
        if (tokens.atAnyOf("SELECT", "FROM") || tokens.at("TABLE")) {
            return selects.select();
        }
        throw tokens.expected("a query");
    }

    /** A query in parentheses as an operand; without clauses of its own the parentheses fall. */
    private static QueryBody unwrapped(Query query) {
        boolean plain =
                query.with() == null
                        && query.orderBy().isEmpty()
                        && query.limit() == null
                        && !query.forUpdate();
        return plain ? query.body() : new QueryBody.Nested(query, query.position());
    }

    private QueryBody values() {
        int position = tokens.next().start();
        return new QueryBody.Values(tokens.separated(this::valuesRow), position);
    }

    private List<Expression> valuesRow() {
        tokens.expectSymbol("(");
        List<Expression> row = tokens.separated(grammar.primaries()::valueOrDefault);
        tokens.expectSymbol(")");
        return row;
    }

    private Query.With with() {
        tokens.expect("WITH");
        boolean recursive = tokens.accept("RECURSIVE");
        return new Query.With(recursive, tokens.separated(this::commonTable));
    }

    private CommonTable commonTable() {
        Identifier name = tokens.name("the name of a common table");
        List<Identifier> columns =
                tokens.atSymbol("(") ? tokens.namesInParentheses("a column") : List.of();
        tokens.expect("AS");
        if (!tokens.accept("MATERIALIZED")) {
            tokens.accept("NOT", "MATERIALIZED");
        }
        tokens.expectSymbol("(");
        Query query = query();
        tokens.expectSymbol(")");
        return new CommonTable(name, columns, query, name.position());
    }

    /** Order, limit and locks; they end a query. */
    private Query tail(Query.@Nullable With with, QueryBody body, int position) {
        List<SortItem> orderBy = orderBy();
        Limit limit = limit();
        boolean forUpdate = false;
        while (tokens.at("FOR")) {
            lock();
            forUpdate = true;
        }
        boolean bare = with == null && orderBy.isEmpty() && limit == null && !forUpdate;
        if (bare && body instanceof QueryBody.Nested(Query nested, int _)) {
            return nested;
        }
        return new Query(with, body, orderBy, limit, forUpdate, position);
    }

    /** ORDER BY and its keys; empty if it does not come next. */
    List<SortItem> orderBy() {
        if (!tokens.accept("ORDER")) {
            return List.of();
        }
        tokens.expect("BY");
        return tokens.separated(this::sortItem);
    }

    private SortItem sortItem() {
        int position = tokens.position();
        Expression expression = grammar.expressions().expression();
        boolean descending = tokens.accept("DESC");
        if (!descending) {
            tokens.accept("ASC");
        }
        SortItem.Nulls nulls = null;
        if (tokens.accept("NULLS")) {
            if (tokens.accept("FIRST")) {
                nulls = SortItem.Nulls.FIRST;
            } else if (tokens.accept("LAST")) {
                nulls = SortItem.Nulls.LAST;
            } else {
                throw tokens.expected("FIRST or LAST");
            }
        }
        return new SortItem(expression, descending, nulls, position);
    }

    private @Nullable Limit limit() {
        int position = tokens.position();
        boolean limited = false;
        boolean withTies = false;
        Expression count = null;
        Expression offset = null;
        while (true) {
            if (!limited && tokens.accept("LIMIT")) {
                limited = true;
                if (tokens.accept("ALL")) {
                    continue;
                }
                count = grammar.expressions().expression();
                if (offset == null && tokens.acceptSymbol(",")) {
                    Expression high = grammar.expressions().expression();
                    return new Limit.Range(count, high, position);
                }
            } else if (!limited && tokens.at("FETCH")) {
                limited = true;
                count = fetchCount();
                withTies = tokens.accept("WITH", "TIES");
                if (!withTies) {
                    tokens.expect("ONLY");
                }
            } else if (offset == null && tokens.accept("OFFSET")) {
                offset = grammar.expressions().expression();
                if (!tokens.accept("ROWS")) {
                    tokens.accept("ROW");
                }
            } else {
                // LIMIT ALL by itself is no limit.
                return count == null && offset == null
                        ? null
                        : new Limit.Count(count, offset, withTies, position);
            }
        }
    }

    /** {@code FETCH FIRST n ROWS}, before ONLY. */
    private Expression fetchCount() {
        tokens.expect("FETCH");
        if (!tokens.accept("FIRST") && !tokens.accept("NEXT")) {
            throw tokens.expected("FIRST or NEXT");
        }
        Expression count =
                tokens.atAnyOf("ROW", "ROWS") && !tokens.peek(1).isSymbol("(")
                        ? new Expression.NumberLiteral("1", tokens.position())
                        : grammar.expressions().expression(Precedence.SIGN);
        if (!tokens.accept("ROWS") && !tokens.accept("ROW")) {
            throw tokens.expected("ROWS");
        }
        return count;
    }

    private void lock() {
        tokens.expect("FOR");
        boolean known =
                tokens.accept("UPDATE")
                        || tokens.accept("SHARE")
                        || tokens.accept("NO", "KEY", "UPDATE")
                        || tokens.accept("KEY", "SHARE");
        if (!known) {
            throw tokens.expected("UPDATE or SHARE");
        }
        if (tokens.accept("OF")) {
            tokens.separated(() -> tokens.qualifiedName("a table"));
        }
        if (!tokens.accept("NOWAIT")) {
            tokens.accept("SKIP", "LOCKED");
        }
    }

    /** The items of a RETURNING list. */
    List<SelectItem> selectItems() {
        return selects.items();
    }

    /** The WINDOW clause; empty if it does not come next. */
    List<Window.Named> windows() {
        return tokens.accept("WINDOW") ? tokens.separated(this::namedWindow) : List.of();
    }

    private Window.Named namedWindow() {
        Identifier name = tokens.name("the name of a window");
        tokens.expect("AS");
        return new Window.Named(name, grammar.calls().window());
    }

    /** An alias without AS before it, or null if something else comes next. */
    @Nullable Identifier bareAlias() {
        if (!Keywords.isBareAlias(tokens.peek()) || atTimeSeriesClause()) {
            return null;
        }
        bareAlias = tokens.label("an alias");
        return bareAlias;
    }

    private boolean atTimeSeriesClause() {
        return tokens.at("SAMPLE", "BY") || tokens.at("LATEST", "ON") || tokens.at("LATEST", "BY");
    }

    /** The complaint about something that follows a complete statement. */
    SqlSyntaxException unexpectedAfterStatement() {
        Identifier suspect = bareAlias;
        String hint = null;
        if (suspect != null
                && tokens.previousEnd() == suspect.position() + suspect.text().length()) {
            hint = Keywords.suggestion(suspect.text().toUpperCase(Locale.ROOT), CLAUSES);
        } else if (tokens.atKind(Token.Kind.WORD)) {
            hint = Keywords.suggestion(tokens.peek().keyword(), CLAUSES);
        }
        return tokens.expected("the end of the statement", hint);
    }
}
