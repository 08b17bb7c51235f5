package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.LONG;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Reads blocks of values of several words. Vectors and rows were checked by the caller. */
final class WideBlockReader {
    private WideBlockReader() {}

    static void decode(BlockView view, int vector, long[] out) {
        int words = view.header().valueType().widthBytes() / Long.BYTES;
        int rows = view.vectorRowCount(vector);
        if (view.header().isAllNull()) {
            Arrays.fill(out, 0, rows * words, 0);
        } else if (view.encoding() == Encoding.CONSTANT) {
            long at = constantAt(view);
            for (int index = 0; index < rows * words; index++) {
                out[index] = view.segment().get(LONG, at + index % words * 8L);
            }
        } else {
            MemorySegment.copy(view.segment(), LONG, view.payload(vector), out, 0, rows * words);
        }
    }

    static long wordAt(BlockView view, int vector, int index, int word) {
        if (view.header().isAllNull()) {
            return 0;
        } else if (view.encoding() == Encoding.CONSTANT) {
            return view.segment().get(LONG, constantAt(view) + word * 8L);
        }
        long value = view.payload(vector) + (long) index * view.header().valueType().widthBytes();
        return view.segment().get(LONG, value + word * 8L);
    }

    private static long constantAt(BlockView view) {
        return view.offset() + view.header().payloadsOffset();
    }
}
