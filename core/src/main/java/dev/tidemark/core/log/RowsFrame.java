package dev.tidemark.core.log;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.batch.ColumnBuffer;
import dev.tidemark.core.column.SymbolDictionary;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorBlocks;
import dev.tidemark.core.encoding.EncodedBlock;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.type.ColumnDefinition;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.TableSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
        Batch batch = table.newBatch();
        try {
            new Cells(table, batch, blocks).copy(rowCount);
        } catch (RuntimeException wrong) {
            batch.release();
            throw wrong;
        }
        batch.freeze();
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

    /** The cells of a frame, decoded a vector of rows at a time. */
    private static final class Cells {
        private final Table table;
        private final Batch batch;
        private final EncodedBlock[] blocks;
        private final Vector[] vectors;

        Cells(Table table, Batch batch, EncodedBlock[] blocks) {
            this.table = table;
            this.batch = batch;
            this.blocks = blocks;
            this.vectors = new Vector[blocks.length];
            Arrays.setAll(vectors, index -> new Vector(batch.column(index).type()));
        }

        void copy(int rowCount) {
            for (int first = 0; first < rowCount; first += Vector.SIZE) {
                for (int index = 0; index < blocks.length; index++) {
                    if (blocks[index] != null) {
                        VectorBlocks.decode(blocks[index], first / Vector.SIZE, vectors[index]);
                        checkSymbols(index);
                    }
                }
                int rows = Math.min(Vector.SIZE, rowCount - first);
                for (int row = 0; row < rows; row++) {
                    for (int index = 0; index < blocks.length; index++) {
                        if (blocks[index] != null && !vectors[index].isNull(row)) {
                            put(batch.column(index), vectors[index], row);
                        }
                    }
                    batch.endRow();
                }
            }
        }

        /** A code without a text must not get one later. */
        private void checkSymbols(int index) {
            ColumnDefinition column = batch.schema().column(index);
            if (column.type() != ColumnType.SYMBOL) {
                return;
            }
            int known = table.dictionary(column.id()).size();
            Vector vector = vectors[index];
            for (int row = 0; row < vector.length(); row++) {
                if (vector.codes()[row] >= known && !vector.isNull(row)) {
                    throw new IllegalStateException(
                            "symbol %d of column '%s' of table '%s' is not known"
                                    .formatted(vector.codes()[row], column.name(), table.name()));
                }
            }
        }

        private static void put(ColumnBuffer column, Vector vector, int row) {
            switch (column.type().vectorKind()) {
                case LONGS -> column.putLong(vector.longs()[row]);
                case DOUBLES -> column.putDouble(vector.doubles()[row]);
                case CODES -> column.putCode(vector.codes()[row]);
                case WIDE -> {
                    int words = vector.wordsPerValue();
                    for (int word = 0; word < words; word++) {
                        column.putWord(word, vector.longs()[row * words + word]);
                    }
                }
                case BYTES -> {
                    int start = vector.offsets()[row];
                    column.putBytes(vector.bytes(), start, vector.offsets()[row + 1] - start);
                }
            }
        }
    }
}
