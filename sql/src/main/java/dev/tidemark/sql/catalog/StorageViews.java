package dev.tidemark.sql.catalog;

import dev.tidemark.core.catalog.LostTable;
import dev.tidemark.core.catalog.ScrubStatus;
import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.io.Damage;
import dev.tidemark.core.table.HeldRuns;
import dev.tidemark.core.table.OpenPartition;
import dev.tidemark.core.table.PartitionState;
import dev.tidemark.core.table.Piece;
import dev.tidemark.core.table.QuarantinedPartition;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.table.TableActivity;
import dev.tidemark.core.table.TableStorage;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.TableSchema;
import dev.tidemark.sql.bind.Relation;
import dev.tidemark.sql.type.SqlType;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How tables are stored: what was written for them, their partitions, their columns. */
final class StorageViews {
    private final Store store;

    StorageViews(Store store) {
        this.store = store;
    }

    /** The function table_storage(): a row for each table. */
    Relation tables() {
        ConstantRows rows =
                new ConstantRows()
                        .column("table_name", SqlType.VARCHAR)
                        .columns(
                                SqlType.LONG,
                                "row_count",
                                "hot_rows",
                                "hot_bytes",
                                "superseded_rows",
                                "partitions",
                                "levels",
                                "pieces",
                                "smallest_piece_rows",
                                "largest_piece_rows",
                                "disk_bytes")
                        .column("bytes_per_row", SqlType.DOUBLE)
                        .columns(
                                SqlType.LONG,
                                "commits",
                                "rows_committed",
                                "log_bytes_written",
                                "rows_written",
                                "bytes_written")
                        .column("bytes_written_per_byte", SqlType.DOUBLE)
                        .columns(
                                SqlType.LONG,
                                "seals",
                                "seal_millis",
                                "compactions",
                                "compaction_millis");
        for (Table table : store.tables()) {
            try (HeldRuns held = table.hold()) {
                addTable(table, held, rows);
            }
        }
        return rows.relation();
    }

    /**
     * The function table_partitions(): a row for each partition.
     *
     * @param only the table to tell of, or null for all
     */
    Relation partitions(@Nullable Table only) {
        ConstantRows rows =
                new ConstantRows()
                        .columns(SqlType.VARCHAR, "table_name", "partition_name")
                        .columns(SqlType.TIMESTAMP, "min_timestamp", "max_timestamp")
                        .columns(
                                SqlType.LONG,
                                "row_count",
                                "superseded_rows",
                                "levels",
                                "pieces",
                                "smallest_piece_rows",
                                "largest_piece_rows",
                                "disk_bytes")
                        .column("bytes_per_row", SqlType.DOUBLE)
                        .column("generation", SqlType.LONG);
        for (Table table : only == null ? store.tables() : List.of(only)) {
            try (HeldRuns held = table.hold()) {
                for (OpenPartition partition : held.partitions()) {
                    addPartition(held.schema(), partition.state(), rows);
                }
            }
        }
        return rows.relation();
    }

    /**
     * The function quarantine(): a row for each partition that is damaged and not served, and one
     * without a partition for each table that is damaged as a whole.
     */
    Relation quarantine() {
        ConstantRows rows =
                new ConstantRows()
                        .columns(SqlType.VARCHAR, "table_name", "partition_name")
                        .columns(SqlType.TIMESTAMP, "min_timestamp", "max_timestamp")
                        .column("row_count", SqlType.LONG)
                        .column("file", SqlType.VARCHAR)
                        .column("file_offset", SqlType.LONG)
                        .column("problem", SqlType.VARCHAR);
        for (Table table : store.tables()) {
            try (HeldRuns held = table.hold()) {
                TableSchema schema = held.schema();
                for (QuarantinedPartition lost : held.quarantined()) {
                    rows.add(
                            table.name(),
                            schema.partitionUnit().name(lost.floor(), schema.timestampType()),
                            micros(lost.minTimestamp(), schema),
                            micros(lost.maxTimestamp(), schema),
                            lost.rowCount(),
                            lost.file(),
                            lost.offset(),
                            lost.problem());
                }
            }
        }
        for (LostTable lost : store.lostTables()) {
            Damage damage = lost.damage();
            rows.add(
                    lost.name(),
                    null,
                    null,
                    null,
                    null,
                    damage.file().toString(),
                    damage.offset(),
                    damage.problem());
        }
        return rows.relation();
    }

    /** The function damage(): a row for each place where damage was ever found. */
    Relation damage() {
        ConstantRows rows =
                new ConstantRows()
                        .column("file", SqlType.VARCHAR)
                        .column("file_offset", SqlType.LONG)
                        .columns(SqlType.VARCHAR, "problem", "affected");
        for (Damage found : store.damage()) {
            rows.add(found.file().toString(), found.offset(), found.problem(), found.affected());
        }
        return rows.relation();
    }

    /** The function scrub_status(): one row on what the scrub has done since the start. */
    Relation scrub() {
        ScrubStatus status = store.scrub();
        return new ConstantRows()
                .columns(SqlType.LONG, "rounds", "partitions", "bytes", "damaged_partitions")
                .column("last_round", SqlType.TIMESTAMP)
                .add(
                        status.rounds(),
                        status.partitions(),
                        status.bytes(),
                        status.damagedPartitions(),
                        status.rounds() == 0
                                ? null
                                : TimeUnit.MILLISECONDS.toMicros(status.lastRoundMillis()))
                .relation();
    }

    /** The function column_storage(): a row for each column of each table. */
    Relation columns() {
        ConstantRows rows =
                new ConstantRows()
                        .columns(SqlType.VARCHAR, "table_name", "column_name", "type")
                        .column("disk_bytes", SqlType.LONG)
                        .column("bytes_per_row", SqlType.DOUBLE)
                        .column("encodings", SqlType.VARCHAR);
        for (Table table : store.tables()) {
            try (HeldRuns held = table.hold()) {
                for (int index = 0; index < held.schema().columnCount(); index++) {
                    addColumn(held, index, rows);
                }
            }
        }
        return rows.relation();
    }

    private static void addTable(Table table, HeldRuns held, ConstantRows rows) {
        TableStorage storage = TableStorage.of(held);
        TableActivity activity = table.activity();
        TableActivity.Work commits = activity.commits();
        TableActivity.Work seals = activity.seals();
        TableActivity.Work compactions = activity.compactions();
        TableActivity.Work written = seals.plus(compactions);
        boolean isSealed = storage.pieces().getCount() > 0;
        rows.add(
                table.name(),
                storage.sealedRows() + storage.hotRows(),
                storage.hotRows(),
                storage.hotBytes(),
                storage.supersededRows(),
                (long) storage.partitions(),
                (long) storage.levels(),
                storage.pieces().getCount(),
                isSealed ? storage.pieces().getMin() : null,
                isSealed ? storage.pieces().getMax() : null,
                storage.diskBytes(),
                orNull(storage.bytesPerRow()),
                commits.count(),
                commits.rows(),
                activity.logged().bytes(),
                written.rows(),
                written.bytes(),
                orNull(activity.bytesWrittenPerByte()),
                seals.count(),
                TimeUnit.NANOSECONDS.toMillis(seals.nanos()),
                compactions.count(),
                TimeUnit.NANOSECONDS.toMillis(compactions.nanos()));
    }

    private static void addPartition(TableSchema schema, PartitionState state, ConstantRows rows) {
        LongSummaryStatistics pieces =
                state.levels().stream()
                        .flatMap(List::stream)
                        .mapToLong(Piece::rowCount)
                        .summaryStatistics();
        rows.add(
                schema.tableName(),
                schema.partitionUnit().name(state.floor(), schema.timestampType()),
                micros(
                        state.levels().stream()
                                .mapToLong(level -> level.getFirst().minTimestamp())
                                .min()
                                .orElse(0),
                        schema),
                micros(
                        state.levels().stream()
                                .mapToLong(level -> level.getLast().maxTimestamp())
                                .max()
                                .orElse(0),
                        schema),
                pieces.getSum(),
                state.fileRows() - pieces.getSum(),
                (long) state.levels().size(),
                pieces.getCount(),
                pieces.getMin(),
                pieces.getMax(),
                state.fileBytes(),
                ratio(state.fileBytes(), pieces.getSum()),
                (long) state.generation());
    }

    private static void addColumn(HeldRuns held, int index, ConstantRows rows) {
        TableStorage.Column column = TableStorage.column(held, index);
        rows.add(
                held.schema().tableName(),
                column.definition().name(),
                column.definition().type().toString(),
                column.diskBytes(),
                orNull(column.bytesPerRow()),
                column.blocks().entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", ")));
    }

    private static long micros(long ticks, TableSchema schema) {
        return schema.timestampType() == ColumnType.TIMESTAMP
                ? ticks
                : Math.floorDiv(ticks, 1_000L);
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static @Nullable Double ratio(long numerator, long denominator) {
        return denominator == 0 ? null : (double) numerator / denominator;
    }
}
