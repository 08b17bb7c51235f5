package dev.tidemark.sql.catalog;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.table.TableSnapshot;
import dev.tidemark.core.type.ColumnDefinition;
import dev.tidemark.core.type.TableSchema;
import dev.tidemark.sql.bind.Relation;
import dev.tidemark.sql.bind.Tables;
import dev.tidemark.sql.plan.PlanColumn;
import dev.tidemark.sql.plan.PlanNode;
import dev.tidemark.sql.plan.ScanOrder;
import dev.tidemark.sql.plan.TimeRange;
import dev.tidemark.sql.syntax.Identifier;
import dev.tidemark.sql.syntax.QualifiedName;
import dev.tidemark.sql.type.SqlType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The tables of a store, and the views that describe them. Thread-safe. */
public final class CatalogTables implements Tables {
    private final Store store;

    public CatalogTables(Store store) {
        this.store = store;
    }

    @Override
    public Optional<Relation> find(QualifiedName name) {
        List<Identifier> qualifiers = name.qualifiers();
        String schema =
                qualifiers.isEmpty()
                        ? "public"
                        : qualifiers.getLast().text().toLowerCase(Locale.ROOT);
        String table = name.last().text();
        return switch (schema) {
            case "public" -> {
                store.lostTable(table)
                        .ifPresent(lost -> {
                            throw LostTables.refusal(lost, name.position());
                        });
                yield store.table(table).map(CatalogTables::scan);
            }
            case "information_schema" -> new CatalogViews(store).informationSchema(table);
            default -> Optional.empty();
        };
    }

    @Override
    public Optional<Relation> function(String name) {
        CatalogViews views = new CatalogViews(store);
        return switch (name) {
            case "tables", "all_tables" -> Optional.of(views.tables());
            case "table_storage" -> Optional.of(new StorageViews(store).tables());
            case "table_partitions" -> Optional.of(new StorageViews(store).partitions(null));
            case "quarantine" -> Optional.of(new StorageViews(store).quarantine());
            case "damage" -> Optional.of(new StorageViews(store).damage());
            case "scrub_status" -> Optional.of(new StorageViews(store).scrub());
            case "column_storage" -> Optional.of(new StorageViews(store).columns());
            default -> Optional.empty();
        };
    }

    @Override
    public Collection<String> names() {
        return store.tables().stream().map(Table::name).toList();
    }

    /**
     * All columns and rows of a table: the columns that rows can be read of already, for a column
     * that was just added may still be on its way.
     */
    static Relation scan(Table table) {
        TableSchema schema;
        try (TableSnapshot snapshot = table.snapshot()) {
            schema = snapshot.schema();
        }
        List<PlanColumn> columns = new ArrayList<>();
        List<Integer> projection = new ArrayList<>();
        for (ColumnDefinition column : schema.columns()) {
            projection.add(columns.size());
            columns.add(new PlanColumn(column.name(), SqlType.of(column.type())));
        }
        return new Relation(
                new PlanNode.Scan(
                        table, columns, projection, TimeRange.ALL, List.of(), ScanOrder.ASCENDING),
                schema.timestampIndex());
    }
}
