package dev.tidemark.core.encoding;

import dev.tidemark.core.encoding.BlockHeader.ValueType;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * What all blocks share while they are written: header, directory, validity, aligned payloads,
 * checksum. A block is begun, gets its payloads in the order of the vectors, and is finished.
 */
final class BlockFrame {
    private final BlockRows rows;
    private final ValueType valueType;
    private final Encoding encoding;
    private final BlockOutput output;
    private final long start;
    private long position;

    /**
     * @param payloadBytes upper bound of all payloads together, without padding
     * @throws IllegalArgumentException if the block may become too long
     */
    BlockFrame(
            BlockRows rows,
            ValueType valueType,
            Encoding encoding,
            long payloadBytes,
            BlockOutput output) {
        this.rows = rows;
        this.valueType = valueType;
        this.encoding = encoding;
        this.output = output;
        int payloadsOffset = BlockLayout.payloadsOffset(encoding, rows.count(), rows.nullCount());
        long paddingBytes = (long) rows.vectorCount() * BlockLayout.ALIGNMENT_BYTES;
        long bound = payloadsOffset + payloadBytes + paddingBytes;
        if (bound > BlockLayout.MAXIMUM_BLOCK_BYTES) {
            throw new IllegalArgumentException(
                    "a block of %d rows would take %d bytes; at most %d are allowed"
                            .formatted(rows.count(), bound, BlockLayout.MAXIMUM_BLOCK_BYTES));
        }
        output.reserve(bound);
        this.start = output.lengthBytes();
        this.position = start + payloadsOffset;
        long validityAt = start + BlockLayout.headBytes(encoding, rows.count());
        int validityBytes = BlockLayout.validityBytes(rows.count(), rows.nullCount());
        if (validityBytes > 0) {
            long[] validity = Objects.requireNonNull(rows.validity());
            Validity.write(validity, rows.from(), rows.count(), segment(), validityAt);
        }
        clear(validityAt + validityBytes, position);
    }

    ValueType valueType() {
        return valueType;
    }

    MemorySegment segment() {
        return output.segment();
    }

    /** Where the record of a vector begins in {@link #segment()}; it is zero at first. */
    long record(int vector) {
        return start
                + BlockLayout.recordsOffset(encoding, rows.count(), rows.nullCount())
                + (long) vector * BlockLayout.recordBytes(encoding);
    }

    /** Where the next payload begins in {@link #segment()}. */
    long position() {
        return position;
    }

    /**
     * Ends a payload of so many bytes, so that the next begins at a multiple of 64.
     *
     * @return where it began, from the start of the block
     */
    int endPayload(long lengthBytes) {
        return endPayload(lengthBytes, BlockLayout.ALIGNMENT_BYTES);
    }

    /** As {@link #endPayload(long)}; the next payload begins at a multiple of 8. */
    int endLoosePayload(long lengthBytes) {
        return endPayload(lengthBytes, BlockLayout.LOOSE_ALIGNMENT_BYTES);
    }

    private int endPayload(long lengthBytes, int alignmentBytes) {
        int payloadOffset = (int) (position - start);
        long end = BlockLayout.aligned(position + lengthBytes, alignmentBytes);
        clear(position + lengthBytes, end);
        position = end;
        return payloadOffset;
    }

    /**
     * Ends the block.
     *
     * @return its length in bytes
     */
    int finish(VectorDirectory directory, BlockStatistics statistics) {
        long end = BlockLayout.aligned(position);
        clear(position, end);
        int lengthBytes = (int) (end - start);
        if (encoding != Encoding.CONSTANT) {
            directory.write(segment(), start + BlockLayout.DIRECTORY_OFFSET, rows.vectorCount());
        }
        BlockHeader header =
                new BlockHeader(
                        encoding,
                        valueType,
                        rows.count(),
                        rows.nullCount(),
                        lengthBytes,
                        directory.divisor,
                        statistics);
        header.write(segment(), start);
        BlockChecksum.seal(segment(), start, header);
        output.advance(lengthBytes);
        return lengthBytes;
    }

    private void clear(long from, long to) {
        if (from < to) {
            segment().asSlice(from, to - from).fill((byte) 0);
        }
    }
}
