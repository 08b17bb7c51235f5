package dev.tidemark.ingest.parse;

import dev.tidemark.core.catalog.NewColumn;
import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.catalog.TableExistsException;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.TableSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Creates what a line needs and the store lacks: its table, or columns. The whole line is read
 * first, so that a line that breaks the grammar leaves nothing behind.
 */
final class SchemaDiscovery {
    /** Name of the designated timestamp of tables that lines create. */
    static final String TIMESTAMP_COLUMN = "timestamp";

    private final Store store;
    private final ParserOptions options;
    private final CreationRules rules;
    private final LineReader reader = new LineReader();

    /** A tag or field of the line. */
    private record Mention(
            String name,
            ValueType type,
            ColumnType columnType,
            int namePosition,
            int valuePosition) {}

    SchemaDiscovery(Store store, ParserOptions options) {
        this.store = store;
        this.options = options;
        this.rules = options.creation();
    }

    /**
     * Makes sure that the table of the line exists and has all its columns, whoever creates them.
     *
     * @param end where the line's end mark stands
     */
    Table prepare(byte[] line, int start, int end) throws LineException {
        reader.begin(line, start, end);
        reader.readTable();
        String name = reader.name().toString();
        Map<String, Mention> mentions = readMentions();
        Optional<Table> existing = store.table(name);
        if (existing.isPresent()) {
            addColumns(existing.get(), mentions);
            return existing.get();
        }
        Table table = createTable(name, mentions, start);
        addColumns(table, mentions);
        return table;
    }

    private Map<String, Mention> readMentions() throws LineException {
        Map<String, Mention> mentions = new LinkedHashMap<>();
        boolean hasTags = false;
        while (reader.nextTag()) {
            hasTags = true;
            mention(mentions);
        }
        reader.beginFields(reader.position(), hasTags);
        while (reader.nextField()) {
            mention(mentions);
        }
        reader.readTimestamp(options.timestampUnit());
        return mentions;
    }

    private void mention(Map<String, Mention> mentions) {
        @Nullable ValueType type = reader.value().type();
        if (type != null) {
            String name = reader.name().toString();
            mentions.putIfAbsent(
                    name.toLowerCase(Locale.ROOT),
                    new Mention(
                            name,
                            type,
                            reader.value().columnType(),
                            reader.namePosition(),
                            reader.valuePosition()));
        }
    }

    private Table createTable(String name, Map<String, Mention> mentions, int position)
            throws LineException {
        String fault = NameRules.tableNameFault(name);
        if (fault.isEmpty()) {
            fault = lengthFault(name);
        }
        if (!fault.isEmpty()) {
            throw new LineException(
                    LineErrorCode.INVALID_TABLE_NAME, position, "a table name " + fault);
        }
        if (!rules.tables()) {
            throw new LineException(
                    LineErrorCode.TABLE_DOES_NOT_EXIST,
                    position,
                    "table '" + name + "' does not exist, and lines may not create tables");
        }
        List<NewColumn> columns = new ArrayList<>();
        for (Mention mention : mentions.values()) {
            checkName(mention);
            if (!mention.name().toLowerCase(Locale.ROOT).equals(TIMESTAMP_COLUMN)) {
                columns.add(new NewColumn(mention.name(), columnType(mention)));
            } else if (!CellWriter.accepts(ColumnType.TIMESTAMP, mention.type())) {
                throw CellWriter.castError(
                        name,
                        mention.name(),
                        mention.type().toString(),
                        ColumnType.TIMESTAMP,
                        mention.valuePosition());
            }
        }
        checkColumnCount(columns.size() + 1, position);
        columns.add(new NewColumn(TIMESTAMP_COLUMN, ColumnType.TIMESTAMP));
        if (!rules.tableQuota().tryTake()) {
            throw new LineException(
                    LineErrorCode.TRY_AGAIN,
                    position,
                    "table '%s' cannot be created now: lines may create %d tables a minute (setting"
                                    .formatted(name, rules.tableQuota().tablesPerMinute())
                            + " ilp.tables.per.minute)");
        }
        try {
            return store.createTable(name, columns, columns.size() - 1, rules.partitionUnit());
        } catch (TableExistsException _) {
            // Another connection was faster; if the table is gone again already, its name is free.
            return store.table(name)
                    .orElseThrow(() ->
                            new LineException(
                                    LineErrorCode.TRY_AGAIN,
                                    position,
                                    "table '" + name + "' was dropped meanwhile"));
        }
    }

    private void addColumns(Table table, Map<String, Mention> mentions) throws LineException {
        TableSchema schema = table.schema();
        List<Mention> missing = new ArrayList<>();
        for (Mention mention : mentions.values()) {
            if (schema.indexOf(mention.name()) < 0) {
                checkName(mention);
                if (!rules.columns()) {
                    throw new LineException(
                            LineErrorCode.COLUMN_DOES_NOT_EXIST,
                            mention.namePosition(),
                            "table: %s, column: %s does not exist, and lines may not add columns"
                                    .formatted(table.name(), mention.name()));
                }
                missing.add(mention);
            }
        }
        for (Mention mention : missing) {
            checkColumnCount(table.schema().columnCount() + 1, mention.namePosition());
            table.addColumn(mention.name(), columnType(mention));
        }
    }

    private ColumnType columnType(Mention mention) {
        return mention.type() == ValueType.TAG ? rules.tagType() : mention.columnType();
    }

    private void checkName(Mention mention) throws LineException {
        String fault = NameRules.columnNameFault(mention.name());
        if (fault.isEmpty()) {
            fault = lengthFault(mention.name());
        }
        if (!fault.isEmpty()) {
            throw new LineException(
                    LineErrorCode.INVALID_COLUMN_NAME,
                    mention.namePosition(),
                    "column name '%s' %s".formatted(mention.name(), fault));
        }
    }

    /** What forbids a name for its length, or an empty text if nothing does. */
    private String lengthFault(String name) {
        int limit = rules.limits().maxNameBytes();
        return name.getBytes(StandardCharsets.UTF_8).length > limit
                ? "must not be longer than %d bytes (setting ilp.max.name)".formatted(limit)
                : "";
    }

    private void checkColumnCount(int count, int position) throws LineException {
        if (count > rules.limits().maxColumns()) {
            throw new LineException(
                    LineErrorCode.LIMIT_EXCEEDED,
                    position,
                    "lines may not bring a table to more than %d columns (setting ilp.max.columns)"
                            .formatted(rules.limits().maxColumns()));
        }
    }
}
