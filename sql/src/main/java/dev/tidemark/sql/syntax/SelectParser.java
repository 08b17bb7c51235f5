package dev.tidemark.sql.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One SELECT, with the clauses for time series. */
final class SelectParser {
    private final Grammar grammar;
    private final TokenStream tokens;
    private final QueryParser queries;

    SelectParser(Grammar grammar, QueryParser queries) {
        this.grammar = grammar;
        this.tokens = grammar.tokens();
        this.queries = queries;
    }

    /** SELECT, or one of its short forms {@code FROM t} and {@code TABLE t}. */
    QueryBody.Select select() {
        int position = tokens.position();
        if (tokens.accept("TABLE")) {
            QualifiedName name = tokens.qualifiedName("a table");
            List<TableExpression> from =
                    List.of(new TableExpression.TableName(name, null, name.position()));
            return new QueryBody.Select(
                    allColumns(position), from, null, null, null, null, List.of(), position);
        }
        QueryBody.Projection projection = tokens.at("FROM") ? allColumns(position) : projection();
        List<TableExpression> from = tokens.accept("FROM") ? grammar.tables().tables() : List.of();
        Latest latest = atLatest() ? latest() : null;
        Expression where = tokens.accept("WHERE") ? grammar.expressions().expression() : null;
        if (latest != null && where != null) {
            latest = new Latest(latest.timestamp(), latest.keys(), true, latest.position());
        } else if (latest == null && atLatest()) {
            latest = latest();
        }
        SampleBy sampleBy = tokens.at("SAMPLE", "BY") ? sampleBy() : null;
        QueryBody.Grouping grouping = grouping();
        return new QueryBody.Select(
                projection, from, where, latest, sampleBy, grouping, queries.windows(), position);
    }

    private static QueryBody.Projection allColumns(int position) {
        return new QueryBody.Projection(
                false, List.of(), List.of(new SelectItem.AllColumns(position)));
    }

    private QueryBody.Projection projection() {
        tokens.expect("SELECT");
        boolean distinct = tokens.accept("DISTINCT");
        List<Expression> distinctOn = List.of();
        if (!distinct) {
            tokens.accept("ALL");
        } else if (tokens.at("ON") && tokens.peek(1).isSymbol("(")) {
            tokens.next();
            tokens.expectSymbol("(");
            distinctOn = grammar.expressions().expressions();
            tokens.expectSymbol(")");
        }
        return new QueryBody.Projection(distinct, distinctOn, items());
    }

    /** The items of a SELECT or RETURNING list. */
    List<SelectItem> items() {
        return tokens.separated(this::item);
    }

    private SelectItem item() {
        Token first = tokens.peek();
        if (tokens.acceptSymbol("*")) {
            return new SelectItem.AllColumns(first.start());
        }
        Expression expression = grammar.expressions().expression();
        if (tokens.atSymbol(".") && tokens.peek(1).isSymbol("*")) {
            tokens.next();
            tokens.next();
            return expression instanceof Expression.ColumnReference(QualifiedName table, int _)
                            && !first.isSymbol("(")
                    ? new SelectItem.AllColumnsOf(table, first.start())
                    : new SelectItem.AllFieldsOf(expression, first.start());
        }
        Identifier alias = tokens.accept("AS") ? tokens.label("an alias") : queries.bareAlias();
        return new SelectItem.Single(expression, alias, first.start());
    }

    private boolean atLatest() {
        return tokens.at("LATEST", "ON") || tokens.at("LATEST", "BY");
    }

    private Latest latest() {
        int position = tokens.next().start();
        QualifiedName timestamp = null;
        if (tokens.accept("ON")) {
            timestamp = tokens.qualifiedName("the timestamp column");
            tokens.expect("PARTITION");
        }
        tokens.expect("BY");
        List<QualifiedName> keys = tokens.separated(() -> tokens.qualifiedName("a column"));
        return new Latest(timestamp, keys, false, position);
    }

    private SampleBy sampleBy() {
        int position = tokens.position();
        tokens.expect("SAMPLE", "BY");
        if (!tokens.atKind(Token.Kind.NUMBER)) {
            throw tokens.expected("a number and a unit, such as 1h, after SAMPLE BY");
        }
        long count = sampleCount();
        SampleUnit unit = sampleUnit();
        SampleBy.Bounds bounds = null;
        List<SampleBy.Fill> fill = List.of();
        SampleBy.Alignment alignment = null;
        while (true) {
            if (bounds == null && tokens.atAnyOf("FROM", "TO")) {
                bounds = bounds();
            } else if (fill.isEmpty() && tokens.at("FILL") && tokens.peek(1).isSymbol("(")) {
                tokens.next();
                tokens.expectSymbol("(");
                fill = tokens.separated(this::fill);
                tokens.expectSymbol(")");
            } else if (alignment == null && tokens.accept("ALIGN")) {
                alignment = alignment();
            } else {
                return new SampleBy(count, unit, bounds, fill, alignment, position);
            }
        }
    }

    private long sampleCount() {
        Token number = tokens.next();
        long count;
        try {
            count = Long.parseLong(number.text().replace("_", ""));
        } catch (NumberFormatException _) {
            count = 0;
        }
        if (count < 1) {
            throw new SqlSyntaxException(
                    "SAMPLE BY takes a whole number of units from 1 on, not "
                            + tokens.describe(number),
                    number.start(),
                    null);
        }
        return count;
    }

    private SampleUnit sampleUnit() {
        Token token = tokens.peek();
        SampleUnit unit =
                token.kind() == Token.Kind.WORD && token.text().length() == 1
                        ? SampleUnit.ofSymbol(token.text().charAt(0))
                        : null;
        if (unit == null) {
            throw tokens.expected(
                    "a unit after the number",
                    "the units are n, U (microseconds), T (milliseconds), s, m (minutes), h, d, w,"
                            + " M (months) and y");
        }
        tokens.next();
        return unit;
    }

    private SampleBy.Bounds bounds() {
        Expression from = tokens.accept("FROM") ? bound() : null;
        Expression to = tokens.accept("TO") ? bound() : null;
        return new SampleBy.Bounds(from, to);
    }

    private Expression bound() {
        return grammar.expressions().expression(Precedence.OTHER_OPERATOR);
    }

    private SampleBy.Fill fill() {
        boolean word = tokens.peek(1).isSymbol(",") || tokens.peek(1).isSymbol(")");
        if (word && tokens.accept("NONE")) {
            return new SampleBy.Fill.None();
        }
        if (word && tokens.accept("NULL")) {
            return new SampleBy.Fill.Null();
        }
        if (word && tokens.accept("PREV")) {
            return new SampleBy.Fill.Previous();
        }
        if (word && tokens.accept("LINEAR")) {
            return new SampleBy.Fill.Linear();
        }
        return new SampleBy.Fill.Constant(grammar.expressions().expression());
    }

    private SampleBy.Alignment alignment() {
        tokens.expect("TO");
        if (tokens.accept("FIRST", "OBSERVATION")) {
            return new SampleBy.Alignment.FirstObservation();
        }
        if (!tokens.accept("CALENDAR")) {
            throw tokens.expected("CALENDAR or FIRST OBSERVATION");
        }
        Expression timeZone = tokens.accept("TIME", "ZONE") ? bound() : null;
        Expression offset = tokens.accept("WITH", "OFFSET") ? bound() : null;
        return new SampleBy.Alignment.Calendar(timeZone, offset);
    }

    private QueryBody.@Nullable Grouping grouping() {
        List<Expression> keys = List.of();
        if (tokens.accept("GROUP")) {
            tokens.expect("BY");
            keys = grammar.expressions().expressions();
        }
        Expression having = tokens.accept("HAVING") ? grammar.expressions().expression() : null;
        return keys.isEmpty() && having == null ? null : new QueryBody.Grouping(keys, having);
    }
}
