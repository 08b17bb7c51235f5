package dev.tidemark.core.table;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.column.BlockBuffers;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.encoding.Randomness;
import dev.tidemark.core.io.DiskFileSystem;
import dev.tidemark.core.table.PartitionState.ColumnFileState;
import dev.tidemark.core.type.ColumnDefinition;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.PartitionUnit;
import dev.tidemark.core.type.TableSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many bytes a row of monitoring data takes, shaped as the TSBS cpu-only use case. */
class SealedSizeTest {
    private static final int HOSTS = 4_000;
    private static final int BLOCKS = 2;
    private static final int ROWS = BLOCKS * PartitionAppender.BLOCK_ROWS;
    private static final int[] DISTINCT_TAGS = {HOSTS, 9, 27, 100, 3, 2, 4, 20, 2, 3};
    private static final int METRICS = 10;
    private static final double GOAL_BYTES_PER_ROW = 20;

    @TempDir Path tableFolder;
    private final Random random = Randomness.random();

    @Test
    void aRowOfMonitoringDataIsSmall() throws IOException {
        TableSchema schema = schema();
        PartitionFolder folder =
                new PartitionFolder(DiskFileSystem.INSTANCE, tableFolder, schema, 0, 0);
        PartitionState state;
        try (BlockBuffers buffers = new BlockBuffers();
                PartitionFilesAppender appender =
                        new PartitionFilesAppender(folder, PartitionState.empty(0, 0), buffers)) {
            for (int column = 0; column < schema.columnCount(); column++) {
                appendColumn(appender, schema, column);
            }
            state =
                    appender.finish(
                            new PartitionChange(
                                    0, List.of(List.of(new Piece(0, ROWS, 0, 1))), ROWS));
        }
        long bytes = state.files().values().stream().mapToLong(ColumnFileState::lengthBytes).sum();
        double bytesPerRow = (double) bytes / ROWS;
        System.out.printf("sealed cpu-only rows take %.2f bytes each%n", bytesPerRow);
        assertTrue(bytesPerRow < GOAL_BYTES_PER_ROW, () -> bytesPerRow + " bytes a row");
    }

    private void appendColumn(PartitionFilesAppender appender, TableSchema schema, int column)
            throws IOException {
        int[] tags = random.ints(HOSTS, 0, Integer.MAX_VALUE).toArray();
        long[] walks = random.longs(HOSTS, 0, 101).toArray();
        Vector block = new Vector(schema.column(column).type(), PartitionAppender.BLOCK_ROWS);
        block.setLength(PartitionAppender.BLOCK_ROWS);
        for (int first = 0; first < ROWS; first += PartitionAppender.BLOCK_ROWS) {
            for (int row = 0; row < PartitionAppender.BLOCK_ROWS; row++) {
                int host = (first + row) % HOSTS;
                if (column == 0) {
                    block.longs()[row] = (first + row) / HOSTS * 10_000_000L;
                } else if (column == 1) {
                    block.codes()[row] = host;
                } else if (column <= DISTINCT_TAGS.length) {
                    block.codes()[row] = tags[host] % DISTINCT_TAGS[column - 1];
                } else {
                    double step = random.nextGaussian();
                    walks[host] = Math.clamp(walks[host] + Math.round(step), 0, 100);
                    block.longs()[row] = walks[host];
                }
            }
            appender.append(column, block);
        }
    }

    private static TableSchema schema() {
        List<ColumnDefinition> columns = new ArrayList<>();
        columns.add(new ColumnDefinition(1, "timestamp", ColumnType.TIMESTAMP));
        for (int tag = 0; tag < DISTINCT_TAGS.length; tag++) {
            columns.add(new ColumnDefinition(columns.size() + 1, "tag" + tag, ColumnType.SYMBOL));
        }
        for (int metric = 0; metric < METRICS; metric++) {
            columns.add(
                    new ColumnDefinition(columns.size() + 1, "usage" + metric, ColumnType.LONG));
        }
        return new TableSchema("cpu", 1, columns, 0, PartitionUnit.DAY);
    }
}
