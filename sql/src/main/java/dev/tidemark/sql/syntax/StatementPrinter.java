package dev.tidemark.sql.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints statements, those about tables' definitions excepted. */
final class StatementPrinter {
    private final SqlWriter out;
    private final QueryPrinter queries;
    private final DefinitionPrinter definitions;

    StatementPrinter(SqlWriter out) {
        this.out = out;
        this.queries = new QueryPrinter(out);
        this.definitions = new DefinitionPrinter(out, queries);
    }

    void statement(Statement statement) {
        switch (statement) {
            case Query query -> queries.query(query);
            case Statement.Explain explain -> explain(explain);
            case DataStatement data -> data(data);
            case DefinitionStatement definition -> definitions.definition(definition);
            case ShowStatement show -> show(show);
            case TransactionStatement transaction -> transaction(transaction);
            case SessionStatement session -> session(session);
        }
    }

    private void explain(Statement.Explain explain) {
        out.append("EXPLAIN ");
        if (explain.options().isEmpty()) {
            out.appendIf(explain.analyze(), "ANALYZE ");
        } else {
            out.append("(").appendIf(explain.analyze(), "ANALYZE, ");
            out.list(explain.options(), this::option).append(") ");
        }
        statement(explain.statement());
    }

    private void option(Option option) {
        out.quotedName(option.name());
        if (option.values().size() == 1) {
            out.append(" ");
            optionValue(option.values().getFirst());
        } else if (!option.values().isEmpty()) {
            out.append(" (").list(option.values(), this::optionValue).append(")");
        }
    }

    private void optionValue(String value) {
        if (value.equals("*")) {
            out.append(value);
        } else {
            out.string(value);
        }
    }

    private void data(DataStatement statement) {
        switch (statement) {
            case DataStatement.Insert insert -> {
                out.append("INSERT INTO ").name(insert.table()).append(" ");
                if (!insert.columns().isEmpty()) {
                    out.names(insert.columns()).append(" ");
                }
                queries.query(insert.source());
                queries.items(" RETURNING ", insert.returning());
            }
            case DataStatement.Update update -> {
                queries.tables("UPDATE ", List.of(update.target()));
                out.append(" SET ");
                out.list(
                        update.assignments(),
                        assignment -> {
                            out.name(assignment.column());
                            queries.expressions().after(" = ", assignment.value());
                        });
                queries.tables(" FROM ", update.from());
                queries.expressions().after(" WHERE ", update.where());
                queries.items(" RETURNING ", update.returning());
            }
            case DataStatement.Delete delete -> {
                queries.tables("DELETE FROM ", List.of(delete.target()));
                queries.tables(" USING ", delete.using());
                queries.expressions().after(" WHERE ", delete.where());
                queries.items(" RETURNING ", delete.returning());
            }
            case DataStatement.Truncate(var tables, int _) ->
                    out.append("TRUNCATE TABLE ").list(tables, out::name);
            case DataStatement.CopyFrom copy -> {
                out.append("COPY ").name(copy.table());
                if (!copy.columns().isEmpty()) {
                    out.append(" ").names(copy.columns());
                }
                out.append(" FROM ");
                copyTarget("STDIN", copy.file(), copy.options());
            }
            case DataStatement.CopyTo copy -> {
                out.append("COPY (");
                queries.query(copy.source());
                out.append(") TO ");
                copyTarget("STDOUT", copy.file(), copy.options());
            }
        }
    }

    private void copyTarget(String client, @Nullable String file, List<Option> options) {
        if (file == null) {
            out.append(client);
        } else {
            out.string(file);
        }
        if (!options.isEmpty()) {
            out.append(" (").list(options, this::option).append(")");
        }
    }

    private void show(ShowStatement statement) {
        switch (statement) {
            case ShowStatement.ShowTables _ -> out.append("SHOW TABLES");
            case ShowStatement.ShowColumns(var table, int _) ->
                    out.append("SHOW COLUMNS FROM ").name(table);
            case ShowStatement.ShowPartitions(var table, int _) ->
                    out.append("SHOW PARTITIONS FROM ").name(table);
            case ShowStatement.ShowCreateTable(var table, int _) ->
                    out.append("SHOW CREATE TABLE ").name(table);
            case ShowStatement.ShowAllParameters _ -> out.append("SHOW ALL");
            case ShowStatement.ShowParameter(var name, int _) -> out.append("SHOW ").name(name);
        }
    }

    private void transaction(TransactionStatement statement) {
        switch (statement) {
            case TransactionStatement.Begin(var modes, int _) -> {
                out.append("BEGIN");
                modes(modes);
            }
            case TransactionStatement.Commit(boolean chain, int _) ->
                    out.append("COMMIT").appendIf(chain, " AND CHAIN");
            case TransactionStatement.Rollback(boolean chain, int _) ->
                    out.append("ROLLBACK").appendIf(chain, " AND CHAIN");
            case TransactionStatement.Savepoint(var name, int _) ->
                    out.append("SAVEPOINT ").name(name);
            case TransactionStatement.ReleaseSavepoint(var name, int _) ->
                    out.append("RELEASE SAVEPOINT ").name(name);
            case TransactionStatement.RollbackToSavepoint(var name, int _) ->
                    out.append("ROLLBACK TO SAVEPOINT ").name(name);
            case TransactionStatement.SetTransaction(var modes, boolean session, int _) -> {
                out.append(
                        session ? "SET SESSION CHARACTERISTICS AS TRANSACTION" : "SET TRANSACTION");
                modes(modes);
            }
        }
    }

    private void modes(TransactionStatement.TransactionModes modes) {
        if (modes.isolation() != null) {
            out.append(" ISOLATION LEVEL ").append(modes.isolation().name().replace('_', ' '));
        }
        if (modes.readOnly() != null) {
            out.append(modes.readOnly() ? " READ ONLY" : " READ WRITE");
        }
        if (modes.deferrable() != null) {
            out.append(modes.deferrable() ? " DEFERRABLE" : " NOT DEFERRABLE");
        }
    }

    private void session(SessionStatement statement) {
        switch (statement) {
            case SessionStatement.SetParameter set -> {
                out.append("SET ").appendIf(set.local(), "LOCAL ").name(set.name());
                out.append(" TO ").appendIf(set.values().isEmpty(), "DEFAULT");
                out.list(set.values(), out::string);
            }
            case SessionStatement.ResetParameter(var name, int _) -> {
                out.append("RESET ");
                if (name == null) {
                    out.append("ALL");
                } else {
                    out.name(name);
                }
            }
            case SessionStatement.Discard(var target, int _) ->
                    out.append("DISCARD ").append(target.name());
            case SessionStatement.Prepare prepare -> {
                out.append("PREPARE ").name(prepare.name());
                if (!prepare.types().isEmpty()) {
                    out.append(" (").list(prepare.types(), out::type).append(")");
                }
                out.append(" AS ");
                statement(prepare.statement());
            }
            case SessionStatement.Execute(var name, var arguments, int _) -> {
                out.append("EXECUTE ").name(name);
                if (!arguments.isEmpty()) {
                    out.append(" (");
                    queries.expressions().list(arguments);
                    out.append(")");
                }
            }
            case SessionStatement.Deallocate(var name, int _) -> nameOrAll("DEALLOCATE ", name);
            case SessionStatement.DeclareCursor declare -> declareCursor(declare);
            case SessionStatement.FetchCursor fetch -> fetchCursor(fetch);
            case SessionStatement.CloseCursor(var cursor, int _) -> nameOrAll("CLOSE ", cursor);
            case SessionStatement.Listen(var channel, int _) -> out.append("LISTEN ").name(channel);
            case SessionStatement.Unlisten(var channel, int _) -> {
                out.append("UNLISTEN ");
                if (channel == null) {
                    out.append("*");
                } else {
                    out.name(channel);
                }
            }
            case SessionStatement.Notify(var channel, var payload, int _) -> {
                out.append("NOTIFY ").name(channel);
                if (payload != null) {
                    out.append(", ").string(payload);
                }
            }
        }
    }

    private void declareCursor(SessionStatement.DeclareCursor declare) {
        out.append("DECLARE ").name(declare.name());
        out.appendIf(declare.options().binary(), " BINARY");
        if (declare.options().scroll() != null) {
            out.append(declare.options().scroll() ? " SCROLL" : " NO SCROLL");
        }
        out.append(" CURSOR").appendIf(declare.options().hold(), " WITH HOLD").append(" FOR ");
        queries.query(declare.query());
    }

    private void fetchCursor(SessionStatement.FetchCursor fetch) {
        out.append(fetch.move() ? "MOVE " : "FETCH ");
        out.append(fetch.direction().name()).append(" ");
        out.append(fetch.count() == null ? "ALL" : fetch.count().toString());
        out.append(" FROM ").name(fetch.cursor());
    }

    private void nameOrAll(String words, @Nullable Identifier name) {
        out.append(words);
        if (name == null) {
            out.append("ALL");
        } else {
            out.name(name);
        }
    }
}
