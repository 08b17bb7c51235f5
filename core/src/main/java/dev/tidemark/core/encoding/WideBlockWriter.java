package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.VECTOR_ROWS;

import dev.tidemark.core.encoding.BlockHeader.ValueType;
import java.lang.foreign.MemorySegment;

/** Writes blocks of values of several 64-bit words: constant, or plain. */
final class WideBlockWriter {
    private final VectorDirectory directory;
    private final int[] storedRows;

    WideBlockWriter(VectorDirectory directory, int[] storedRows) {
        this.directory = directory;
        this.storedRows = storedRows;
    }

    /** Writes the rows of a column of {@code wordsPerValue} words a value; one is present. */
    void write(long[] words, int wordsPerValue, BlockRows rows, BlockOutput output) {
        rows.storedRows(storedRows);
        boolean constant = isConstant(words, wordsPerValue, rows);
        long valueBytes = (long) wordsPerValue * Long.BYTES;
        BlockFrame frame =
                new BlockFrame(
                        rows,
                        ValueType.wide(wordsPerValue),
                        constant ? Encoding.CONSTANT : Encoding.PLAIN,
                        constant ? valueBytes : rows.count() * valueBytes,
                        output);
        if (constant) {
            copy(words, wordsPerValue, 0, 1, frame);
            frame.endPayload(valueBytes);
        } else {
            for (int vector = 0; vector < rows.vectorCount(); vector++) {
                int count = rows.vectorRowCount(vector);
                copy(words, wordsPerValue, vector * VECTOR_ROWS, count, frame);
                directory.width[vector] = Long.SIZE;
                directory.payloadOffset[vector] = frame.endPayload(count * valueBytes);
            }
        }
        frame.finish(directory, BlockStatistics.NONE);
    }

    private boolean isConstant(long[] words, int wordsPerValue, BlockRows rows) {
        int first = storedRows[0] * wordsPerValue;
        for (int row = 1; row < rows.count(); row++) {
            int at = storedRows[row] * wordsPerValue;
            for (int word = 0; word < wordsPerValue; word++) {
                if (words[at + word] != words[first + word]) {
                    return false;
                }
            }
        }
        return true;
    }

    private void copy(long[] words, int wordsPerValue, int row, int count, BlockFrame frame) {
        MemorySegment segment = frame.segment();
        long at = frame.position();
        for (int index = row; index < row + count; index++) {
            int from = storedRows[index] * wordsPerValue;
            for (int word = 0; word < wordsPerValue; word++) {
                segment.set(BlockLayout.LONG, at, words[from + word]);
                at += Long.BYTES;
            }
        }
    }
}
