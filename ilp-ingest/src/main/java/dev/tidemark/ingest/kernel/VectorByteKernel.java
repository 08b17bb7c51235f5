package dev.tidemark.ingest.kernel;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorSpecies;

/** A whole vector of bytes at a time; what is left over goes to the scalar twin. */
public final class VectorByteKernel implements ByteKernel {
    private static final VectorSpecies<Byte> SPECIES = ByteVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Masks are handled as {@code long}, and short vectors lose against plain code. */
    private static final int FEWEST_LANES = 32;

    private final ScalarByteKernel scalar = new ScalarByteKernel();

    static boolean isWorthwhile() {
        return LANES >= FEWEST_LANES && LANES <= Long.SIZE;
    }

    @Override
    public int firstBreak(byte[] text, int from, int to) {
        int position = from;
        for (; position + LANES <= to; position += LANES) {
            ByteVector bytes = ByteVector.fromArray(SPECIES, text, position);
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
        return scalar.firstBreak(text, position, to);
    }

    @Override
    public int lastLineEnd(byte[] text, int from, int to) {
        int end = to;
        for (; end - LANES >= from; end -= LANES) {
            ByteVector bytes = ByteVector.fromArray(SPECIES, text, end - LANES);
            long found = bytes.eq((byte) '\n').or(bytes.eq((byte) '\r')).toLong();
            if (found != 0) {
                return end - LANES + (Long.SIZE - 1 - Long.numberOfLeadingZeros(found));
            }
        }
        return scalar.lastLineEnd(text, from, end);
    }
}
