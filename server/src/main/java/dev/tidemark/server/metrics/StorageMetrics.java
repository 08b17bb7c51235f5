package dev.tidemark.server.metrics;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.io.CorruptFileException;
import dev.tidemark.core.table.HeldRuns;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.table.TableActivity;
import dev.tidemark.core.table.TableStorage;
import dev.tidemark.server.metrics.MetricsText.Kind;
import dev.tidemark.server.metrics.MetricsText.Label;
import dev.tidemark.server.metrics.MetricsText.Metric;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Metrics of how tables are stored, and what was written for them. */
final class StorageMetrics {
    private static final Logger LOGGER = System.getLogger(StorageMetrics.class.getName());
    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private static final Metric TABLES =
            new Metric("tidemark_tables", Kind.GAUGE, "Tables there are.");
    private static final Metric QUARANTINED_TABLES =
            new Metric(
                    "tidemark_tables_quarantined",
                    Kind.GAUGE,
                    "Tables that are damaged as a whole and not served.");
    private static final Metric QUARANTINED_PARTITIONS =
            new Metric(
                    "tidemark_partitions_quarantined",
                    Kind.GAUGE,
                    "Partitions of other tables that are damaged and not served.");
    private static final Metric LEFT_OUT =
            new Metric(
                    "tidemark_tables_left_out",
                    Kind.GAUGE,
                    "Tables beyond the limit metrics.tables, of which nothing is told here.");
    private static final Metric COLUMN_BYTES =
            new Metric("tidemark_column_disk_bytes", Kind.GAUGE, "Bytes of a column's files.");
    private static final Metric COLUMN_BYTES_PER_ROW =
            new Metric(
                    "tidemark_column_bytes_per_row",
                    Kind.GAUGE,
                    "Bytes of a column's files for each sealed row.");
    private static final Metric COLUMN_BLOCKS =
            new Metric(
                    "tidemark_column_blocks",
                    Kind.GAUGE,
                    "Blocks of a column's files, by encoding.");

    private static final List<TableMetric> TABLE_METRICS =
            List.of(
                    gauge(
                            "rows",
                            "Rows, sealed and hot.",
                            table -> table.storage.sealedRows() + table.storage.hotRows()),
                    gauge("hot_rows", "Rows not sealed yet.", table -> table.storage.hotRows()),
                    gauge(
                            "hot_bytes",
                            "Memory of rows not sealed yet.",
                            table -> table.storage.hotBytes()),
                    gauge(
                            "superseded_rows",
                            "Rows on disk that were written again.",
                            table -> table.storage.supersededRows()),
                    gauge(
                            "partitions",
                            "Partitions with sealed rows.",
                            table -> table.storage.partitions()),
                    gauge(
                            "levels",
                            "Levels of the partition that has most.",
                            table -> table.storage.levels()),
                    gauge(
                            "pieces",
                            "Pieces of all partitions.",
                            table -> table.storage.pieces().getCount()),
                    optional(
                            "smallest_piece_rows",
                            "Rows of the smallest piece.",
                            table -> table.pieceRows(table.storage.pieces().getMin())),
                    optional(
                            "largest_piece_rows",
                            "Rows of the largest piece.",
                            table -> table.pieceRows(table.storage.pieces().getMax())),
                    gauge(
                            "disk_bytes",
                            "Bytes of column files.",
                            table -> table.storage.diskBytes()),
                    optional(
                            "bytes_per_row",
                            "Bytes of column files for each sealed row.",
                            table -> table.storage.bytesPerRow()),
                    counter("commits_total", "Commits.", table -> table.activity.commits().count()),
                    counter(
                            "rows_committed_total",
                            "Rows committed.",
                            table -> table.activity.commits().rows()),
                    counter(
                            "bytes_committed_total",
                            "Bytes of plain values committed.",
                            table -> table.activity.commits().bytes()),
                    counter(
                            "log_bytes_written_total",
                            "Bytes written to the log.",
                            table -> table.activity.logged().bytes()),
                    counter(
                            "rows_written_total",
                            "Rows written to column files.",
                            table -> table.written().rows()),
                    counter(
                            "bytes_written_total",
                            "Bytes written to column files.",
                            table -> table.written().bytes()),
                    optional(
                            "bytes_written_per_byte",
                            "Bytes written to log and column files for each committed byte.",
                            table -> table.activity.bytesWrittenPerByte()),
                    counter("seals_total", "Seals.", table -> table.activity.seals().count()),
                    counter(
                            "seal_seconds_total",
                            "Time that seals took.",
                            table -> table.activity.seals().nanos() / NANOS_PER_SECOND),
                    counter(
                            "compactions_total",
                            "Partitions compacted.",
                            table -> table.activity.compactions().count()),
                    counter(
                            "compaction_seconds_total",
                            "Time that compactions took.",
                            table -> table.activity.compactions().nanos() / NANOS_PER_SECOND));

    /** A table as it is told of. */
    private record Shown(
            Label name,
            TableStorage storage,
            TableActivity activity,
            List<TableStorage.Column> columns) {
        TableActivity.Work written() {
            return activity.seals().plus(activity.compactions());
        }

        OptionalDouble pieceRows(long rows) {
            return storage.pieces().getCount() == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of((double) rows);
        }
    }

    private record TableMetric(Metric metric, Function<Shown, OptionalDouble> value) {}

    /** A figure that every table has. */
    @FunctionalInterface
    private interface Figure {
        double of(Shown table);
    }

    private StorageMetrics() {}

    /**
     * Writes the metrics of tables and their columns.
     *
     * @param mostTables tables that are told of, first by name
     */
    static void write(Store store, int mostTables, MetricsText into) {
        List<Table> tables =
                store.tables().stream().sorted(Comparator.comparing(Table::name)).toList();
        List<Shown> shown = tables.stream().limit(mostTables).map(StorageMetrics::read).toList();
        into.add(TABLES, tables.size());
        into.add(QUARANTINED_TABLES, store.lostTables().size());
        into.add(QUARANTINED_PARTITIONS, store.quarantinedPartitions());
        into.add(LEFT_OUT, tables.size() - shown.size());
        for (TableMetric metric : TABLE_METRICS) {
            for (Shown table : shown) {
                metric.value
                        .apply(table)
                        .ifPresent(value -> into.add(metric.metric, List.of(table.name), value));
            }
        }
        writeColumns(shown, into);
    }

    private static void writeColumns(List<Shown> shown, MetricsText into) {
        forEachColumn(
                shown,
                (labels, column) -> into.add(COLUMN_BYTES, labels, (double) column.diskBytes()));
        forEachColumn(
                shown,
                (labels, column) ->
                        column.bytesPerRow()
                                .ifPresent(bytes -> into.add(COLUMN_BYTES_PER_ROW, labels, bytes)));
        forEachColumn(
                shown,
                (labels, column) ->
                        column.blocks()
                                .forEach((encoding, blocks) -> {
                                    List<Label> withEncoding = new ArrayList<>(labels);
                                    withEncoding.add(new Label("encoding", encoding));
                                    into.add(COLUMN_BLOCKS, withEncoding, blocks);
                                }));
    }

    private interface ColumnWriter {
        void write(List<Label> labels, TableStorage.Column column);
    }

    private static void forEachColumn(List<Shown> shown, ColumnWriter writer) {
        for (Shown table : shown) {
            for (TableStorage.Column column : table.columns) {
                Label name = new Label("column", column.definition().name());
                writer.write(List.of(table.name, name), column);
            }
        }
    }

    private static Shown read(Table table) {
        try (HeldRuns held = table.hold()) {
            List<TableStorage.Column> columns = new ArrayList<>();
            for (int index = 0; index < held.schema().columnCount(); index++) {
                try {
                    columns.add(TableStorage.column(held, index));
                } catch (CorruptFileException damage) {
                    // The other figures are wanted now more than ever.
                    LOGGER.log(Level.DEBUG, "a column is left out: {0}", damage.getMessage());
                }
            }
            return new Shown(
                    new Label("table", held.schema().tableName()),
                    TableStorage.of(held),
                    table.activity(),
                    columns);
        }
    }

    private static TableMetric gauge(String name, String help, Figure figure) {
        return metric(Kind.GAUGE, name, help, table -> OptionalDouble.of(figure.of(table)));
    }

    private static TableMetric counter(String name, String help, Figure figure) {
        return metric(Kind.COUNTER, name, help, table -> OptionalDouble.of(figure.of(table)));
    }

    private static TableMetric optional(
            String name, String help, Function<Shown, OptionalDouble> value) {
        return metric(Kind.GAUGE, name, help, value);
    }

    private static TableMetric metric(
            Kind kind, String name, String help, Function<Shown, OptionalDouble> value) {
        return new TableMetric(new Metric("tidemark_table_" + name, kind, help), value);
    }
}
