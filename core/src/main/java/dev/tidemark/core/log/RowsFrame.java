package dev.tidemark.core.log;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.batch.ColumnBuffer;
import dev.tidemark.core.batch.ColumnFiller;
import dev.tidemark.core.column.SymbolDictionary;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorBlocks;
import dev.tidemark.core.encoding.EncodedBlock;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.type.ColumnDefinition;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.TableSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A rows frame as it is read back: its symbols go to the table, its cells to new batches. */
final class RowsFrame {
    private RowsFrame() {}

    /**
     * Reads a payload.
     *
     * @return frozen; belong to the caller
     * @throws IllegalStateException if the frame does not fit the table
     */
    static List<Batch> read(Table table, FrameCursor in) {
        int count = in.readInt();
        List<Batch> batches = new ArrayList<>();
        boolean complete = false;
        try {
            while (batches.size() < count) {
                batches.add(readBatch(table, in));
            }
            complete = true;
        } finally {
            if (!complete) {
                batches.forEach(Batch::release);
            }
        }
        return batches;
    }

    private static Batch readBatch(Table table, FrameCursor in) {
        int version = in.readInt();
        int columnCount = in.readInt();
        int rowCount = in.readInt();
        readSymbols(table, in);
        TableSchema schema = table.schema();
        if (version > schema.version() || columnCount > schema.columnCount()) {
            throw new IllegalStateException(
                    "rows of table '%s' have schema version %d, which is not known"
                            .formatted(schema.tableName(), version));
        }
        byte[] present = in.readBytes(columnCount);
        in.moveTo(LogLayout.aligned(in.offset()));
        EncodedBlock[] blocks = new EncodedBlock[columnCount];
        for (int index = 0; index < columnCount; index++) {
            if (present[index] != 0) {
                blocks[index] = EncodedBlock.open(in.segment(), in.offset());
                in.moveTo(in.offset() + blocks[index].lengthBytes());
            }
        }
        Batch batch = table.newBatch(rowCount);
        try {
            Cells cells = new Cells(table, batch);
            for (int index = 0; index < columnCount; index++) {
                EncodedBlock block = blocks[index];
                if (block != null) {
                    cells.copy(index, block);
                }
            }
            batch.freeze();
        } catch (RuntimeException wrong) {
            batch.release();
            throw wrong;
        }
        return batch;
    }

    /** Adds the frame's texts, which must follow those that are known, or be among them. */
    private static void readSymbols(Table table, FrameCursor in) {
        int sections = in.readInt();
        for (int section = 0; section < sections; section++) {
            SymbolDictionary dictionary = table.dictionary(in.readInt());
            int from = in.readInt();
            int count = in.readInt();
            for (int code = from; code < from + count; code++) {
                byte[] text = in.readBytes(in.readInt());
                if (code > dictionary.size() || dictionary.intern(text) != code) {
                    throw new IllegalStateException(
                            "symbol %d of table '%s' does not follow those that are known"
                                    .formatted(code, table.name()));
                }
            }
            dictionary.markLogged(dictionary.size());
        }
    }

    /** Moves the cells of a frame to a batch, column by column. */
    private static final class Cells {
        private final Table table;
        private final Batch batch;
        private final Map<ColumnType, Vector> vectors = new HashMap<>();

        Cells(Table table, Batch batch) {
            this.table = table;
            this.batch = batch;
        }

        void copy(int index, EncodedBlock block) {
            ColumnBuffer column = batch.column(index);
            ColumnFiller filler = new ColumnFiller(column);
            Vector vector = vectors.computeIfAbsent(column.type(), Vector::new);
            int rowCount = batch.rowCount();
            for (int first = 0; first < rowCount; first += Vector.SIZE) {
                VectorBlocks.decode(block, first / Vector.SIZE, vector);
                if (vector.length() != Math.min(Vector.SIZE, rowCount - first)) {
                    throw new IllegalStateException(
                            "column '%s' of table '%s' does not have %d rows"
                                    .formatted(
                                            batch.schema().column(index).name(),
                                            table.name(),
                                            rowCount));
                }
                checkSymbols(index, vector);
                append(vector, filler);
            }
        }

        private static void append(Vector vector, ColumnFiller filler) {
            long[] validity = vector.hasNulls() ? vector.validity() : null;
            int count = vector.length();
            switch (vector.type().vectorKind()) {
                case LONGS, WIDE -> filler.appendLongs(vector.longs(), validity, count);
                case DOUBLES -> filler.appendDoubles(vector.doubles(), validity, count);
                case CODES -> filler.appendCodes(vector.codes(), validity, count);
                case BYTES -> filler.appendBytes(vector.bytes(), vector.offsets(), validity, count);
            }
        }

        /** A code without a text must not get one later. */
        private void checkSymbols(int index, Vector vector) {
            ColumnDefinition column = batch.schema().column(index);
            if (column.type() != ColumnType.SYMBOL) {
                return;
            }
            int known = table.dictionary(column.id()).size();
            for (int row = 0; row < vector.length(); row++) {
                if (vector.codes()[row] >= known && !vector.isNull(row)) {
                    throw new IllegalStateException(
                            "symbol %d of column '%s' of table '%s' is not known"
                                    .formatted(vector.codes()[row], column.name(), table.name()));
                }
            }
        }
    }
}
