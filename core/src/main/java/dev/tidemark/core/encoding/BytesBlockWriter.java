package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.VECTOR_ROWS;

import dev.tidemark.core.encoding.BlockFrame.Extremes;
import dev.tidemark.core.encoding.BlockHeader.ValueType;
import dev.tidemark.core.encoding.kernel.Packing;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Writes blocks of byte strings: packed starts and the bytes, or constant if there are none. */
final class BytesBlockWriter {
    private final VectorDirectory directory;
    private final VectorPacker packer;
    private final long[] starts = new long[VECTOR_ROWS];

    BytesBlockWriter(VectorDirectory directory, VectorPacker packer) {
        this.directory = directory;
        this.packer = packer;
    }

    /** Writes values of which number {@code i} is the bytes {@code [offsets[i], offsets[i+1])}. */
    void write(byte[] bytes, int[] offsets, BlockRows rows, BlockOutput output) {
        long byteCount = byteCount(offsets, rows);
        boolean constant = byteCount == 0;
        long startsBytes = (long) rows.vectorCount() * VECTOR_ROWS * Integer.BYTES;
        BlockFrame frame =
                new BlockFrame(
                        rows,
                        ValueType.BYTES,
                        constant ? Encoding.CONSTANT : Encoding.PLAIN,
                        constant ? 0 : startsBytes + byteCount,
                        output);
        if (!constant) {
            for (int vector = 0; vector < rows.vectorCount(); vector++) {
                writeVector(bytes, offsets, rows, vector, frame);
            }
        }
        frame.finish(directory, Extremes.NONE);
    }

    private static long byteCount(int[] offsets, BlockRows rows) {
        long byteCount = 0;
        for (int row = 0; row < rows.count(); row++) {
            byteCount += lengthOf(offsets, rows, row);
        }
        return byteCount;
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

    private void writeVector(
            byte[] bytes, int[] offsets, BlockRows rows, int vector, BlockFrame frame) {
        int firstRow = vector * VECTOR_ROWS;
        int count = rows.vectorRowCount(vector);
        int byteCount = 0;
        for (int row = 0; row < count; row++) {
            starts[row] = byteCount;
            byteCount += lengthOf(offsets, rows, firstRow + row);
        }
        directory.maximum[vector] = byteCount;
        directory.width[vector] = Packing.widthOf(starts[count - 1]);
        MemorySegment segment = frame.segment();
        long position = frame.position();
        int packedBytes =
                packer.pack(starts, 0, directory.packing(vector, count), segment, position);
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
