package dev.tidemark.core.check;

import dev.tidemark.core.column.ColumnFile;
import dev.tidemark.core.column.ColumnFileReader;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.io.CorruptFileException;
import dev.tidemark.core.memory.SharedArena;
import dev.tidemark.core.table.PartitionFolder;
import dev.tidemark.core.table.PartitionState;
import dev.tidemark.core.table.PartitionState.ColumnFileState;
import dev.tidemark.core.table.Piece;
import dev.tidemark.core.type.ColumnDefinition;
import dev.tidemark.core.type.ColumnType;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** Reads all files of a sealed partition and compares them with what the manifest says. */
public final class PartitionInspection {
    private final PartitionFolder folder;
    private final PartitionState state;
    private final Map<Integer, Integer> symbolCounts;

    /**
     * @param symbolCounts texts that are known, by id of the symbol column
     */
    public PartitionInspection(
            PartitionFolder folder, PartitionState state, Map<Integer, Integer> symbolCounts) {
        this.folder = folder;
        this.state = state;
        this.symbolCounts = symbolCounts;
    }

    /**
     * Reads everything.
     *
     * @param progress is told how many bytes were read, block by block, and may take its time
     * @throws CorruptFileException at the first thing that is wrong
     */
    public void run(LongConsumer progress) throws IOException {
        folder.check(state);
        for (ColumnDefinition column : folder.schema().columns()) {
            ColumnFileState file = state.files().get(column.id());
            if (file != null) {
                inspect(column, file, progress);
            }
        }
    }

    private void inspect(ColumnDefinition column, ColumnFileState state, LongConsumer progress)
            throws IOException {
        SharedArena arena = new SharedArena();
        try {
            ColumnFile file =
                    ColumnFile.open(
                            folder.columnFile(column, state.firstRow()),
                            state.lengthBytes(),
                            this.state.fileRows(),
                            arena.arena(),
                            null);
            int codes =
                    column.type() == ColumnType.SYMBOL
                            ? symbolCounts.getOrDefault(column.id(), 0)
                            : Integer.MAX_VALUE;
            file.verifyAll(codes, progress);
            if (column.equals(folder.schema().column(folder.schema().timestampIndex()))) {
                for (List<Piece> level : this.state.levels()) {
                    level.forEach(piece -> inspectOrder(file, piece));
                }
            }
        } catch (NoSuchFileException missing) {
            throw new CorruptFileException(Path.of(missing.getFile()), 0, "it is missing", missing);
        } finally {
            arena.release();
        }
    }

    private void inspectOrder(ColumnFile file, Piece piece) {
        ColumnFileReader reader = new ColumnFileReader(file, piece.fileRow(), null);
        Vector vector = new Vector(folder.schema().timestampType());
        long previous = piece.minTimestamp();
        long row = 0;
        while (row < piece.rowCount()) {
            long vectorEnd = file.vectorEnd(piece.fileRow() + row) - piece.fileRow();
            int count = (int) (Math.min(vectorEnd, piece.rowCount()) - row);
            reader.read(row, count, vector);
            for (int in = 0; in < count; in++) {
                long timestamp = vector.longs()[in];
                boolean first = row + in == 0;
                if (vector.isNull(in)
                        || timestamp < previous
                        || (first && timestamp != piece.minTimestamp())) {
                    throw outOfOrder(file, piece, row + in);
                }
                previous = timestamp;
            }
            row += count;
        }
        if (previous != piece.maxTimestamp()) {
            throw outOfOrder(file, piece, piece.rowCount() - 1);
        }
    }

    private static CorruptFileException outOfOrder(ColumnFile file, Piece piece, long row) {
        return new CorruptFileException(
                file.path(),
                0,
                "the timestamp of row %d does not fit %s".formatted(piece.fileRow() + row, piece));
    }
}
