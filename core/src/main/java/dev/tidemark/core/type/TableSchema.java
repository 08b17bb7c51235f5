package dev.tidemark.core.type;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Name, columns and partitioning of a table at one version; immutable.
 *
 * <p>Column indexes are positions in {@link #columns()} and stay valid in later versions: columns
 * are only ever appended. Names are unique without regard to case.
 */
public final class TableSchema {
    private final String tableName;
    private final int version;
    private final List<ColumnDefinition> columns;
    private final int timestampIndex;
    private final TableOptions options;
    private final Map<String, Integer> indexByName;

    /**
     * @param tableName as first written by the user
     * @param version 1 for a new table, one more after every change
     * @param columns in the order of {@code SELECT *}
     * @param timestampIndex index of the designated timestamp, a column of type TIMESTAMP or
     *     TIMESTAMP_NS
     * @param partitionUnit length of a partition
     * @throws IllegalArgumentException if two columns share a name or the timestamp's type is wrong
     */
    public TableSchema(
            String tableName,
            int version,
            List<ColumnDefinition> columns,
            int timestampIndex,
            PartitionUnit partitionUnit) {
        this(tableName, version, columns, timestampIndex, TableOptions.of(partitionUnit));
    }

    /**
     * As above, with all options.
     *
     * @throws IllegalArgumentException also if the deduplication keys are not what they should be
     */
    public TableSchema(
            String tableName,
            int version,
            List<ColumnDefinition> columns,
            int timestampIndex,
            TableOptions options) {
        this.tableName = tableName;
        this.version = version;
        this.columns = List.copyOf(columns);
        this.timestampIndex = timestampIndex;
        this.options = options;
        this.indexByName = HashMap.newHashMap(columns.size());
        for (int index = 0; index < columns.size(); index++) {
            if (indexByName.put(key(columns.get(index).name()), index) != null) {
                throw new IllegalArgumentException(
                        "two columns are called '" + columns.get(index).name() + "'");
            }
        }
        if (!columns.get(timestampIndex).type().isTimestamp()) {
            throw new IllegalArgumentException(
                    "the designated timestamp must be a TIMESTAMP or TIMESTAMP_NS, not "
                            + columns.get(timestampIndex).type());
        }
        checkDeduplicationKeys();
    }

    public String tableName() {
        return tableName;
    }

    public int version() {
        return version;
    }

    public List<ColumnDefinition> columns() {
        return columns;
    }

    public ColumnDefinition column(int index) {
        return columns.get(index);
    }

    public int columnCount() {
        return columns.size();
    }

    /** Index of the designated timestamp. */
    public int timestampIndex() {
        return timestampIndex;
    }

    /** Type of the designated timestamp: TIMESTAMP or TIMESTAMP_NS. */
    public ColumnType timestampType() {
        return columns.get(timestampIndex).type();
    }

    /** How the rows are kept. */
    public TableOptions options() {
        return options;
    }

    public PartitionUnit partitionUnit() {
        return options.partitionUnit();
    }

    /** See {@link TableOptions#deduplicationKeys()}. */
    public List<Integer> deduplicationKeys() {
        return options.deduplicationKeys();
    }

    /**
     * The next version, with other options.
     *
     * @throws IllegalArgumentException if the deduplication keys are not what they should be
     */
    public TableSchema withOptions(TableOptions newOptions) {
        return new TableSchema(tableName, version + 1, columns, timestampIndex, newOptions);
    }

    /** Index of the column of that name in any case, or -1. */
    public int indexOf(String columnName) {
        return indexByName.getOrDefault(key(columnName), -1);
    }

    /**
     * The next version, with one more column at the end.
     *
     * @throws IllegalArgumentException if the name is taken
     */
    public TableSchema withColumn(String columnName, ColumnType type) {
        List<ColumnDefinition> more = new ArrayList<>(columns);
        int nextId = 1 + columns.stream().mapToInt(ColumnDefinition::id).max().orElse(0);
        more.add(new ColumnDefinition(nextId, columnName, type));
        return new TableSchema(tableName, version + 1, more, timestampIndex, options);
    }

    /** First tick of the partition that holds {@code timestamp}. */
    public long partitionFloor(long timestamp) {
        return options.partitionUnit().floor(timestamp, timestampType());
    }

    private void checkDeduplicationKeys() {
        List<Integer> deduplicationKeys = options.deduplicationKeys();
        for (int key : deduplicationKeys) {
            if (key < 0 || key >= columns.size()) {
                throw new IllegalArgumentException("key column " + key + " does not exist");
            }
        }
        if (!deduplicationKeys.isEmpty() && !deduplicationKeys.contains(timestampIndex)) {
            throw new IllegalArgumentException(
                    "the keys must contain the designated timestamp '"
                            + columns.get(timestampIndex).name()
                            + "'");
        }
        if (deduplicationKeys.stream().distinct().count() < deduplicationKeys.size()) {
            throw new IllegalArgumentException("a column is a key twice");
        }
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return tableName + " version " + version + " " + columns;
    }
}
