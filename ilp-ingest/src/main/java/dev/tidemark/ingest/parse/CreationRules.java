package dev.tidemark.ingest.parse;

import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.PartitionUnit;

/**
 * What lines may create, and how it looks. Tables that exist are taken as they are: who wants
 * another designated timestamp or another partition unit creates the table before.
 *
 * @param tables whether a line may create its table
 * @param columns whether a line may add columns to its table
 * @param partitionUnit of tables that lines create
 * @param tagType of columns that lines create for tags: SYMBOL or VARCHAR
 * @param limits how much
 * @param tableQuota how fast; shared by all who follow these rules
 */
public record CreationRules(
        boolean tables,
        boolean columns,
        PartitionUnit partitionUnit,
        ColumnType tagType,
        Limits limits,
        TableQuota tableQuota) {
    public static final int DEFAULT_MAX_COLUMNS = 4_096;

    /** Longest name of a table or column, in UTF-8. */
    public static final int LONGEST_NAME_BYTES = NameRules.MAX_NAME_BYTES;

    public CreationRules {
        if (tagType != ColumnType.SYMBOL && tagType != ColumnType.VARCHAR) {
            throw new IllegalArgumentException("tags are SYMBOL or VARCHAR, not " + tagType);
        }
    }

    /**
     * How much lines may create.
     *
     * @param maxColumns that they may bring a table to
     * @param maxNameBytes longest name of a table or column that they create, in UTF-8; at most
     *     {@link #LONGEST_NAME_BYTES}
     */
    public record Limits(int maxColumns, int maxNameBytes) {
        public Limits {
            if (maxColumns < 1 || maxNameBytes < 1 || maxNameBytes > LONGEST_NAME_BYTES) {
                throw new IllegalArgumentException(
                        "%d columns with names of %d bytes are no limits"
                                .formatted(maxColumns, maxNameBytes));
            }
        }
    }

    /** Everything is created as it comes, tables partitioned by day, tags as symbols. */
    public static CreationRules defaults() {
        return new CreationRules(
                true,
                true,
                PartitionUnit.DAY,
                ColumnType.SYMBOL,
                new Limits(DEFAULT_MAX_COLUMNS, LONGEST_NAME_BYTES),
                new TableQuota(TableQuota.DEFAULT_TABLES_PER_MINUTE));
    }

    /** The same with other permissions. */
    public CreationRules withPermissions(boolean createTables, boolean createColumns) {
        return new CreationRules(
                createTables, createColumns, partitionUnit, tagType, limits, tableQuota);
    }

    /** The same with other limits. */
    public CreationRules withLimits(Limits other, TableQuota quota) {
        return new CreationRules(tables, columns, partitionUnit, tagType, other, quota);
    }

    /** The same with another form of new tables. */
    public CreationRules withForm(PartitionUnit unit, ColumnType typeOfTags) {
        return new CreationRules(tables, columns, unit, typeOfTags, limits, tableQuota);
    }
}
