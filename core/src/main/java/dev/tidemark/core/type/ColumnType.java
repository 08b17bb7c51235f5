package dev.tidemark.core.type;

import java.util.Locale;
import java.util.Optional;

/**
 * The type of a column, and how its values lie in memory and in plain blocks.
 *
 * <p>Values are little endian. NULL is never a value: it is a cleared bit in the column's validity
 * bitmap, so every bit pattern of every type can be stored.
 */
public enum ColumnType {
    /** 0 or 1. */
    BOOLEAN(1, 1, VectorKind.LONGS),
    /** Signed, 8 bits. */
    BYTE(2, 1, VectorKind.LONGS),
    /** Signed, 16 bits. */
    SHORT(3, 2, VectorKind.LONGS),
    /** Signed, 32 bits. */
    INT(4, 4, VectorKind.LONGS),
    /** Signed, 64 bits. */
    LONG(5, 8, VectorKind.LONGS),
    /** IEEE 754 binary32. */
    FLOAT(6, 4, VectorKind.DOUBLES),
    /** IEEE 754 binary64. */
    DOUBLE(7, 8, VectorKind.DOUBLES),
    /** Milliseconds since 1970-01-01T00:00Z. */
    DATE(8, 8, VectorKind.LONGS),
    /** Microseconds since 1970-01-01T00:00Z. */
    TIMESTAMP(9, 8, VectorKind.LONGS),
    /** Nanoseconds since 1970-01-01T00:00Z. */
    TIMESTAMP_NS(10, 8, VectorKind.LONGS),
    /** A text from a dictionary of the column; stored as its code, an unsigned 31-bit number. */
    SYMBOL(11, 4, VectorKind.CODES),
    /** UTF-8 text of any length. */
    VARCHAR(12, 0, VectorKind.BYTES),
    /** 128 bits: the low half, then the high half. */
    UUID(13, 16, VectorKind.WIDE),
    /** 256 bits, unsigned: four 64-bit words, the least significant first. */
    LONG256(14, 32, VectorKind.WIDE);

    private static final ColumnType[] BY_CODE = new ColumnType[16];

    static {
        for (ColumnType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final byte code;
    private final int widthBytes;
    private final VectorKind vectorKind;

    ColumnType(int code, int widthBytes, VectorKind vectorKind) {
        this.code = (byte) code;
        this.widthBytes = widthBytes;
        this.vectorKind = vectorKind;
    }

    /** The number that stands for this type in files; never reused. */
    public byte code() {
        return code;
    }

    /** Bytes of one value in a plain vector, or 0 for a type of variable size. */
    public int widthBytes() {
        return widthBytes;
    }

    public boolean isFixedWidth() {
        return widthBytes > 0;
    }

    /** Which array of a {@code Vector} holds values of this type. */
    public VectorKind vectorKind() {
        return vectorKind;
    }

    public boolean isTimestamp() {
        return this == TIMESTAMP || this == TIMESTAMP_NS;
    }

    /** Ticks of this type in a second. */
    public long unitsPerSecond() {
        return switch (this) {
            case DATE -> 1_000L;
            case TIMESTAMP -> 1_000_000L;
            case TIMESTAMP_NS -> 1_000_000_000L;
            default -> throw new IllegalStateException(this + " is not a point in time");
        };
    }

    /**
     * The type that a file's number stands for.
     *
     * @throws IllegalArgumentException if no type has that number
     */
    public static ColumnType ofCode(byte code) {
        ColumnType type = code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
        if (type == null) {
            throw new IllegalArgumentException("no column type has the code " + code);
        }
        return type;
    }

    /** The type of that name in any case, as SQL writes it. */
    public static Optional<ColumnType> ofName(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        for (ColumnType type : values()) {
            if (type.name().equals(upper)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
