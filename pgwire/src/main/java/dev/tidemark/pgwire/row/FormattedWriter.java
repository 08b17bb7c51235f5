package dev.tidemark.pgwire.row;

import dev.tidemark.core.column.Vector;
import java.util.Arrays;

/**
 * Writes values whose text is best found once: measuring formats them into scratch memory, and
 * writing copies from there.
 */
abstract class FormattedWriter extends ColumnWriter {
    private final int maxValueBytes;
    private byte[] scratch = {};
    private int[] ends = {};

    FormattedWriter(int maxValueBytes) {
        this.maxValueBytes = maxValueBytes;
    }

    /** The bytes that a value can take at most. */
    int maxValueBytes(Vector vector, int row) {
        return maxValueBytes;
    }

    /** Writes a value's text, of at most the bytes that were announced; returns its end. */
    abstract int format(Vector vector, int row, byte[] target, int at);

    @Override
    final void measure(Vector vector, int rows, int[] sizes) {
        if (ends.length < rows) {
            ends = new int[rows];
        }
        int end = 0;
        for (int row = 0; row < rows; row++) {
            int start = end;
            if (!vector.isNull(row)) {
                long needed = (long) end + maxValueBytes(vector, row);
                if (scratch.length < needed) {
                    scratch = Arrays.copyOf(scratch, Math.toIntExact(2 * needed));
                }
                end = format(vector, row, scratch, start);
            }
            ends[row] = end;
            sizes[row] += LENGTH_BYTES + end - start;
        }
    }

    @Override
    final void write(Vector vector, int from, int to, byte[] target, int[] positions) {
        int start = from == 0 ? 0 : ends[from - 1];
        for (int row = from; row < to; row++) {
            int position = positions[row];
            int end = ends[row];
            if (vector.isNull(row)) {
                positions[row] = writeNull(target, position);
            } else {
                BigEndian.putInt(target, position, end - start);
                System.arraycopy(scratch, start, target, position + LENGTH_BYTES, end - start);
                positions[row] = position + LENGTH_BYTES + end - start;
            }
            start = end;
        }
    }
}
