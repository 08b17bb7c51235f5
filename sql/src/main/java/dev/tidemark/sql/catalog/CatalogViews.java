package dev.tidemark.sql.catalog;

import dev.tidemark.core.catalog.LostTable;
import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.table.HeldRuns;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.type.ColumnDefinition;
import dev.tidemark.core.type.TableSchema;
import dev.tidemark.sql.bind.Relation;
import dev.tidemark.sql.type.SqlType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What SHOW and the views of information_schema tell, computed when a statement is bound. */
public final class CatalogViews {
    private static final String DATABASE = "tidemark";
    private static final String SCHEMA = "public";
    private static final String SERVED_ALL = "all";
    private static final String SERVED_IN_PART = "in part";
    private static final String SERVED_NOTHING = "nothing";

    private final Store store;

    public CatalogViews(Store store) {
        this.store = store;
    }

    /** SHOW TABLES. */
    public Relation showTables() {
        ConstantRows rows = new ConstantRows().column("table_name", SqlType.VARCHAR);
        store.tables().forEach(table -> rows.add(table.name()));
        return rows.relation();
    }

    /** The function tables(); also those that are damaged as a whole. */
    public Relation tables() {
        ConstantRows rows =
                new ConstantRows()
                        .column("id", SqlType.INT)
                        .column("table_name", SqlType.VARCHAR)
                        .column("designatedTimestamp", SqlType.VARCHAR)
                        .column("partitionBy", SqlType.VARCHAR)
                        .column("durability", SqlType.VARCHAR)
                        .column("served", SqlType.VARCHAR);
        for (LostTable lost : store.lostTables()) {
            rows.add((long) lost.id(), lost.name(), null, null, null, SERVED_NOTHING);
        }
        for (Table table : store.tables()) {
            TableSchema schema = table.schema();
            rows.add(
                    (long) table.id(),
                    table.name(),
                    schema.column(schema.timestampIndex()).name(),
                    schema.partitionUnit().name(),
                    schema.options()
                            .durability()
                            .orElse(store.options().log().durability())
                            .name()
                            .toLowerCase(Locale.ROOT),
                    served(table));
        }
        return rows.relation();
    }

    private static String served(Table table) {
        try (HeldRuns held = table.hold()) {
            if (held.quarantined().isEmpty()) {
                return SERVED_ALL;
            }
            return held.partitions().isEmpty() && held.hotRuns().isEmpty()
                    ? SERVED_NOTHING
                    : SERVED_IN_PART;
        }
    }

    /** SHOW COLUMNS. Symbols count as indexed: they are always searched by code. */
    public Relation showColumns(Table table) {
        ConstantRows rows =
                new ConstantRows()
                        .column("column", SqlType.VARCHAR)
                        .column("type", SqlType.VARCHAR)
                        .column("indexed", SqlType.BOOLEAN)
                        .column("designated", SqlType.BOOLEAN);
        TableSchema schema = table.schema();
        for (int index = 0; index < schema.columnCount(); index++) {
            ColumnDefinition column = schema.column(index);
            boolean isSymbol = SqlType.of(column.type()) == SqlType.SYMBOL;
            rows.add(
                    column.name(),
                    column.type().toString(),
                    isSymbol ? 1L : 0L,
                    index == schema.timestampIndex() ? 1L : 0L);
        }
        return rows.relation();
    }

    /** SHOW PARTITIONS. */
    public Relation showPartitions(Table table) {
        return new StorageViews(store).partitions(table);
    }

    /** SHOW of one setting. */
    public static Relation setting(String name, String value) {
        return new ConstantRows().column(name, SqlType.VARCHAR).add(value).relation();
    }

    /** SHOW ALL. */
    public static Relation settings(Map<String, String> settings) {
        ConstantRows rows =
                new ConstantRows()
                        .column("name", SqlType.VARCHAR)
                        .column("setting", SqlType.VARCHAR);
        settings.forEach(rows::add);
        return rows.relation();
    }

    /** EXPLAIN. */
    public static Relation lines(List<String> lines) {
        ConstantRows rows = new ConstantRows().column("QUERY PLAN", SqlType.VARCHAR);
        lines.forEach(rows::add);
        return rows.relation();
    }

    /** A view of information_schema. */
    Optional<Relation> informationSchema(String view) {
        return switch (view.toLowerCase(Locale.ROOT)) {
            case "tables" -> Optional.of(informationTables());
            case "columns" -> Optional.of(informationColumns());
            default -> Optional.empty();
        };
    }

    private Relation informationTables() {
        ConstantRows rows =
                new ConstantRows()
                        .column("table_catalog", SqlType.VARCHAR)
                        .column("table_schema", SqlType.VARCHAR)
                        .column("table_name", SqlType.VARCHAR)
                        .column("table_type", SqlType.VARCHAR);
        store.tables().forEach(table -> rows.add(DATABASE, SCHEMA, table.name(), "BASE TABLE"));
        return rows.relation();
    }

    private Relation informationColumns() {
        ConstantRows rows =
                new ConstantRows()
                        .column("table_catalog", SqlType.VARCHAR)
                        .column("table_schema", SqlType.VARCHAR)
                        .column("table_name", SqlType.VARCHAR)
                        .column("column_name", SqlType.VARCHAR)
                        .column("ordinal_position", SqlType.INT)
                        .column("column_default", SqlType.VARCHAR)
                        .column("is_nullable", SqlType.VARCHAR)
                        .column("data_type", SqlType.VARCHAR);
        for (Table table : store.tables()) {
            TableSchema schema = table.schema();
            for (int index = 0; index < schema.columnCount(); index++) {
                ColumnDefinition column = schema.column(index);
                rows.add(
                        DATABASE,
                        SCHEMA,
                        table.name(),
                        column.name(),
                        index + 1L,
                        null,
                        index == schema.timestampIndex() ? "NO" : "YES",
                        standardName(SqlType.of(column.type())));
            }
        }
        return rows.relation();
    }

    private static String standardName(SqlType type) {
        return switch (type.kind()) {
            case BOOLEAN -> "boolean";
            case BYTE, SHORT -> "smallint";
            case INT -> "integer";
            case LONG -> "bigint";
            case FLOAT -> "real";
            case DOUBLE -> "double precision";
            case DATE, TIMESTAMP, TIMESTAMP_NS -> "timestamp without time zone";
            case UUID -> "uuid";
            case DECIMAL -> "numeric";
            case ARRAY -> "ARRAY";
            case UNKNOWN, SYMBOL, VARCHAR, LONG256 -> "character varying";
        };
    }
}
