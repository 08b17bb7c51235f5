package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.INT;

import dev.tidemark.core.encoding.kernel.Packing;
import dev.tidemark.core.encoding.kernel.PackingKernel;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** Reads blocks of byte strings. Vectors and rows were checked by the caller. */
final class BytesBlockReader {
    private BytesBlockReader() {}

    static int byteCount(BlockView view, int vector) {
        return view.encoding() == Encoding.CONSTANT ? 0 : (int) view.maximum(vector);
    }

    static void decode(
            BlockView view, PackingKernel kernel, int vector, byte[] bytes, int[] offsets) {
        switch (view.encoding()) {
            case CONSTANT -> Arrays.fill(offsets, 0, view.vectorRowCount(vector) + 1, 0);
            case PLAIN -> decodePlain(view, kernel, vector, bytes, offsets);
            case DICTIONARY -> decodeCodes(view, kernel, vector, bytes, offsets);
            case FRAME_OF_REFERENCE, DELTA, DECIMAL, RUN_LENGTH -> throw view.notEncodedSo();
        }
    }

    private static void decodePlain(
            BlockView view, PackingKernel kernel, int vector, byte[] bytes, int[] offsets) {
        int rows = view.vectorRowCount(vector);
        int byteCount = byteCount(view, vector);
        Packing packing = packing(view, vector);
        long payload = view.payload(vector);
        kernel.unpack(packing, view.segment(), payload, offsets);
        offsets[rows] = byteCount;
        int wrong = offsets[0];
        for (int row = 0; row < rows; row++) {
            wrong |= offsets[row + 1] - offsets[row];
        }
        if (wrong < 0 || offsets[0] != 0) {
            throw view.corrupt("vector " + vector + ": strings do not follow one another");
        }
        long from = payload + packing.lengthBytes();
        MemorySegment.copy(view.segment(), ValueLayout.JAVA_BYTE, from, bytes, 0, byteCount);
    }

    private static void decodeCodes(
            BlockView view, PackingKernel kernel, int vector, byte[] bytes, int[] offsets) {
        int rows = view.vectorRowCount(vector);
        int byteCount = byteCount(view, vector);
        kernel.unpack(packing(view, vector), view.segment(), view.payload(vector), offsets);
        int end = 0;
        for (int row = 0; row < rows; row++) {
            int code = offsets[row]; // the array holds codes until they become offsets
            long from = textAt(view, code);
            int length = (int) (textAt(view, code + 1) - from);
            if (length > byteCount - end) {
                throw view.corrupt("vector " + vector + ": more bytes than " + byteCount);
            }
            offsets[row] = end;
            MemorySegment.copy(view.segment(), ValueLayout.JAVA_BYTE, from, bytes, end, length);
            end += length;
        }
        offsets[rows] = end;
    }

    /**
     * A view of one string.
     *
     * @throws CorruptBlockException if the string lies elsewhere
     */
    static MemorySegment valueAt(BlockView view, int vector, int index) {
        MemorySegment segment = view.segment();
        return switch (view.encoding()) {
            case CONSTANT -> segment.asSlice(view.offset(), 0);
            case PLAIN -> plainAt(view, vector, index);
            case DICTIONARY -> {
                int code = packing(view, vector).intAt(segment, view.payload(vector), index);
                long from = textAt(view, code);
                yield segment.asSlice(from, textAt(view, code + 1) - from);
            }
            case FRAME_OF_REFERENCE, DELTA, DECIMAL, RUN_LENGTH -> throw view.notEncodedSo();
        };
    }

    private static MemorySegment plainAt(BlockView view, int vector, int index) {
        Packing packing = packing(view, vector);
        long starts = view.payload(vector);
        int byteCount = byteCount(view, vector);
        int from = packing.intAt(view.segment(), starts, index);
        boolean last = index + 1 == packing.rowCount();
        int to = last ? byteCount : packing.intAt(view.segment(), starts, index + 1);
        if (from < 0 || from > to || to > byteCount) {
            throw view.corrupt(
                    "vector %d, row %d: string from byte %d to %d"
                            .formatted(vector, index, from, to));
        }
        return view.segment().asSlice(starts + packing.lengthBytes() + from, to - from);
    }

    /**
     * Where a text of the dictionary begins, and the one before it ends.
     *
     * @param code at most the number of texts
     */
    private static long textAt(BlockView view, int code) {
        MemorySegment segment = view.segment();
        long dictionary = view.offset() + view.header().payloadsOffset();
        int textCount = segment.get(INT, dictionary);
        int byteCount = segment.get(INT, dictionary + Integer.BYTES);
        if (textCount < 1 || textCount > view.rowCount() || byteCount < 0) {
            throw view.corrupt(
                    "a dictionary of %d texts with %d bytes".formatted(textCount, byteCount));
        }
        if (code < 0 || code > textCount) {
            throw view.corrupt("text %d of %d".formatted(code, textCount));
        }
        long starts = dictionary + BlockLayout.DICTIONARY_HEAD_BYTES;
        long texts = starts + (textCount + 1L) * Integer.BYTES;
        if (byteCount > view.end() - texts) {
            throw view.corrupt("its dictionary ends beyond the block");
        }
        int start = segment.get(INT, starts + (long) code * Integer.BYTES);
        int before = code == 0 ? 0 : segment.get(INT, starts + (long) (code - 1) * Integer.BYTES);
        if (before < 0 || start < before || start > byteCount) {
            throw view.corrupt("text %d begins at byte %d".formatted(code, start));
        }
        return texts + start;
    }

    /** How starts of strings, or codes, are packed. */
    private static Packing packing(BlockView view, int vector) {
        return new Packing(view.vectorRowCount(vector), view.width(vector), 0, 1);
    }
}
