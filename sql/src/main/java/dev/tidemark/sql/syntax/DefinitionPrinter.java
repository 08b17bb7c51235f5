package dev.tidemark.sql.syntax;

import dev.tidemark.sql.syntax.DefinitionStatement.AlterAction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints statements about tables' definitions. */
final class DefinitionPrinter {
    private final SqlWriter out;
    private final QueryPrinter queries;

    DefinitionPrinter(SqlWriter out, QueryPrinter queries) {
        this.out = out;
        this.queries = queries;
    }

    void definition(DefinitionStatement statement) {
        switch (statement) {
            case DefinitionStatement.CreateTable create -> create(create);
            case DefinitionStatement.DropTable(var tables, boolean ifExists, int _) -> {
                out.append("DROP TABLE ").appendIf(ifExists, "IF EXISTS ");
                out.list(tables, out::name);
            }
            case DefinitionStatement.AlterTable(var table, var actions, int _) -> {
                out.append("ALTER TABLE ").name(table).append(" ");
                out.list(actions, this::action);
            }
            case DefinitionStatement.Checkpoint _ -> out.append("CHECKPOINT");
        }
    }

    private void create(DefinitionStatement.CreateTable create) {
        DefinitionStatement.TableOptions options = create.options();
        out.append("CREATE TABLE ").appendIf(create.ifNotExists(), "IF NOT EXISTS ");
        out.name(create.name());
        if (create.source() == null) {
            out.append(" (").list(create.columns(), this::column);
            if (!options.primaryKey().isEmpty()) {
                out.append(", PRIMARY KEY ").names(options.primaryKey());
            }
        } else {
            out.append(" AS (");
            queries.query(create.source());
        }
        out.append(")");
        for (DefinitionStatement.IndexClause index : create.indexes()) {
            out.append(", INDEX(").name(index.column());
            capacity(index.capacity());
            out.append(")");
        }
        options(options);
    }

    private void options(DefinitionStatement.TableOptions options) {
        if (options.timestamp() != null) {
            out.append(" TIMESTAMP(").name(options.timestamp()).append(")");
        }
        if (options.partitionBy() != null) {
            out.append(" PARTITION BY ").append(options.partitionBy().name());
        }
        if (options.wal() != null) {
            out.append(options.wal() ? " WAL" : " BYPASS WAL");
        }
        if (!options.deduplicationKeys().isEmpty()) {
            out.append(" DEDUP UPSERT KEYS").names(options.deduplicationKeys());
        }
        if (!options.parameters().isEmpty()) {
            out.append(" WITH ");
            parameters(options.parameters());
        }
    }

    private void parameters(List<Option> parameters) {
        out.list(
                parameters,
                parameter -> {
                    out.quotedName(parameter.name()).append(" = ");
                    out.string(parameter.values().getFirst());
                });
    }

    private void column(ColumnSpecification column) {
        out.name(column.name()).append(" ").type(column.type());
        ColumnSpecification.SymbolOptions symbol = column.symbol();
        if (symbol != null) {
            capacity(symbol.capacity());
            if (symbol.cache() != null) {
                out.append(symbol.cache() ? " CACHE" : " NOCACHE");
            }
            if (symbol.index() != null) {
                out.append(" INDEX");
                capacity(symbol.index().capacity());
            }
        }
        out.appendIf(column.notNull(), " NOT NULL");
        out.appendIf(column.primaryKey(), " PRIMARY KEY");
        if (column.defaultValue() != null) {
            out.append(" DEFAULT ");
            queries.expressions().expression(column.defaultValue(), Precedence.OTHER_OPERATOR);
        }
    }

    private void capacity(@Nullable Integer capacity) {
        if (capacity != null) {
            out.append(" CAPACITY ").append(capacity);
        }
    }

    private void action(AlterAction action) {
        switch (action) {
            case AlterAction.AddColumn(var column, boolean ifNotExists, int _) -> {
                out.append("ADD COLUMN ").appendIf(ifNotExists, "IF NOT EXISTS ");
                column(column);
            }
            case AlterAction.DropColumn(var column, boolean ifExists, int _) ->
                    out.append("DROP COLUMN ").appendIf(ifExists, "IF EXISTS ").name(column);
            case AlterAction.RenameColumn(var column, var newName, int _) ->
                    out.append("RENAME COLUMN ").name(column).append(" TO ").name(newName);
            case AlterAction.RenameTable(var newName, int _) ->
                    out.append("RENAME TO ").name(newName);
            case AlterAction.AddIndex(var column, var capacity, int _) -> {
                out.append("ALTER COLUMN ").name(column).append(" ADD INDEX");
                capacity(capacity);
            }
            case AlterAction.DropIndex(var column, int _) ->
                    out.append("ALTER COLUMN ").name(column).append(" DROP INDEX");
            case AlterAction.Deduplicate(var keys, int _) -> {
                if (keys.isEmpty()) {
                    out.append("DEDUP DISABLE");
                } else {
                    out.append("DEDUP ENABLE UPSERT KEYS").names(keys);
                }
            }
            case AlterAction.SetParameters(var parameters, int _) -> {
                out.append("SET ");
                parameters(parameters);
            }
            case AlterAction.ForgetAll _ -> out.append("FORGET ALL PARTITIONS");
            case AlterAction.ForgetPartition(String partition, int _) -> {
                out.append("FORGET PARTITION ");
                out.string(partition);
            }
            case AlterAction.DropPartitions(var partitions, var where, int _) -> {
                out.append("DROP PARTITION ");
                if (where == null) {
                    out.append("LIST ").list(partitions, out::string);
                } else {
                    queries.expressions().after("WHERE ", where);
                }
            }
        }
    }
}
