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
        long validityAt =
                start
                        + BlockLayout.DIRECTORY_OFFSET
                        + BlockLayout.directoryBytes(encoding, rows.count());
        int validityBytes = BlockLayout.validityBytes(rows.count(), rows.nullCount());
        if (validityBytes > 0) {
            long[] validity = Objects.requireNonNull(rows.validity());
            Validity.write(validity, rows.from(), rows.count(), segment(), validityAt);
        }
        clear(validityAt + validityBytes, position);
    }

    MemorySegment segment() {
        return output.segment();
    }

    /** Where the next payload begins in {@link #segment()}. */
    long position() {
        return position;
    }

    /**
     * Ends a payload of so many bytes.
     *
     * @return where it began, from the start of the block
     */
    int endPayload(long lengthBytes) {
        int payloadOffset = (int) (position - start);
        long end = BlockLayout.aligned(position + lengthBytes);
        clear(position + lengthBytes, end);
        position = end;
        return payloadOffset;
    }

    /**
     * Ends the block.
     *
     * @return its length in bytes
     */
    int finish(VectorDirectory directory, Extremes extremes) {
        int lengthBytes = (int) (position - start);
        if (encoding != Encoding.CONSTANT) {
            directory.write(segment(), start + BlockLayout.DIRECTORY_OFFSET, rows.vectorCount());
        }
        new BlockHeader(
                        encoding,
                        valueType,
                        rows.count(),
                        rows.nullCount(),
                        lengthBytes,
                        extremes.minimum(),
                        extremes.maximum(),
                        extremes.hasNaN())
                .write(segment(), start);
        BlockChecksum.seal(segment(), start, lengthBytes);
        output.advance(lengthBytes);
        return lengthBytes;
    }

    private void clear(long from, long to) {
        if (from < to) {
            segment().asSlice(from, to - from).fill((byte) 0);
        }
    }

    /**
     * What is known of the values of a whole block, as in its header.
     *
     * @param minimum least value as a long, or the bits of a double
     * @param maximum greatest value, likewise
     * @param hasNaN whether a value is not a number
     */
    record Extremes(long minimum, long maximum, boolean hasNaN) {
        /** Of values that have no order, and of no values. */
        static final Extremes NONE = new Extremes(0, 0, false);
    }
}
