package dev.tidemark.sql.function;

import dev.tidemark.core.type.ColumnType;
import dev.tidemark.sql.type.SqlType;

/**
 * The types of decimal results. Where a result could need more than 76 digits it gets 76, and fails
 * for values that do need more; products and quotients give up digits behind the point first, but
 * keep 6.
 */
public final class DecimalTypes {
    /** The type of decimals for which a statement names no precision. */
    public static final SqlType DEFAULT = SqlType.decimal(18, 3);

    /** Holds what clients send as a number of any precision. */
    public static final SqlType WIDEST = SqlType.decimal(ColumnType.MAX_PRECISION, 38);

    /** Digits behind the point that a quotient or product keeps at least. */
    private static final int MIN_SCALE = 6;

    /** Digits of 2^64, by which a sum can be longer than its values. */
    private static final int SUM_DIGITS = 20;

    private DecimalTypes() {}

    /** The decimal type that holds all values of an integer or decimal type. */
    public static SqlType holding(SqlType type) {
        return switch (type.kind()) {
            case BYTE -> SqlType.decimal(3, 0);
            case SHORT -> SqlType.decimal(5, 0);
            case INT -> SqlType.decimal(10, 0);
            case LONG -> SqlType.decimal(19, 0);
            default -> type;
        };
    }

    /** The type that holds the values of two decimal types. */
    public static SqlType common(SqlType left, SqlType right) {
        int whole = Math.max(wholeDigits(left), wholeDigits(right));
        int scale = Math.max(scale(left), scale(right));
        return SqlType.decimal(Math.min(whole + scale, ColumnType.MAX_PRECISION), scale);
    }

    /** Of a sum or difference of two values. */
    static SqlType sum(SqlType left, SqlType right) {
        return withMorePrecision(common(left, right), 1);
    }

    /** Of a product. */
    static SqlType product(SqlType left, SqlType right) {
        return limited(wholeDigits(left) + wholeDigits(right), scale(left) + scale(right));
    }

    /** Of a quotient. */
    static SqlType quotient(SqlType dividend, SqlType divisor) {
        int scale = Math.max(MIN_SCALE, Math.max(scale(dividend), scale(divisor)));
        return limited(wholeDigits(dividend) + scale(divisor), scale);
    }

    /** Of a value rounded to a whole number. */
    static SqlType whole(SqlType type) {
        return SqlType.decimal(Math.min(wholeDigits(type) + 1, ColumnType.MAX_PRECISION), 0);
    }

    /** Of a sum of many values. */
    static SqlType total(SqlType type) {
        return withMorePrecision(type, SUM_DIGITS);
    }

    /** Of an average of many values. */
    static SqlType average(SqlType type) {
        return limited(wholeDigits(type), Math.max(MIN_SCALE, scale(type)));
    }

    /** The same with more digits before the point. */
    static SqlType withMorePrecision(SqlType type, int digits) {
        int precision = type.columnType().precision() + digits;
        return SqlType.decimal(Math.min(precision, ColumnType.MAX_PRECISION), scale(type));
    }

    static int scale(SqlType type) {
        return type.columnType().scale();
    }

    private static int wholeDigits(SqlType type) {
        return type.columnType().precision() - type.columnType().scale();
    }

    private static SqlType limited(int wholeDigits, int scale) {
        int room = Math.max(ColumnType.MAX_PRECISION - wholeDigits, Math.min(scale, MIN_SCALE));
        int kept = Math.min(scale, room);
        int precision = Math.min(Math.max(wholeDigits + kept, 1), ColumnType.MAX_PRECISION);
        return SqlType.decimal(precision, kept);
    }
}
