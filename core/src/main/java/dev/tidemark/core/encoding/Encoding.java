package dev.tidemark.core.encoding;

import org.jspecify.annotations.Nullable;

/** How the values of a block are stored. The numbers stand in files and are never reused. */
public enum Encoding {
    /** Values as they lie in memory. */
    PLAIN(1),
    /** One value for the whole block, or no value at all: nothing but the header. */
    CONSTANT(2),
    /** Per vector: the minimum, and bit-packed multiples of a common divisor above it. */
    FRAME_OF_REFERENCE(3),
    /** As {@link #FRAME_OF_REFERENCE}, of the differences to the value 16 rows before. */
    DELTA(4),
    /** The distinct texts of the block, and the bit-packed number of its text for each row. */
    DICTIONARY(5),
    /** As {@link #FRAME_OF_REFERENCE}, of whole numbers to be divided by a power of ten. */
    DECIMAL(6),
    /** Per vector: runs of equal values. */
    RUN_LENGTH(7);

    private static final @Nullable Encoding[] BY_CODE = new @Nullable Encoding[8];

    static {
        for (Encoding encoding : values()) {
            BY_CODE[encoding.code] = encoding;
        }
    }

    private final byte code;

    Encoding(int code) {
        this.code = (byte) code;
    }

    /** The number that stands for this encoding in files. */
    public byte code() {
        return code;
    }

    /** The encoding of that number, or null if there is none. */
    static @Nullable Encoding ofCode(byte code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
