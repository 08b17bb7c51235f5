package dev.tidemark.core.encoding.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The layout of a packed vector as the scalar twins walk over it: lane by lane.
 *
 * @param bits of a lane: 16, 32 or 64
 * @param perColumn lanes that a column is divided into
 */
record Lanes(int bits, int perColumn) {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Of vectors of longs. */
    static Lanes ofLongs(Packing packing) {
        int bits = Packing.laneBits(packing.width());
        return new Lanes(bits, Long.SIZE / bits);
    }

    /** Of vectors of ints. */
    static Lanes ofInts(Packing packing) {
        int bits = Packing.laneBits(packing.width());
        return new Lanes(bits, Integer.SIZE / bits);
    }

    int count() {
        return PackingKernel.VECTOR_ROWS / bits;
    }

    /** The first row of a lane; further ones are {@link #count} rows apart. */
    int firstRow(int lane) {
        return lane % perColumn * (count() / perColumn) + lane / perColumn;
    }

    /**
     * Where a lane's first word is; further ones are {@link PackingKernel#WORD_ROW_BYTES} apart.
     */
    long wordAt(long offset, int lane) {
        return offset + (long) lane * bits / Byte.SIZE;
    }

    /** The number that begins at a bit of the lane whose first word is at {@code at}. */
    long number(MemorySegment source, long at, int bit, int width) {
        long word = at + (long) (bit / bits) * PackingKernel.WORD_ROW_BYTES;
        int shift = bit % bits;
        long number = read(source, word) >>> shift;
        if (shift + width > bits) {
            number |= read(source, word + PackingKernel.WORD_ROW_BYTES) << (bits - shift);
        }
        return number & (-1L >>> (Long.SIZE - width));
    }

    private long read(MemorySegment source, long at) {
        return switch (bits) {
            case Short.SIZE -> source.get(SHORT, at) & 0xFFFFL;
            case Integer.SIZE -> source.get(INT, at) & 0xFFFF_FFFFL;
            default -> source.get(LONG, at);
        };
    }

    /** Writes the lowest bits of a word. */
    void write(MemorySegment target, long at, long word) {
        switch (bits) {
            case Short.SIZE -> target.set(SHORT, at, (short) word);
            case Integer.SIZE -> target.set(INT, at, (int) word);
            default -> target.set(LONG, at, word);
        }
    }
}
