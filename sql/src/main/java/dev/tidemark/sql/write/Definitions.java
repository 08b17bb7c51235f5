package dev.tidemark.sql.write;

import dev.tidemark.core.catalog.NewColumn;
import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.catalog.TableExistsException;
import dev.tidemark.core.catalog.WritesRefusedException;
import dev.tidemark.core.io.DiskFullException;
import dev.tidemark.core.table.QuarantinedPartition;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.table.TableSnapshot;
import dev.tidemark.core.type.ColumnDefinition;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.Durability;
import dev.tidemark.core.type.PartitionUnit;
import dev.tidemark.core.type.TableOptions;
import dev.tidemark.core.type.TableSchema;
import dev.tidemark.sql.bind.TypeNames;
import dev.tidemark.sql.catalog.LostTables;
import dev.tidemark.sql.syntax.ColumnSpecification;
import dev.tidemark.sql.syntax.DefinitionStatement;
import dev.tidemark.sql.syntax.Identifier;
import dev.tidemark.sql.syntax.Option;
import dev.tidemark.sql.syntax.QualifiedName;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/** Creates, changes and drops tables. Without state beyond the store. */
public final class Definitions {
    private static final String DURABILITY = "durability";

    /** Stands for the server's durability. */
    private static final String DEFAULT = "default";

    private final Store store;

    public Definitions(Store store) {
        this.store = store;
    }

    /**
     * Carries out a statement.
     *
     * @return its command tag
     * @throws SqlException if it cannot be done
     */
    public String run(DefinitionStatement statement) {
        return switch (statement) {
            case DefinitionStatement.CreateTable create -> {
                create(create);
                yield "CREATE TABLE";
            }
            case DefinitionStatement.DropTable drop -> {
                drop(drop);
                yield "DROP TABLE";
            }
            case DefinitionStatement.AlterTable alter -> {
                alter.actions().forEach(action -> alter(alter.table(), action));
                yield "ALTER TABLE";
            }
            case DefinitionStatement.Checkpoint checkpoint -> {
                checkpoint(checkpoint.position());
                yield "CHECKPOINT";
            }
        };
    }

    /**
     * The table of that name.
     *
     * @throws SqlException with UNDEFINED_TABLE if there is none, with DATA_CORRUPTED if it is
     *     damaged as a whole
     */
    public static Table table(Store store, QualifiedName name) {
        String text = name.last().text();
        return store.table(text)
                .orElseThrow(() ->
                        store.lostTable(text)
                                .map(lost -> LostTables.refusal(lost, name.position()))
                                .orElseGet(() ->
                                        new SqlException(
                                                SqlState.UNDEFINED_TABLE,
                                                name.position(),
                                                "table '" + text + "' does not exist")));
    }

    private void create(DefinitionStatement.CreateTable create) {
        if (create.source() != null) {
            throw unsupported(create.position(), "CREATE TABLE AS is not supported");
        }
        List<NewColumn> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (ColumnSpecification column : create.columns()) {
            String name = column.name().text();
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                throw new SqlException(
                        SqlState.DUPLICATE_COLUMN,
                        column.position(),
                        "column '" + name + "' is defined twice");
            }
            columns.add(new NewColumn(name, TypeNames.resolve(column.type()).columnType()));
        }
        String name = create.name().last().text();
        int timestamp = timestamp(create, columns);
        try {
            store.createTable(name, columns, timestamp, options(create, columns));
            awaitSync("the creation", create.name().position());
        } catch (IllegalArgumentException failure) {
            throw new SqlException(
                    SqlState.INVALID_TABLE_DEFINITION,
                    create.name().position(),
                    "table '" + name + "' cannot be created: " + failure.getMessage(),
                    null,
                    failure);
        } catch (TableExistsException failure) {
            if (!create.ifNotExists()) {
                throw new SqlException(
                        SqlState.DUPLICATE_TABLE,
                        create.name().position(),
                        "table '" + name + "' exists already",
                        null,
                        failure);
            }
        }
    }

    private static TableOptions options(
            DefinitionStatement.CreateTable create, List<NewColumn> columns) {
        PartitionUnit partitionBy = create.options().partitionBy();
        List<String> names = columns.stream().map(NewColumn::name).toList();
        TableOptions options =
                new TableOptions(
                        partitionBy == null ? PartitionUnit.DAY : partitionBy,
                        keys(create.options().deduplicationKeys(), names),
                        Optional.empty());
        // Other parameters are those of other databases: they tune what there is none of here.
        for (Option parameter : create.options().parameters()) {
            if (parameter.name().equals(DURABILITY)) {
                options = options.withDurability(durability(parameter));
            }
        }
        return options;
    }

    /** The column that TIMESTAMP(..) names, else the first of a timestamp type. */
    private static int timestamp(DefinitionStatement.CreateTable create, List<NewColumn> columns) {
        Identifier named = create.options().timestamp();
        for (int index = 0; index < columns.size(); index++) {
            NewColumn column = columns.get(index);
            boolean wanted =
                    named == null
                            ? column.type().isTimestamp()
                            : column.name().equalsIgnoreCase(named.text());
            if (wanted && column.type().isTimestamp()) {
                return index;
            }
            if (wanted && named != null) {
                throw new SqlException(
                        SqlState.INVALID_TABLE_DEFINITION,
                        named.position(),
                        "the designated timestamp must be a TIMESTAMP or TIMESTAMP_NS, not "
                                + column.type());
            }
        }
        throw named == null
                ? new SqlException(
                        SqlState.INVALID_TABLE_DEFINITION,
                        create.position(),
                        "a table needs a column of type TIMESTAMP",
                        "Add one and name it after the columns: TIMESTAMP(name).")
                : new SqlException(
                        SqlState.UNDEFINED_COLUMN,
                        named.position(),
                        "column '" + named.text() + "' is not defined");
    }

    private void drop(DefinitionStatement.DropTable drop) {
        for (QualifiedName name : drop.tables()) {
            if (!dropTable(name) && !drop.ifExists()) {
                throw new SqlException(
                        SqlState.UNDEFINED_TABLE,
                        name.position(),
                        "table '" + name.last().text() + "' does not exist");
            }
        }
    }

    /** Drops what there is of that name, whether it is served or quarantined. */
    private boolean dropTable(QualifiedName name) {
        try {
            boolean dropped = store.dropTable(name.last().text());
            boolean forgotten = store.forgetLost(name.last().text());
            return dropped || forgotten;
        } catch (IOException failure) {
            throw failed("the drop", name.position(), failure);
        }
    }

    private void alter(QualifiedName name, DefinitionStatement.AlterAction action) {
        switch (action) {
            case DefinitionStatement.AlterAction.AddColumn add ->
                    addColumn(table(store, name), add);
            case DefinitionStatement.AlterAction.AddIndex index ->
                    checkSymbol(table(store, name), index.column());
            case DefinitionStatement.AlterAction.DropIndex index ->
                    checkSymbol(table(store, name), index.column());
            case DefinitionStatement.AlterAction.Deduplicate change ->
                    deduplicate(table(store, name), change);
            case DefinitionStatement.AlterAction.SetParameters set ->
                    setParameters(table(store, name), set);
            case DefinitionStatement.AlterAction.ForgetPartition forget ->
                    forget(table(store, name), forget);
            case DefinitionStatement.AlterAction.ForgetAll _ -> forgetAll(name);
            case DefinitionStatement.AlterAction.DropColumn _,
                    DefinitionStatement.AlterAction.RenameColumn _,
                    DefinitionStatement.AlterAction.RenameTable _,
                    DefinitionStatement.AlterAction.DropPartitions _ ->
                    throw unsupported(action.position(), "this change of a table is not supported");
        }
    }

    private void addColumn(Table table, DefinitionStatement.AlterAction.AddColumn add) {
        ColumnSpecification column = add.column();
        String name = column.name().text();
        ColumnType type = TypeNames.resolve(column.type()).columnType();
        boolean exists = table.schema().indexOf(name) >= 0;
        if (exists && !add.ifNotExists()) {
            throw new SqlException(
                    SqlState.DUPLICATE_COLUMN,
                    column.position(),
                    "column '" + name + "' exists already");
        }
        if (!exists) {
            table.addColumn(name, type);
            awaitSync("the change", column.position());
        }
    }

    /**
     * From now on rows replace each other, or do not. Those that wait to be sealed are sealed by
     * the old rule first, for the rule of a hot row is that of the table.
     */
    private void deduplicate(Table table, DefinitionStatement.AlterAction.Deduplicate change) {
        List<String> names = table.schema().columns().stream().map(ColumnDefinition::name).toList();
        List<Integer> keys = keys(change.keys(), names);
        try {
            store.checkpoint();
            table.changeOptions(options -> options.withDeduplicationKeys(keys));
            awaitSync("the change", change.position());
        } catch (IllegalArgumentException failure) {
            throw new SqlException(
                    SqlState.INVALID_TABLE_DEFINITION,
                    change.position(),
                    "table '" + table.name() + "': " + failure.getMessage(),
                    null,
                    failure);
        } catch (IOException failure) {
            throw failed("the change", change.position(), failure);
        }
    }

    private void setParameters(Table table, DefinitionStatement.AlterAction.SetParameters set) {
        for (Option parameter : set.parameters()) {
            if (!parameter.name().equals(DURABILITY)) {
                throw new SqlException(
                        SqlState.UNDEFINED_OBJECT,
                        parameter.position(),
                        "a table has no parameter '" + parameter.name() + "'",
                        "The only one is " + DURABILITY + ".");
            }
            Optional<Durability> durability = durability(parameter);
            table.changeOptions(options -> options.withDurability(durability));
        }
        // Rows of before are sealed: so whatever was promised for them, from now on they are safe,
        // and nothing that follows depends on frames of the log that were not synced.
        checkpoint(set.position());
        awaitSync("the change", set.position());
    }

    /** What a parameter says; empty for that of the server. */
    private static Optional<Durability> durability(Option parameter) {
        String value = parameter.values().getFirst();
        if (value.equalsIgnoreCase(DEFAULT)) {
            return Optional.empty();
        }
        for (Durability durability : Durability.values()) {
            if (durability.name().equalsIgnoreCase(value)) {
                return Optional.of(durability);
            }
        }
        throw new SqlException(
                SqlState.INVALID_PARAMETER,
                parameter.position(),
                "durability is sync, interval, none or default, not '" + value + "'");
    }

    /** The indexes of columns by their names. */
    private static List<Integer> keys(List<Identifier> keys, List<String> columnNames) {
        List<Integer> indexes = new ArrayList<>();
        for (Identifier key : keys) {
            int index = 0;
            while (index < columnNames.size()
                    && !columnNames.get(index).equalsIgnoreCase(key.text())) {
                index++;
            }
            if (index == columnNames.size()) {
                throw new SqlException(
                        SqlState.UNDEFINED_COLUMN,
                        key.position(),
                        "column '" + key.text() + "' does not exist");
            }
            indexes.add(index);
        }
        return indexes;
    }

    /** Forgets the rows of a partition that was set aside: queries go on without them. */
    private void forget(Table table, DefinitionStatement.AlterAction.ForgetPartition forget) {
        TableSchema schema = table.schema();
        try (TableSnapshot snapshot = table.snapshot()) {
            for (QuarantinedPartition lost : snapshot.quarantined(Long.MIN_VALUE, Long.MAX_VALUE)) {
                String name = schema.partitionUnit().name(lost.floor(), schema.timestampType());
                if (name.equals(forget.partition())
                        && store.forgetQuarantined(table, lost.floor())) {
                    return;
                }
            }
        } catch (IOException failure) {
            throw failed("the change", forget.position(), failure);
        }
        throw new SqlException(
                SqlState.UNDEFINED_OBJECT,
                forget.position(),
                "no partition '%s' of table '%s' is quarantined"
                        .formatted(forget.partition(), table.name()),
                "quarantine() lists those that are.");
    }

    /** Forgets all that was set aside under a name: queries go on without it. */
    private void forgetAll(QualifiedName name) {
        try {
            boolean any = store.forgetLost(name.last().text());
            Optional<Table> table = store.table(name.last().text());
            if (table.isPresent()) {
                try (TableSnapshot snapshot = table.get().snapshot()) {
                    for (QuarantinedPartition lost :
                            snapshot.quarantined(Long.MIN_VALUE, Long.MAX_VALUE)) {
                        any |= store.forgetQuarantined(table.get(), lost.floor());
                    }
                }
            }
            if (!any) {
                throw new SqlException(
                        SqlState.UNDEFINED_OBJECT,
                        name.position(),
                        "nothing of table '%s' is quarantined".formatted(name.last().text()),
                        "quarantine() lists what is.");
            }
        } catch (IOException failure) {
            throw failed("the change", name.position(), failure);
        }
    }

    /** Returns when all that was defined before is visible and durable. */
    private void awaitSync(String what, int position) {
        try {
            store.sync().get();
        } catch (ExecutionException failure) {
            throw failed(what, position, failure.getCause() == null ? failure : failure.getCause());
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new SqlException(
                    SqlState.QUERY_CANCELLED,
                    position,
                    what + " may be done or not: interrupted while waiting for it",
                    null,
                    interruption);
        }
    }

    /** Symbols are searched by their codes, with or without an index: nothing to do. */
    private static void checkSymbol(Table table, Identifier column) {
        int index = table.schema().indexOf(column.text());
        if (index < 0) {
            throw new SqlException(
                    SqlState.UNDEFINED_COLUMN,
                    column.position(),
                    "column '" + column.text() + "' does not exist");
        }
        if (table.schema().column(index).type() != ColumnType.SYMBOL) {
            throw unsupported(column.position(), "only symbols can have an index");
        }
    }

    private void checkpoint(int position) {
        try {
            store.checkpoint();
        } catch (IOException failure) {
            throw failed("the checkpoint", position, failure);
        }
    }

    private static SqlException failed(String what, int position, Throwable failure) {
        boolean full =
                failure instanceof DiskFullException
                        || (failure instanceof WritesRefusedException refused
                                && refused.isDiskFull());
        return new SqlException(
                full ? SqlState.DISK_FULL : SqlState.IO_ERROR,
                position,
                what + " failed: " + failure.getMessage(),
                null,
                failure);
    }

    private static SqlException unsupported(int position, String message) {
        return new SqlException(SqlState.NOT_SUPPORTED, position, message);
    }
}
