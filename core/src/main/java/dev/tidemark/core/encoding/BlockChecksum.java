package dev.tidemark.core.encoding;

import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32C;

/** CRC32C of all bytes of a block but the four that hold it. */
final class BlockChecksum {
    private static final int BEHIND_CHECKSUM = BlockLayout.CHECKSUM_OFFSET + Integer.BYTES;

    private BlockChecksum() {}

    static void seal(MemorySegment segment, long offset, int lengthBytes) {
        segment.set(
                BlockLayout.INT,
                offset + BlockLayout.CHECKSUM_OFFSET,
                compute(segment, offset, lengthBytes));
    }

    static int stored(MemorySegment segment, long offset) {
        return segment.get(BlockLayout.INT, offset + BlockLayout.CHECKSUM_OFFSET);
    }

    static int compute(MemorySegment segment, long offset, int lengthBytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(segment.asSlice(offset, BlockLayout.CHECKSUM_OFFSET).asByteBuffer());
        checksum.update(
                segment.asSlice(offset + BEHIND_CHECKSUM, lengthBytes - BEHIND_CHECKSUM)
                        .asByteBuffer());
        return (int) checksum.getValue();
    }
}
