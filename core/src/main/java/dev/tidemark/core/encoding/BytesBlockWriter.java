package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.INT;
import static dev.tidemark.core.encoding.BlockLayout.VECTOR_ROWS;

import dev.tidemark.core.encoding.BlockHeader.ValueType;
import dev.tidemark.core.encoding.kernel.Packing;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;

/**
 * Writes blocks of byte strings: packed starts and the bytes, a dictionary with packed codes, or
 * constant if there are no bytes.
 */
final class BytesBlockWriter {
    /** Rows after which it is seen whether a dictionary may pay. */
    private static final int SAMPLE_ROWS = 2 * VECTOR_ROWS;

    private final VectorDirectory directory;
    private final VectorPacker packer;
    private final TextDictionary dictionary = new TextDictionary();
    private final int[] starts = new int[VECTOR_ROWS];
    private int[] codes = {};

    BytesBlockWriter(VectorDirectory directory, VectorPacker packer) {
        this.directory = directory;
        this.packer = packer;
    }

    /**
     * Writes values of which number {@code i} is the bytes {@code [offsets[i], offsets[i + 1])}.
     *
     * @return what was chosen
     */
    EncodingChoice write(byte[] bytes, int[] offsets, BlockRows rows, BlockOutput output) {
        EncodingChoice choice = measure(bytes, offsets, rows);
        Encoding encoding = choice.encoding();
        BlockFrame frame =
                new BlockFrame(rows, ValueType.BYTES, encoding, choice.chosenBytes(), output);
        if (encoding == Encoding.DICTIONARY) {
            writeDictionary(bytes, frame);
        }
        for (int vector = 0; vector < rows.vectorCount(); vector++) {
            switch (encoding) {
                case CONSTANT -> {}
                case DICTIONARY -> writeCodes(rows, vector, frame);
                case PLAIN -> writePlain(bytes, offsets, rows, vector, frame);
                case FRAME_OF_REFERENCE, DELTA, DECIMAL, RUN_LENGTH ->
                        throw new IllegalStateException(encoding + " of byte strings");
            }
        }
        frame.finish(directory, BlockStatistics.NONE);
        return choice;
    }

    private EncodingChoice measure(byte[] bytes, int[] offsets, BlockRows rows) {
        long plainBytes = 0;
        long byteCount = 0;
        for (int vector = 0; vector < rows.vectorCount(); vector++) {
            int count = rows.vectorRowCount(vector);
            long vectorBytes = 0;
            for (int row = vector * VECTOR_ROWS; row < vector * VECTOR_ROWS + count; row++) {
                vectorBytes += lengthOf(offsets, rows, row);
            }
            directory.maximum[vector] = vectorBytes;
            byteCount += vectorBytes;
            plainBytes += vectorBytes + Packing.lengthBytes(count, Packing.widthOf(vectorBytes));
        }
        if (byteCount == 0) {
            return EncodingChoice.constant();
        }
        Map<Encoding, Long> sizes = EncodingChoice.sizes(plainBytes);
        if (numberTexts(bytes, offsets, rows)) {
            int width = Packing.widthOf(dictionary.count() - 1);
            long codeBytes = 0;
            for (int vector = 0; vector < rows.vectorCount(); vector++) {
                directory.width[vector] = width;
                codeBytes += Packing.lengthBytes(rows.vectorRowCount(vector), width);
            }
            sizes.put(Encoding.DICTIONARY, dictionaryBytes() + codeBytes);
        }
        return EncodingChoice.among(sizes);
    }

    /** Numbers all texts, a NULL as an empty one; false as soon as it is clear not to pay. */
    private boolean numberTexts(byte[] bytes, int[] offsets, BlockRows rows) {
        dictionary.start(bytes);
        if (codes.length == 0) {
            codes = new int[BlockLayout.BLOCK_ROWS];
        }
        for (int row = 0; row < rows.count(); row++) {
            int code = dictionary.code(offsets[rows.from() + row], lengthOf(offsets, rows, row));
            boolean sampled = row % SAMPLE_ROWS == SAMPLE_ROWS - 1;
            if (code < 0
                    || (sampled && !EncodingChoice.mayUseDictionary(dictionary.count(), row + 1))) {
                return false;
            }
            codes[row] = code;
        }
        return true;
    }

    private long dictionaryBytes() {
        return BlockLayout.DICTIONARY_HEAD_BYTES
                + (dictionary.count() + 1L) * Integer.BYTES
                + dictionary.byteCount()
                + BlockLayout.ALIGNMENT_BYTES;
    }

    /** Bytes stored for a row of the block: none for a NULL. */
    private static int lengthOf(int[] offsets, BlockRows rows, int row) {
        int at = rows.from() + row;
        int length = offsets[at + 1] - offsets[at];
        if (length < 0) {
            throw new IllegalArgumentException(
                    "value %d ends at byte %d, before it begins at %d"
                            .formatted(at, offsets[at + 1], offsets[at]));
        }
        return rows.isPresent(row) ? length : 0;
    }

    private void writeDictionary(byte[] bytes, BlockFrame frame) {
        MemorySegment segment = frame.segment();
        long position = frame.position();
        int count = dictionary.count();
        segment.set(INT, position, count);
        segment.set(INT, position + Integer.BYTES, (int) dictionary.byteCount());
        long startAt = position + BlockLayout.DICTIONARY_HEAD_BYTES;
        long textsAt = startAt + (count + 1L) * Integer.BYTES;
        int start = 0;
        for (int code = 0; code < count; code++) {
            int length = dictionary.length(code);
            segment.set(INT, startAt + (long) code * Integer.BYTES, start);
            copy(bytes, dictionary.start(code), segment, textsAt + start, length);
            start += length;
        }
        segment.set(INT, startAt + (long) count * Integer.BYTES, start);
        frame.endPayload(textsAt + start - position);
    }

    private void writeCodes(BlockRows rows, int vector, BlockFrame frame) {
        Packing packing = new Packing(rows.vectorRowCount(vector), directory.width[vector], 0, 1);
        int first = vector * VECTOR_ROWS;
        int bytes = packer.packInts(codes, first, packing, frame.segment(), frame.position());
        directory.payloadOffset[vector] = frame.endPayload(bytes);
    }

    private void writePlain(
            byte[] bytes, int[] offsets, BlockRows rows, int vector, BlockFrame frame) {
        int firstRow = vector * VECTOR_ROWS;
        int count = rows.vectorRowCount(vector);
        int byteCount = 0;
        for (int row = 0; row < count; row++) {
            starts[row] = byteCount;
            byteCount += lengthOf(offsets, rows, firstRow + row);
        }
        directory.width[vector] = Packing.widthOf(starts[count - 1]);
        MemorySegment segment = frame.segment();
        long position = frame.position();
        Packing packing = new Packing(count, directory.width[vector], 0, 1);
        int packedBytes = packer.packInts(starts, 0, packing, segment, position);
        long at = position + packedBytes;
        if (directory.nullCount[vector] == 0) {
            copy(bytes, offsets[rows.from() + firstRow], segment, at, byteCount);
        } else {
            for (int row = firstRow; row < firstRow + count; row++) {
                int length = lengthOf(offsets, rows, row);
                copy(bytes, offsets[rows.from() + row], segment, at, length);
                at += length;
            }
        }
        directory.payloadOffset[vector] = frame.endPayload((long) packedBytes + byteCount);
    }

    private static void copy(byte[] bytes, int from, MemorySegment segment, long at, int length) {
        MemorySegment.copy(bytes, from, segment, ValueLayout.JAVA_BYTE, at, length);
    }
}
