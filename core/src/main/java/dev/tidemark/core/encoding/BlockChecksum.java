package dev.tidemark.core.encoding;

import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32C;

/**
 * The two checksums of a block: of its head, which holds that of its body, and of its body. So the
 * head can be trusted, and rows be skipped by it, without reading the rest.
 */
final class BlockChecksum {
    private static final int HEAD_FROM = BlockLayout.HEAD_CHECKSUM_OFFSET + Integer.BYTES;

    private BlockChecksum() {}

    /** Writes both checksums of a block that is complete but for them. */
    static void seal(MemorySegment segment, long offset, BlockHeader header) {
        segment.set(
                BlockLayout.INT,
                offset + BlockLayout.BODY_CHECKSUM_OFFSET,
                body(segment, offset, header));
        sealHead(segment, offset, header.headBytes());
    }

    /** Writes the checksum of header and directory. */
    static void sealHead(MemorySegment segment, long offset, int headBytes) {
        segment.set(
                BlockLayout.INT,
                offset + BlockLayout.HEAD_CHECKSUM_OFFSET,
                head(segment, offset, headBytes));
    }

    /**
     * Compares header and directory with their checksum.
     *
     * @throws CorruptBlockException if they do not match
     */
    static void checkHead(MemorySegment segment, long offset, int headBytes) {
        check(
                offset,
                "header and directory",
                segment.get(BlockLayout.INT, offset + BlockLayout.HEAD_CHECKSUM_OFFSET),
                head(segment, offset, headBytes));
    }

    /**
     * Compares what follows the directory with its checksum.
     *
     * @throws CorruptBlockException if they do not match
     */
    static void checkBody(MemorySegment segment, long offset, BlockHeader header) {
        check(
                offset,
                "values",
                segment.get(BlockLayout.INT, offset + BlockLayout.BODY_CHECKSUM_OFFSET),
                body(segment, offset, header));
    }

    private static void check(long offset, String part, int stored, int computed) {
        if (stored != computed) {
            throw new CorruptBlockException(
                    offset,
                    "checksum of its %s is 0x%08x, but the bytes give 0x%08x"
                            .formatted(part, stored, computed));
        }
    }

    private static int head(MemorySegment segment, long offset, int headBytes) {
        return compute(segment, offset + HEAD_FROM, headBytes - HEAD_FROM);
    }

    private static int body(MemorySegment segment, long offset, BlockHeader header) {
        int headBytes = header.headBytes();
        return compute(segment, offset + headBytes, header.lengthBytes() - headBytes);
    }

    private static int compute(MemorySegment segment, long from, int lengthBytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(segment.asSlice(from, lengthBytes).asByteBuffer());
        return (int) checksum.getValue();
    }
}
