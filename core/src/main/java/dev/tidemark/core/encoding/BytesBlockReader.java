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
        kernel.unpack(packing(view, vector), view.segment(), view.payload(vector), offsets);
        copyTexts(view, vector, view.vectorRowCount(vector), bytes, offsets);
    }

    /** Reads the rows {@code rows[0 .. count)} of a vector of a block with a dictionary. */
    static void textsAt(
            BlockView view, int vector, int[] rows, int count, byte[] bytes, int[] offsets) {
        if (view.encoding() != Encoding.DICTIONARY) {
            throw view.notEncodedSo();
        }
        Packing packing = packing(view, vector);
        packing.intsAt(view.segment(), view.payload(vector), rows, count, offsets, 0);
        copyTexts(view, vector, count, bytes, offsets);
    }

    /**
     * Copies the texts whose codes are in {@code offsets[0 .. rows)}, and makes offsets of them.
     */
    private static void copyTexts(
            BlockView view, int vector, int rows, byte[] bytes, int[] offsets) {
        int byteCount = byteCount(view, vector);
        Texts texts = Texts.of(view);
        int end = 0;
        for (int row = 0; row < rows; row++) {
            int code = offsets[row];
            int start = texts.start(code);
            int length = texts.length(code, start);
            if (length > byteCount - end) {
                throw view.corrupt("vector " + vector + ": more bytes than " + byteCount);
            }
            offsets[row] = end;
            long from = texts.at() + start;
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
                Texts texts = Texts.of(view);
                int start = texts.start(code);
                yield segment.asSlice(texts.at() + start, texts.length(code, start));
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
     * The texts of a block's dictionary.
     *
     * @param count of them
     * @param byteCount of all together
     * @param starts where it is told where they begin
     */
    private record Texts(BlockView view, int count, int byteCount, long starts) {
        static Texts of(BlockView view) {
            long dictionary = view.offset() + view.header().payloadsOffset();
            int count = view.segment().get(INT, dictionary);
            int byteCount = view.segment().get(INT, dictionary + Integer.BYTES);
            if (count < 1 || count > view.rowCount() || byteCount < 0) {
                throw view.corrupt(
                        "a dictionary of %d texts with %d bytes".formatted(count, byteCount));
            }
            long starts = dictionary + BlockLayout.DICTIONARY_HEAD_BYTES;
            Texts texts = new Texts(view, count, byteCount, starts);
            if (byteCount > view.end() - texts.at()) {
                throw view.corrupt("its dictionary ends beyond the block");
            }
            return texts;
        }

        /** Where they lie in the segment. */
        long at() {
            return starts + (count + 1L) * Integer.BYTES;
        }

        /** The byte that a text begins with. */
        int start(int code) {
            if (code < 0 || code >= count) {
                throw view.corrupt("text %d of %d".formatted(code, count));
            }
            return border(code);
        }

        /** The length of a text that begins with a byte. */
        int length(int code, int start) {
            int length = border(code + 1) - start;
            if (length < 0) {
                throw view.corrupt("text %d begins at byte %d".formatted(code + 1, start + length));
            }
            return length;
        }

        /** Where a text begins, and the one before it ends. */
        private int border(int code) {
            int border = view.segment().get(INT, starts + (long) code * Integer.BYTES);
            if (border < 0 || border > byteCount) {
                throw view.corrupt("text %d begins at byte %d".formatted(code, border));
            }
            return border;
        }
    }

    /** How starts of strings, or codes, are packed. */
    private static Packing packing(BlockView view, int vector) {
        return new Packing(view.vectorRowCount(vector), view.width(vector), 0, 1);
    }
}
