package dev.tidemark.sql.syntax;

import dev.tidemark.core.type.PartitionUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements that create, change and drop tables, and care for their storage. */
public sealed interface DefinitionStatement extends Statement {

    /**
     * {@code CREATE TABLE}.
     *
     * @param columns empty if there is a source
     * @param source the query of {@code AS (..)}, which gives columns and rows
     * @param indexes the columns of the clauses {@code INDEX(column)}, or those of a source to
     *     index
     */
    record CreateTable(
            QualifiedName name,
            boolean ifNotExists,
            List<ColumnSpecification> columns,
            @Nullable Query source,
            List<IndexClause> indexes,
            TableOptions options,
            int position)
            implements DefinitionStatement {
        public CreateTable {
            columns = List.copyOf(columns);
            indexes = List.copyOf(indexes);
        }
    }

    /** {@code INDEX(column [CAPACITY n])} among the columns or after them. */
    record IndexClause(Identifier column, @Nullable Integer capacity) {}

    /**
     * What follows the columns of CREATE TABLE.
     *
     * @param timestamp the designated timestamp column
     * @param partitionBy null if the text does not say
     * @param wal false for {@code BYPASS WAL}, null if the text does not say
     * @param deduplicationKeys the columns of {@code DEDUP UPSERT KEYS(..)}; empty without it
     * @param primaryKey the columns of a table constraint {@code PRIMARY KEY (..)}; empty without
     *     it
     * @param parameters what stands in {@code WITH name = value, ..}
     */
    record TableOptions(
            @Nullable Identifier timestamp,
            @Nullable PartitionUnit partitionBy,
            @Nullable Boolean wal,
            List<Identifier> deduplicationKeys,
            List<Identifier> primaryKey,
            List<Option> parameters) {
        public TableOptions {
            deduplicationKeys = List.copyOf(deduplicationKeys);
            primaryKey = List.copyOf(primaryKey);
            parameters = List.copyOf(parameters);
        }
    }

    /** {@code DROP TABLE [IF EXISTS] tables}. */
    record DropTable(List<QualifiedName> tables, boolean ifExists, int position)
            implements DefinitionStatement {
        public DropTable {
            tables = List.copyOf(tables);
        }
    }

    /**
     * {@code ALTER TABLE table actions}; {@code RENAME TABLE a TO b} is one too.
     *
     * @param actions at least one
     */
    record AlterTable(QualifiedName table, List<AlterAction> actions, int position)
            implements DefinitionStatement {
        public AlterTable {
            actions = List.copyOf(actions);
        }
    }

    /** One change of a table. */
    sealed interface AlterAction extends Node {

        /** {@code ADD [COLUMN] [IF NOT EXISTS] column}. */
        record AddColumn(ColumnSpecification column, boolean ifNotExists, int position)
                implements AlterAction {}

        /** {@code DROP COLUMN [IF EXISTS] column}. */
        record DropColumn(Identifier column, boolean ifExists, int position)
                implements AlterAction {}

        /** {@code RENAME [COLUMN] column TO newName}. */
        record RenameColumn(Identifier column, Identifier newName, int position)
                implements AlterAction {}

        /** {@code RENAME TO newName}. */
        record RenameTable(QualifiedName newName, int position) implements AlterAction {}

        /** {@code ALTER COLUMN column ADD INDEX [CAPACITY n]}. */
        record AddIndex(Identifier column, @Nullable Integer capacity, int position)
                implements AlterAction {}

        /** {@code ALTER COLUMN column DROP INDEX}. */
        record DropIndex(Identifier column, int position) implements AlterAction {}

        /** {@code FORGET PARTITION 'name'}. */
        record ForgetPartition(String partition, int position) implements AlterAction {}

        /**
         * {@code FORGET ALL PARTITIONS}: the same of all that was, also of the table as a whole.
         */
        record ForgetAll(int position) implements AlterAction {}

        /**
         * {@code DEDUP ENABLE UPSERT KEYS(column, ..)} or {@code DEDUP DISABLE}.
         *
         * @param keys empty to disable
         */
        record Deduplicate(List<Identifier> keys, int position) implements AlterAction {
            public Deduplicate {
                keys = List.copyOf(keys);
            }
        }

        /** {@code SET [PARAM] name = value, ..}; the parameters are those of CREATE TABLE. */
        record SetParameters(List<Option> parameters, int position) implements AlterAction {
            public SetParameters {
                parameters = List.copyOf(parameters);
            }
        }

        /**
         * {@code DROP PARTITION LIST 'name', ..} or {@code DROP PARTITION WHERE condition}.
         *
         * @param partitions empty if there is a condition
         * @param where null if there is a list
         */
        record DropPartitions(List<String> partitions, @Nullable Expression where, int position)
                implements AlterAction {
            public DropPartitions {
                partitions = List.copyOf(partitions);
            }
        }
    }

    /** {@code CHECKPOINT}: seals and syncs everything. */
    record Checkpoint(int position) implements DefinitionStatement {}
}
