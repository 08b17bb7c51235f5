package dev.tidemark.sql;

import dev.tidemark.sql.bind.BindContext;
import dev.tidemark.sql.bind.InsertBinder;
import dev.tidemark.sql.bind.ParameterTypes;
import dev.tidemark.sql.bind.QueryBinder;
import dev.tidemark.sql.bind.Relation;
import dev.tidemark.sql.catalog.CatalogTables;
import dev.tidemark.sql.catalog.CatalogViews;
import dev.tidemark.sql.execute.ExecutionContext;
import dev.tidemark.sql.execute.Operator;
import dev.tidemark.sql.execute.Operators;
import dev.tidemark.sql.optimize.Optimizer;
import dev.tidemark.sql.plan.PlanNode;
import dev.tidemark.sql.plan.PlanPrinter;
import dev.tidemark.sql.plan.Scalar;
import dev.tidemark.sql.syntax.DataStatement;
import dev.tidemark.sql.syntax.DefinitionStatement;
import dev.tidemark.sql.syntax.Identifier;
import dev.tidemark.sql.syntax.QualifiedName;
import dev.tidemark.sql.syntax.Query;
import dev.tidemark.sql.syntax.SessionStatement;
import dev.tidemark.sql.syntax.ShowStatement;
import dev.tidemark.sql.syntax.Statement;
import dev.tidemark.sql.syntax.TransactionStatement;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import dev.tidemark.sql.type.SqlType;
import dev.tidemark.sql.vector.VectorBatch;
import dev.tidemark.sql.write.Definitions;
import dev.tidemark.sql.write.RowWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Prepares one statement for a session, and runs it: binding is repeated for every run, with the
 * values of the parameters as constants and the tables as they then are.
 */
final class Preparation {
    private final Session session;
    private final ParsedStatement parsed;

    Preparation(Session session, ParsedStatement parsed) {
        this.session = session;
        this.parsed = parsed;
    }

    Prepared prepare(List<SqlType> hints) {
        ParameterTypes parameters = ParameterTypes.infer(parsed.parameterCount(), hints);
        List<ResultColumn> columns = columns(parsed.statement(), context(parameters));
        return new PreparedStatement(this, parsed.kind(), parameters.types(), columns);
    }

    Result run(List<Scalar.Constant> values) {
        BindContext context = context(ParameterTypes.of(values));
        return switch (parsed.statement()) {
            case Query query -> rows(new QueryBinder(context).bind(query), "SELECT");
            case ShowStatement show -> rows(show(show), "SHOW");
            case Statement.Explain explain ->
                    rows(explain(explain, context, explain.analyze()), "EXPLAIN");
            case DataStatement data -> insert(data, context);
            case DefinitionStatement definition ->
                    new CommandResult(new Definitions(session.store()).run(definition), 0);
            case SessionStatement setting -> new CommandResult(set(setting), 0);
            case TransactionStatement transaction -> new CommandResult(tag(transaction), 0);
        };
    }

    /** Columns of what the statement returns; fails if it could not run. */
    private List<ResultColumn> columns(Statement statement, BindContext context) {
        return switch (statement) {
            case Query query -> columns(new QueryBinder(context).bind(query));
            case ShowStatement show -> columns(show(show));
            case Statement.Explain explain -> columns(explain(explain, context, false));
            case DataStatement.Insert insert -> {
                new InsertBinder(context)
                        .bind(insert, Definitions.table(session.store(), insert.table()));
                yield List.of();
            }
            case DataStatement other ->
                    throw new SqlException(
                            SqlState.NOT_SUPPORTED,
                            other.position(),
                            "this statement is not supported");
            case DefinitionStatement _, SessionStatement _, TransactionStatement _ -> List.of();
        };
    }

    static List<ResultColumn> columns(Relation relation) {
        return relation.plan().columns().stream()
                .map(column ->
                        new ResultColumn(
                                column.name(),
                                column.type() == SqlType.UNKNOWN ? SqlType.VARCHAR : column.type()))
                .toList();
    }

    private BindContext context(ParameterTypes parameters) {
        return new BindContext(new CatalogTables(session.store()), session.values(), parameters);
    }

    private Result rows(Relation relation, String tag) {
        ExecutionContext execution = session.newExecution();
        try {
            Operator operator = new Operators(execution).of(Optimizer.optimize(relation.plan()));
            return new QueryResult(
                    execution,
                    operator,
                    columns(relation),
                    relation.timeColumn(),
                    tag,
                    session.store()::suspect);
        } catch (RuntimeException failure) {
            execution.close();
            throw failure;
        }
    }

    private Result insert(DataStatement statement, BindContext context) {
        if (!(statement instanceof DataStatement.Insert insert)) {
            throw new SqlException(
                    SqlState.NOT_SUPPORTED,
                    statement.position(),
                    "this statement is not supported");
        }
        InsertBinder.Insertion insertion =
                new InsertBinder(context)
                        .bind(insert, Definitions.table(session.store(), insert.table()));
        try (ExecutionContext execution = session.newExecution();
                RowWriter writer =
                        new RowWriter(session.store(), insertion.table(), insertion.columns())) {
            PlanNode plan = Optimizer.optimize(insertion.plan());
            Operator operator = new Operators(execution).of(plan);
            VectorBatch batch = operator.next();
            while (batch != null) {
                writer.write(batch);
                batch = operator.next();
            }
            long count = writer.commit();
            return new CommandResult("INSERT 0 " + count, count);
        }
    }

    private Relation explain(Statement.Explain explain, BindContext context, boolean run) {
        if (!(explain.statement() instanceof Query query)) {
            throw new SqlException(
                    SqlState.NOT_SUPPORTED,
                    explain.statement().position(),
                    "EXPLAIN takes a query");
        }
        PlanNode plan = Optimizer.optimize(new QueryBinder(context).bind(query).plan());
        List<String> lines = new ArrayList<>(PlanPrinter.lines(plan));
        if (run) {
            lines.addAll(analyze(plan));
        }
        return CatalogViews.lines(lines);
    }

    /** Runs a plan to its end; returns what was read for it. */
    private List<String> analyze(PlanNode plan) {
        long startNanos = System.nanoTime();
        try (ExecutionContext execution = session.newExecution()) {
            Operator operator = new Operators(execution).of(plan);
            long rows = 0;
            VectorBatch batch = operator.next();
            while (batch != null) {
                rows += batch.rowCount();
                batch = operator.next();
            }
            List<String> lines = new ArrayList<>(execution.counters().lines());
            lines.add(
                    "Returned: %d rows in %.3f ms"
                            .formatted(rows, (System.nanoTime() - startNanos) / 1e6));
            return lines;
        }
    }

    private Relation show(ShowStatement show) {
        CatalogViews views = new CatalogViews(session.store());
        return switch (show) {
            case ShowStatement.ShowTables _ -> views.showTables();
            case ShowStatement.ShowColumns columns ->
                    views.showColumns(Definitions.table(session.store(), columns.table()));
            case ShowStatement.ShowAllParameters _ -> CatalogViews.settings(session.settings());
            case ShowStatement.ShowParameter parameter -> {
                String name = name(parameter.name());
                String value =
                        session.setting(name)
                                .orElseThrow(() ->
                                        new SqlException(
                                                SqlState.UNDEFINED_OBJECT,
                                                parameter.name().position(),
                                                "there is no setting '" + name + "'"));
                yield CatalogViews.setting(name, value);
            }
            case ShowStatement.ShowPartitions partitions ->
                    views.showPartitions(Definitions.table(session.store(), partitions.table()));
            case ShowStatement.ShowCreateTable _ ->
                    throw new SqlException(
                            SqlState.NOT_SUPPORTED,
                            show.position(),
                            "this form of SHOW is not supported");
        };
    }

    private String set(SessionStatement statement) {
        Settings settings = session.mutableSettings();
        return switch (statement) {
            case SessionStatement.SetParameter set -> {
                if (set.values().isEmpty()) {
                    settings.reset(name(set.name()));
                } else {
                    settings.set(name(set.name()), String.join(", ", set.values()));
                }
                yield "SET";
            }
            case SessionStatement.ResetParameter reset -> {
                QualifiedName name = reset.name();
                if (name == null) {
                    settings.resetAll();
                } else {
                    settings.reset(name(name));
                }
                yield "RESET";
            }
            case SessionStatement.Discard discard -> {
                settings.resetAll();
                yield "DISCARD " + discard.target();
            }
            case SessionStatement.Unlisten _ -> "UNLISTEN";
            case SessionStatement.Deallocate _ -> "DEALLOCATE";
            case SessionStatement.CloseCursor _ -> "CLOSE CURSOR";
            case SessionStatement.Prepare _,
                    SessionStatement.Execute _,
                    SessionStatement.DeclareCursor _,
                    SessionStatement.FetchCursor _,
                    SessionStatement.Listen _,
                    SessionStatement.Notify _ ->
                    throw new SqlException(
                            SqlState.NOT_SUPPORTED,
                            statement.position(),
                            "this statement is not supported");
        };
    }

    private static String tag(TransactionStatement statement) {
        return switch (statement) {
            case TransactionStatement.Begin _ -> "BEGIN";
            case TransactionStatement.Commit _ -> "COMMIT";
            case TransactionStatement.Rollback _, TransactionStatement.RollbackToSavepoint _ ->
                    "ROLLBACK";
            case TransactionStatement.Savepoint _ -> "SAVEPOINT";
            case TransactionStatement.ReleaseSavepoint _ -> "RELEASE";
            case TransactionStatement.SetTransaction _ -> "SET";
        };
    }

    private static String name(QualifiedName name) {
        return name.parts().stream().map(Identifier::text).collect(Collectors.joining("."));
    }
}
