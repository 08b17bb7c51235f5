package dev.tidemark.sql.bind;

import dev.tidemark.core.table.Table;
import dev.tidemark.core.type.TableSchema;
import dev.tidemark.sql.plan.PlanColumn;
import dev.tidemark.sql.plan.PlanNode;
import dev.tidemark.sql.plan.Scalar;
import dev.tidemark.sql.syntax.DataStatement;
import dev.tidemark.sql.syntax.Expression;
import dev.tidemark.sql.syntax.Identifier;
import dev.tidemark.sql.syntax.QualifiedName;
import dev.tidemark.sql.syntax.Query;
import dev.tidemark.sql.syntax.QueryBody;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import dev.tidemark.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Binds INSERT: which columns of the table take which expressions. */
public final class InsertBinder {
    private final BindContext context;
    private final Coercion coercion;

    public InsertBinder(BindContext context) {
        this.context = context;
        this.coercion = context.coercion();
    }

    /**
     * An insertion to carry out.
     *
     * @param plan delivers the rows, in the types of the columns; texts for symbols
     * @param columns schema index for each of the plan's columns
     */
    public record Insertion(Table table, PlanNode plan, List<Integer> columns) {
        public Insertion {
            columns = List.copyOf(columns);
        }
    }

    /**
     * Binds an INSERT into a table.
     *
     * @throws SqlException if a column is unknown or values do not fit
     */
    public Insertion bind(DataStatement.Insert insert, Table table) {
        if (!insert.returning().isEmpty()) {
            throw new SqlException(
                    SqlState.NOT_SUPPORTED, insert.position(), "RETURNING is not supported");
        }
        List<Integer> columns = columns(insert, table.schema());
        List<SqlType> types =
                columns.stream().map(column -> cellType(table.schema(), column)).toList();
        Query source = insert.source();
        boolean plainValues =
                source.body() instanceof QueryBody.Values
                        && source.with() == null
                        && source.orderBy().isEmpty()
                        && source.limit() == null;
        PlanNode plan =
                plainValues && source.body() instanceof QueryBody.Values values
                        ? values(values, types)
                        : converted(new QueryBinder(context).bind(source).plan(), types, insert);
        return new Insertion(table, plan, columns.subList(0, plan.columns().size()));
    }

    private static List<Integer> columns(DataStatement.Insert insert, TableSchema schema) {
        if (insert.columns().isEmpty()) {
            return IntStream.range(0, schema.columnCount()).boxed().toList();
        }
        Scope scope =
                new Scope(
                        schema.columns().stream()
                                .map(column ->
                                        new Scope.Column(
                                                null, column.name(), SqlType.of(column.type())))
                                .toList(),
                        schema.timestampIndex());
        List<Integer> columns = new ArrayList<>();
        for (Identifier name : insert.columns()) {
            int column = scope.find(QualifiedName.of(name));
            if (columns.contains(column)) {
                throw new SqlException(
                        SqlState.DUPLICATE_COLUMN,
                        name.position(),
                        "column '" + name.text() + "' is named twice");
            }
            columns.add(column);
        }
        return columns;
    }

    private PlanNode values(QueryBody.Values values, List<SqlType> types) {
        ExpressionBinder binder = new ExpressionBinder(context, Scope.EMPTY, null);
        List<List<Scalar>> rows = new ArrayList<>();
        int width = values.rows().getFirst().size();
        for (List<Expression> expressions : values.rows()) {
            checkWidth(expressions.size(), width, types.size(), expressions.getFirst().position());
            List<Scalar> row = new ArrayList<>();
            for (Expression expression : expressions) {
                SqlType type = types.get(row.size());
                row.add(
                        expression instanceof Expression.DefaultValue
                                ? new Scalar.Constant(type, null)
                                : binder.value(expression, type));
            }
            rows.add(row);
        }
        List<PlanColumn> columns = new ArrayList<>();
        for (SqlType type : types.subList(0, width)) {
            columns.add(new PlanColumn("column" + (columns.size() + 1), type));
        }
        return new PlanNode.Values(columns, rows);
    }

    private static void checkWidth(int cells, int width, int columns, int position) {
        if (cells > columns) {
            throw new SqlException(
                    SqlState.SYNTAX_ERROR, position, "INSERT has more values than columns");
        }
        if (cells != width) {
            throw new SqlException(
                    SqlState.SYNTAX_ERROR, position, "the rows of VALUES must be of one length");
        }
    }

    private PlanNode converted(PlanNode source, List<SqlType> types, DataStatement.Insert insert) {
        int width = source.columns().size();
        checkWidth(width, width, types.size(), insert.source().position());
        List<Scalar> expressions = new ArrayList<>();
        List<PlanColumn> columns = new ArrayList<>();
        for (Scalar input : QueryBinder.inputs(source)) {
            SqlType type = types.get(expressions.size());
            expressions.add(coercion.coerce(input, type, insert.source().position()));
            columns.add(new PlanColumn(source.columns().get(columns.size()).name(), type));
        }
        return new PlanNode.Project(source, columns, expressions);
    }

    /** Symbols are handed over as texts. */
    private static SqlType cellType(TableSchema schema, int column) {
        SqlType type = SqlType.of(schema.column(column).type());
        return type == SqlType.SYMBOL ? SqlType.VARCHAR : type;
    }
}
