package dev.tidemark.core.log;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.batch.ColumnBuffer;
import dev.tidemark.core.column.SymbolDictionary;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorBlocks;
import dev.tidemark.core.encoding.EncodedBlock;
import dev.tidemark.core.table.Table;
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
        in.readInt();
        int columnCount = in.readInt();
        int rowCount = in.readInt();
        readSymbols(table, in);
        TableSchema schema = table.schema();
        if (columnCount > schema.columnCount()) {
            throw new IllegalStateException(
                    "a frame of table '%s' has %d columns, its schema %d"
                            .formatted(schema.tableName(), columnCount, schema.columnCount()));
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
        new Cells(batch, blocks).copy(rowCount);
        batch.freeze();
        return batch;
    }

    private static void readSymbols(Table table, FrameCursor in) {
        int sections = in.readInt();
        for (int section = 0; section < sections; section++) {
            SymbolDictionary dictionary = table.dictionary(in.readInt());
            int from = in.readInt();
            int count = in.readInt();
            for (int code = from; code < from + count; code++) {
                byte[] text = in.readBytes(in.readInt());
                if (dictionary.intern(text) != code) {
                    throw new IllegalStateException(
                            "symbol %d of table '%s' is out of order in the log"
                                    .formatted(code, table.name()));
                }
            }
            dictionary.markLogged(dictionary.size());
        }
    }

    /** The cells of a frame, decoded a vector of rows at a time. */
    private static final class Cells {
        private final Batch batch;
        private final EncodedBlock[] blocks;
        private final Vector[] vectors;

        Cells(Batch batch, EncodedBlock[] blocks) {
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
