package dev.tidemark.core.log;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.batch.ColumnBuffer;
import dev.tidemark.core.column.BatchColumnReader;
import dev.tidemark.core.column.SymbolDictionary;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorBlocks;
import dev.tidemark.core.encoding.BlockEncoder;
import dev.tidemark.core.encoding.BlockOutput;
import dev.tidemark.core.memory.SharedArena;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.type.ColumnDefinition;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.TableSchema;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Writes batches as the payload of rows frames. Keeps scratch memory; for one thread. */
final class RowsFrameWriter implements AutoCloseable {
    private static final long FIRST_BLOCK_BYTES = 1 << 18;

    private final SharedArena arena = new SharedArena();
    private final BlockOutput blocks = new BlockOutput(arena.arena(), FIRST_BLOCK_BYTES);
    private final BlockEncoder encoder = new BlockEncoder();
    private final Map<ColumnType, Vector> vectors = new EnumMap<>(ColumnType.class);

    /** What a dictionary regarded as logged before a frame. */
    record SymbolMark(SymbolDictionary dictionary, int loggedSize) {
        void restore() {
            dictionary.unmarkLogged(loggedSize);
        }
    }

    /**
     * Appends the payload of a frame.
     *
     * @param batches frozen, each with 1 to {@link Vector} block rows
     * @param marks gets what has to be undone if the frame is given up
     */
    void write(Table table, List<Batch> batches, FrameBuffer out, List<SymbolMark> marks) {
        out.putInt(batches.size());
        for (Batch batch : batches) {
            writeBatch(table, batch, out, marks);
        }
    }

    /** Appends the texts of the dictionaries that no frame carried before, then the cells. */
    private void writeBatch(Table table, Batch batch, FrameBuffer out, List<SymbolMark> marks) {
        TableSchema schema = batch.schema();
        out.putInt(schema.version());
        out.putInt(schema.columnCount());
        out.putInt(batch.rowCount());
        writeSymbols(table, out, marks);
        blocks.clear();
        for (int index = 0; index < schema.columnCount(); index++) {
            out.putByte((byte) (writeBlock(batch, index) ? 1 : 0));
        }
        out.align();
        out.putSegment(blocks.segment(), blocks.lengthBytes());
    }

    private void writeSymbols(Table table, FrameBuffer out, List<SymbolMark> marks) {
        List<ColumnDefinition> grown = new ArrayList<>();
        for (ColumnDefinition column : table.schema().columns()) {
            if (column.type() == ColumnType.SYMBOL) {
                SymbolDictionary dictionary = table.dictionary(column.id());
                if (dictionary.size() > dictionary.loggedSize()) {
                    grown.add(column);
                }
            }
        }
        out.putInt(grown.size());
        for (ColumnDefinition column : grown) {
            SymbolDictionary dictionary = table.dictionary(column.id());
            int from = dictionary.loggedSize();
            marks.add(new SymbolMark(dictionary, from));
            int to = dictionary.size();
            out.putInt(column.id());
            out.putInt(from);
            out.putInt(to - from);
            for (int code = from; code < to; code++) {
                byte[] text = dictionary.bytes(code);
                out.putInt(text.length);
                out.putBytes(text);
            }
            dictionary.markLogged(to);
        }
    }

    /** Encodes a column, unless it is NULL in all rows. */
    private boolean writeBlock(Batch batch, int index) {
        ColumnBuffer column = batch.column(index);
        if (column.isAllNull(batch.rowCount())) {
            return false;
        }
        Vector vector = vectors.get(column.type());
        if (vector == null || vector.capacity() < batch.rowCount()) {
            vector = new Vector(column.type(), Math.max(batch.rowCount(), Batch.MAX_ROWS));
            vectors.put(column.type(), vector);
        }
        new BatchColumnReader(column, null).read(0, batch.rowCount(), vector);
        VectorBlocks.encode(encoder, vector, blocks);
        return true;
    }

    @Override
    public void close() {
        arena.release();
    }
}
