package dev.tidemark.core.type;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The type of a column, and how its values lie in memory and in plain blocks.
 *
 * <p>Most types are constants; {@link #decimal} and {@link #array} make those with parameters.
 * There is one object of each type, so {@code ==} compares types. {@link #kind()} is what a switch
 * goes by.
 *
 * <p>Values are little endian. NULL is never a value: it is a cleared bit in the column's validity
 * bitmap, so every bit pattern of every type can be stored.
 */
public final class ColumnType {
    /** Digits that a decimal can have: as many as any 256-bit number holds. */
    public static final int MAX_PRECISION = 76;

    /** Dimensions that an array can have. */
    public static final int MAX_DIMENSIONS = 32;

    private static final int LONG_PRECISION = 18;
    private static final int TWO_WORDS_PRECISION = 38;

    /** 0 or 1. */
    public static final ColumnType BOOLEAN = fixed(Kind.BOOLEAN, 1, VectorKind.LONGS);

    /** Signed, 8 bits. */
    public static final ColumnType BYTE = fixed(Kind.BYTE, 1, VectorKind.LONGS);

    /** Signed, 16 bits. */
    public static final ColumnType SHORT = fixed(Kind.SHORT, 2, VectorKind.LONGS);

    /** Signed, 32 bits. */
    public static final ColumnType INT = fixed(Kind.INT, 4, VectorKind.LONGS);

    /** Signed, 64 bits. */
    public static final ColumnType LONG = fixed(Kind.LONG, 8, VectorKind.LONGS);

    /** IEEE 754 binary32. */
    public static final ColumnType FLOAT = fixed(Kind.FLOAT, 4, VectorKind.DOUBLES);

    /** IEEE 754 binary64. */
    public static final ColumnType DOUBLE = fixed(Kind.DOUBLE, 8, VectorKind.DOUBLES);

    /** Milliseconds since 1970-01-01T00:00Z. */
    public static final ColumnType DATE = fixed(Kind.DATE, 8, VectorKind.LONGS);

    /** Microseconds since 1970-01-01T00:00Z. */
    public static final ColumnType TIMESTAMP = fixed(Kind.TIMESTAMP, 8, VectorKind.LONGS);

    /** Nanoseconds since 1970-01-01T00:00Z. */
    public static final ColumnType TIMESTAMP_NS = fixed(Kind.TIMESTAMP_NS, 8, VectorKind.LONGS);

    /** A text from a dictionary of the column; stored as its code, an unsigned 31-bit number. */
    public static final ColumnType SYMBOL = fixed(Kind.SYMBOL, 4, VectorKind.CODES);

    /** UTF-8 text of any length. */
    public static final ColumnType VARCHAR = fixed(Kind.VARCHAR, 0, VectorKind.BYTES);

    /** 128 bits: the low half, then the high half. */
    public static final ColumnType UUID = fixed(Kind.UUID, 16, VectorKind.WIDE);

    /** 256 bits, unsigned: four 64-bit words, the least significant first. */
    public static final ColumnType LONG256 = fixed(Kind.LONG256, 32, VectorKind.WIDE);

    private static final List<ColumnType> CONSTANTS =
            List.of(
                    BOOLEAN,
                    BYTE,
                    SHORT,
                    INT,
                    LONG,
                    FLOAT,
                    DOUBLE,
                    DATE,
                    TIMESTAMP,
                    TIMESTAMP_NS,
                    SYMBOL,
                    VARCHAR,
                    UUID,
                    LONG256);

    /** Types with parameters that were asked for so far, by code; as many as there are at most. */
    private static final ConcurrentMap<Integer, ColumnType> WITH_PARAMETERS =
            new ConcurrentHashMap<>();

    private final Kind kind;

    /** Precision of a decimal, dimensions of an array, else 0. */
    private final int size;

    private final int scale;
    private final int widthBytes;
    private final VectorKind vectorKind;

    private ColumnType(Kind kind, int size, int scale, int widthBytes, VectorKind vectorKind) {
        this.kind = kind;
        this.size = size;
        this.scale = scale;
        this.widthBytes = widthBytes;
        this.vectorKind = vectorKind;
    }

    private static ColumnType fixed(Kind kind, int widthBytes, VectorKind vectorKind) {
        return new ColumnType(kind, 0, 0, widthBytes, vectorKind);
    }

    /**
     * Exact numbers of a fixed number of digits: an unscaled whole number, divided by {@code
     * 10^scale}. It is stored in two's complement, in 8 bytes up to 18 digits and then like any
     * integer, in 16 up to 38 and else in 32, the least significant 64-bit word first.
     *
     * @param precision digits in all, 1 to {@link #MAX_PRECISION}
     * @param scale digits behind the point, 0 to {@code precision}
     * @throws IllegalArgumentException if they lie outside these bounds
     */
    public static ColumnType decimal(int precision, int scale) {
        if (precision < 1 || precision > MAX_PRECISION) {
            throw new IllegalArgumentException(
                    "a DECIMAL has 1 to %d digits, not %d".formatted(MAX_PRECISION, precision));
        }
        if (scale < 0 || scale > precision) {
            throw new IllegalArgumentException(
                    "a DECIMAL of %d digits has 0 to %d of them behind the point, not %d"
                            .formatted(precision, precision, scale));
        }
        return WITH_PARAMETERS.computeIfAbsent(
                code(Kind.DECIMAL, precision, scale), _ -> newDecimal(precision, scale));
    }

    private static ColumnType newDecimal(int precision, int scale) {
        if (precision <= LONG_PRECISION) {
            return new ColumnType(Kind.DECIMAL, precision, scale, 8, VectorKind.LONGS);
        }
        int widthBytes = precision <= TWO_WORDS_PRECISION ? 16 : 32;
        return new ColumnType(Kind.DECIMAL, precision, scale, widthBytes, VectorKind.WIDE);
    }

    /**
     * Arrays of DOUBLE; {@link ArrayLayout} describes the bytes of one.
     *
     * @param dimensions of every array of the type, 1 to {@link #MAX_DIMENSIONS}
     * @throws IllegalArgumentException if they lie outside these bounds
     */
    public static ColumnType array(int dimensions) {
        if (dimensions < 1 || dimensions > MAX_DIMENSIONS) {
            throw new IllegalArgumentException(
                    "an array has 1 to %d dimensions, not %d"
                            .formatted(MAX_DIMENSIONS, dimensions));
        }
        return WITH_PARAMETERS.computeIfAbsent(
                code(Kind.ARRAY, dimensions, 0),
                _ -> new ColumnType(Kind.ARRAY, dimensions, 0, 0, VectorKind.BYTES));
    }

    public Kind kind() {
        return kind;
    }

    public boolean isDecimal() {
        return kind == Kind.DECIMAL;
    }

    public boolean isArray() {
        return kind == Kind.ARRAY;
    }

    /** Digits of a decimal. */
    public int precision() {
        return require(Kind.DECIMAL).size;
    }

    /** Digits of a decimal behind the point. */
    public int scale() {
        return require(Kind.DECIMAL).scale;
    }

    /** Dimensions of an array. */
    public int dimensions() {
        return require(Kind.ARRAY).size;
    }

    /**
     * The number that stands for this type in files: the kind's code, in the next byte the
     * precision or the dimensions, in the one after it the scale; the highest is 0.
     */
    public int code() {
        return code(kind, size, scale);
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
        return switch (kind) {
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
    public static ColumnType ofCode(int code) {
        for (ColumnType type : CONSTANTS) {
            if (type.code() == code) {
                return type;
            }
        }
        int size = code >>> 8 & 0xFF;
        int scale = code >>> 16;
        if ((code & 0xFF) == Kind.DECIMAL.code) {
            return decimal(size, scale);
        }
        if ((code & 0xFF) == Kind.ARRAY.code && scale == 0) {
            return array(size);
        }
        throw new IllegalArgumentException("no column type has the code " + code);
    }

    /** The type without parameters of that name in any case, as SQL writes it. */
    public static Optional<ColumnType> ofName(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return CONSTANTS.stream().filter(type -> type.kind.name().equals(upper)).findFirst();
    }

    /** All types without parameters, by code. */
    public static List<ColumnType> constants() {
        return CONSTANTS;
    }

    /** As SQL writes it: {@code LONG}, {@code DECIMAL(18,3)}, {@code DOUBLE[][]}. */
    @Override
    public String toString() {
        return switch (kind) {
            case DECIMAL -> "DECIMAL(" + size + "," + scale + ")";
            case ARRAY -> "DOUBLE" + "[]".repeat(size);
            default -> kind.name();
        };
    }

    private static int code(Kind kind, int size, int scale) {
        return kind.code | size << 8 | scale << 16;
    }

    private ColumnType require(Kind required) {
        if (kind != required) {
            throw new IllegalStateException(this + " is no " + required);
        }
        return this;
    }

    /** What a type is, whatever its parameters. */
    public enum Kind {
        BOOLEAN(1),
        BYTE(2),
        SHORT(3),
        INT(4),
        LONG(5),
        FLOAT(6),
        DOUBLE(7),
        DATE(8),
        TIMESTAMP(9),
        TIMESTAMP_NS(10),
        SYMBOL(11),
        VARCHAR(12),
        UUID(13),
        LONG256(14),
        DECIMAL(15),
        ARRAY(16);

        /** The number that stands for this kind in files; never reused. */
        private final int code;

        Kind(int code) {
            this.code = code;
        }
    }
}
