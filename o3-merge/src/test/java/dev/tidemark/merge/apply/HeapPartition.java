package dev.tidemark.merge.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.column.ColumnReader;
import dev.tidemark.core.column.ReadBuffers;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.WriteTurn;
import dev.tidemark.core.table.PartitionAppender;
import dev.tidemark.core.table.PartitionChange;
import dev.tidemark.core.table.PartitionState;
import dev.tidemark.core.table.Piece;
import dev.tidemark.core.table.RowRun;
import dev.tidemark.core.table.SealedPartition;
import dev.tidemark.core.type.TableSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A partition whose column files are lists of cells; also its own appender. */
final class HeapPartition implements SealedPartition, PartitionAppender {
    private final TableSchema schema;
    private final List<List<@Nullable Object>> columns = new ArrayList<>();
    private PartitionState state;

    HeapPartition(TableSchema schema, long floor) {
        this.schema = schema;
        this.state = PartitionState.empty(floor, 0);
        schema.columns().forEach(_ -> columns.add(new ArrayList<>()));
    }

    /** Makes a change visible, after checking that every column got its rows. */
    void publish(PartitionChange change) {
        long fileRows = state.fileRows() + change.appendedRows();
        columns.forEach(column -> assertEquals(fileRows, column.size()));
        state = new PartitionState(change.floor(), 0, 0, fileRows, change.levels(), Map.of());
    }

    @Override
    public long firstRow() {
        return state.fileRows();
    }

    @Override
    public void append(int columnIndex, Vector block, WriteTurn turn) throws IOException {
        turn.await();
        List<@Nullable Object> column = columns.get(columnIndex);
        assertEquals(schema.column(columnIndex).type(), block.type());
        assertTrue(block.length() > 0 && block.length() <= BLOCK_ROWS);
        if (block.type().isFixedWidth()) {
            assertEquals(0, (column.size() - firstRow()) % BLOCK_ROWS, "after a short block");
        }
        for (int row = 0; row < block.length(); row++) {
            column.add(Cells.read(block, row));
        }
    }

    @Override
    public PartitionState state() {
        return state;
    }

    @Override
    public RowRun run(Piece piece) {
        return new HeapRun(piece);
    }

    private final class HeapRun implements RowRun {
        private final Piece piece;

        HeapRun(Piece piece) {
            this.piece = piece;
        }

        @Override
        public long rowCount() {
            return piece.rowCount();
        }

        @Override
        public long minTimestamp() {
            return piece.minTimestamp();
        }

        @Override
        public long maxTimestamp() {
            return piece.maxTimestamp();
        }

        @Override
        public boolean isSorted() {
            return true;
        }

        @Override
        public long vectorEnd(long row) {
            long fileRow = piece.fileRow() + row;
            long end = (fileRow / Vector.SIZE + 1) * Vector.SIZE;
            return Math.min(end, piece.endRow()) - piece.fileRow();
        }

        @Override
        public ColumnReader reader(int columnIndex, ReadBuffers buffers) {
            return (row, count, into) -> {
                assertTrue(row >= 0 && row + count <= piece.rowCount());
                into.setLength(0);
                into.setHasNulls(false);
                for (int index = 0; index < count; index++) {
                    int fileRow = (int) (piece.fileRow() + row + index);
                    Cells.append(columns.get(columnIndex).get(fileRow), into);
                }
            };
        }

        @Override
        public long lowerBound(long timestamp) {
            List<@Nullable Object> timestamps = columns.get(schema.timestampIndex());
            long low = 0;
            long high = piece.rowCount();
            while (low < high) {
                long middle = (low + high) >>> 1;
                if ((Long) timestamps.get((int) (piece.fileRow() + middle)) < timestamp) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }
}
