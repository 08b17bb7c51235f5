package dev.tidemark.pgwire.row;

import dev.tidemark.core.column.Vector;
import dev.tidemark.pgwire.codec.FormatCodes;
import dev.tidemark.sql.Result;
import dev.tidemark.sql.ResultColumn;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.List;

/**
 * Writes the rows of a result, batch after batch: {@link #load}, then {@link #encode} until {@link
 * #hasRows()} is false. The package documentation tells how.
 */
public final class RowEncoder {
    private static final int HEADER_BYTES = 1 + Integer.BYTES + Short.BYTES;

    private final ColumnWriter[] writers;
    private final Vector[] vectors;
    private int[] sizes = new int[Vector.SIZE];
    private int[] positions = new int[Vector.SIZE];
    private int rowCount;
    private int nextRow;
    private long pendingBytes;

    /**
     * @param formats that fit the number of columns
     */
    public RowEncoder(List<ResultColumn> columns, FormatCodes formats) {
        this.writers = new ColumnWriter[columns.size()];
        this.vectors = new Vector[columns.size()];
        for (int index = 0; index < writers.length; index++) {
            writers[index] =
                    ColumnWriters.create(columns.get(index).type(), formats.isBinary(index));
        }
    }

    /** Turns to the batch that the result is at; it must stay there until all rows are encoded. */
    public void load(Result result) {
        rowCount = result.rowCount();
        nextRow = 0;
        if (sizes.length < rowCount) {
            sizes = new int[rowCount];
            positions = new int[rowCount];
        }
        Arrays.fill(sizes, 0, rowCount, HEADER_BYTES);
        for (int index = 0; index < writers.length; index++) {
            vectors[index] = result.column(index);
            writers[index].measure(vectors[index], rowCount, sizes);
        }
        pendingBytes = 0;
        for (int row = 0; row < rowCount; row++) {
            pendingBytes += sizes[row];
        }
    }

    /** Whether rows of the batch have not been encoded yet. */
    public boolean hasRows() {
        return nextRow < rowCount;
    }

    /** Bytes of the next row. */
    public int nextRowBytes() {
        return sizes[nextRow];
    }

    /** Bytes of all rows of the batch that have not been encoded yet. */
    public long pendingBytes() {
        return pendingBytes;
    }

    /**
     * Appends the next rows to a buffer on the heap, as many as fit into its writable bytes.
     *
     * @param maxRows at most this many
     * @return rows encoded
     */
    public int encode(int maxRows, ByteBuf target) {
        int from = nextRow;
        int limit = (int) Math.min(rowCount, (long) from + maxRows);
        int start = target.arrayOffset() + target.writerIndex();
        int room = target.writableBytes();
        int lengthBytes = 0;
        int to = from;
        while (to < limit && sizes[to] <= room - lengthBytes) {
            positions[to] = start + lengthBytes;
            lengthBytes += sizes[to];
            to++;
        }
        byte[] bytes = target.array();
        writeHeaders(from, to, bytes);
        for (int index = 0; index < writers.length; index++) {
            writers[index].write(vectors[index], from, to, bytes, positions);
        }
        target.writerIndex(target.writerIndex() + lengthBytes);
        nextRow = to;
        pendingBytes -= lengthBytes;
        return to - from;
    }

    private void writeHeaders(int from, int to, byte[] bytes) {
        for (int row = from; row < to; row++) {
            int position = positions[row];
            bytes[position] = 'D';
            BigEndian.putInt(bytes, position + 1, sizes[row] - 1);
            BigEndian.putShort(bytes, position + 1 + Integer.BYTES, writers.length);
            positions[row] = position + HEADER_BYTES;
        }
    }
}
