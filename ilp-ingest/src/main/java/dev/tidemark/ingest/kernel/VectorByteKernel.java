package dev.tidemark.ingest.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** A whole vector of bytes at a time; what is left over goes to the scalar twin. */
public final class VectorByteKernel implements ByteKernel {
    private static final VectorSpecies<Byte> SPECIES = ByteVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    /** Masks are handled as {@code long}, and short vectors lose against plain code. */
    private static final int FEWEST_LANES = 32;

    private final ScalarByteKernel scalar = new ScalarByteKernel();

    static boolean isWorthwhile() {
        return LANES >= FEWEST_LANES && LANES <= Long.SIZE;
    }

    @Override
    public boolean equal(
            MemorySegment left,
            long leftOffset,
            MemorySegment right,
            long rightOffset,
            int length) {
        if (length < LANES) {
            return scalar.equal(left, leftOffset, right, rightOffset, length);
        }
        int last = length - LANES;
        for (int index = 0; index < last; index += LANES) {
            ByteVector ours =
                    ByteVector.fromMemorySegment(SPECIES, left, leftOffset + index, ORDER);
            ByteVector theirs =
                    ByteVector.fromMemorySegment(SPECIES, right, rightOffset + index, ORDER);
            if (ours.compare(VectorOperators.NE, theirs).anyTrue()) {
                return false;
            }
        }
        // The last vector overlaps the one before, so that no byte beyond the range is read.
        ByteVector ours = ByteVector.fromMemorySegment(SPECIES, left, leftOffset + last, ORDER);
        ByteVector theirs = ByteVector.fromMemorySegment(SPECIES, right, rightOffset + last, ORDER);
        return !ours.compare(VectorOperators.NE, theirs).anyTrue();
    }

    @Override
    public long firstBreak(MemorySegment segment, long from, long to) {
        long position = from;
        for (; position + LANES <= to; position += LANES) {
            ByteVector bytes = ByteVector.fromMemorySegment(SPECIES, segment, position, ORDER);
            long found =
                    bytes.eq((byte) ' ')
                            .or(bytes.eq((byte) '\\'))
                            .or(bytes.eq((byte) '\n'))
                            .or(bytes.eq((byte) '\r'))
                            .toLong();
            if (found != 0) {
                return position + Long.numberOfTrailingZeros(found);
            }
        }
        return scalar.firstBreak(segment, position, to);
    }

    @Override
    public long lastLineEnd(MemorySegment segment, long from, long to) {
        long end = to;
        for (; end - LANES >= from; end -= LANES) {
            ByteVector bytes = ByteVector.fromMemorySegment(SPECIES, segment, end - LANES, ORDER);
            long found = bytes.eq((byte) '\n').or(bytes.eq((byte) '\r')).toLong();
            if (found != 0) {
                return end - LANES + (Long.SIZE - 1 - Long.numberOfLeadingZeros(found));
            }
        }
        return scalar.lastLineEnd(segment, from, end);
    }
}
