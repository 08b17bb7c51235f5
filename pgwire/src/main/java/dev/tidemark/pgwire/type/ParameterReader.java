package dev.tidemark.pgwire.type;

import dev.tidemark.sql.Parameter;
import dev.tidemark.sql.type.SqlType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** Reads the values of parameters. */
public final class ParameterReader {
    /** From 1970-01-01 to 2000-01-01. */
    private static final long EPOCH_DISTANCE_DAYS = 10_957;

    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final long MICROS_PER_SECOND = 1_000_000L;

    private ParameterReader() {}

    /**
     * Reads a value that is not NULL.
     *
     * @param bytes the value, all of it
     * @param number of the type that the client was told or has told
     * @param target the type that the statement wants
     * @throws InvalidValueException if the bytes are no value of the type
     */
    public static Parameter read(ByteBuffer bytes, boolean isBinary, int number, SqlType target) {
        if (!isBinary) {
            return new Parameter.Text(text(bytes));
        }
        Optional<PgType> type = PgType.ofNumber(number);
        if (type.isEmpty()) {
            throw new InvalidValueException(
                    "values of the type with number " + number + " are not read in binary");
        }
        return switch (type.get()) {
            case BOOLEAN -> whole(fixed(bytes, 1).get() != 0 ? 1 : 0, target, true);
            case INT2 -> whole(fixed(bytes, Short.BYTES).getShort(), target, false);
            case INT4 -> whole(fixed(bytes, Integer.BYTES).getInt(), target, false);
            case INT8 -> whole(fixed(bytes, Long.BYTES).getLong(), target, false);
            case FLOAT4 -> real(fixed(bytes, Float.BYTES).getFloat(), target);
            case FLOAT8 -> real(fixed(bytes, Double.BYTES).getDouble(), target);
            case TIMESTAMP, TIMESTAMP_WITH_TIME_ZONE ->
                    time(fixed(bytes, Long.BYTES).getLong(), target);
            case DATE -> time(fixed(bytes, Integer.BYTES).getInt() * MICROS_PER_DAY, target);
            case NUMERIC -> numeric(NumericReader.read(bytes), target);
            case FLOAT8_ARRAY -> new Parameter.Text(ArrayReader.read(bytes));
            case UUID -> {
                ByteBuffer words = fixed(bytes, 2 * Long.BYTES);
                yield new Parameter.Text(new UUID(words.getLong(), words.getLong()).toString());
            }
            case NAME, TEXT, UNKNOWN, CHARACTER, VARCHAR -> new Parameter.Text(text(bytes));
        };
    }

    private static Parameter whole(long value, SqlType target, boolean isBoolean) {
        if (target.isReal()) {
            return new Parameter.Real(value);
        }
        if (target.isText()) {
            return new Parameter.Text(
                    isBoolean ? Boolean.toString(value != 0) : Long.toString(value));
        }
        return new Parameter.Whole(value);
    }

    private static Parameter real(double value, SqlType target) {
        return target.isText()
                ? new Parameter.Text(Double.toString(value))
                : new Parameter.Real(value);
    }

    private static Parameter numeric(Optional<BigDecimal> value, SqlType target) {
        if (value.isEmpty()) {
            return real(Double.NaN, target);
        }
        BigDecimal number = value.get();
        if (target.isReal()) {
            return new Parameter.Real(number.doubleValue());
        }
        // The engine reads the text as the type it wants, and says so if it is none.
        return new Parameter.Text(
                target.isInteger() && number.signum() != 0
                        ? number.stripTrailingZeros().toPlainString()
                        : number.toPlainString());
    }

    private static Parameter time(long microsSince2000, SqlType target) {
        try {
            long micros = Math.addExact(microsSince2000, EPOCH_DISTANCE_DAYS * MICROS_PER_DAY);
            return switch (target.kind()) {
                case DATE -> new Parameter.Whole(Math.floorDiv(micros, 1_000));
                case TIMESTAMP_NS -> new Parameter.Whole(Math.multiplyExact(micros, 1_000L));
                case UNKNOWN, SYMBOL, VARCHAR, ARRAY -> new Parameter.Text(timeText(micros));
                case BOOLEAN,
                        BYTE,
                        SHORT,
                        INT,
                        LONG,
                        FLOAT,
                        DOUBLE,
                        TIMESTAMP,
                        UUID,
                        LONG256,
                        DECIMAL ->
                        new Parameter.Whole(micros);
            };
        } catch (ArithmeticException _) {
            throw new InvalidValueException("the time is beyond what " + target + " can hold");
        }
    }

    private static String timeText(long micros) {
        int nanos = (int) Math.floorMod(micros, MICROS_PER_SECOND) * 1_000;
        long seconds = Math.floorDiv(micros, MICROS_PER_SECOND);
        return LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC) + "Z";
    }

    private static ByteBuffer fixed(ByteBuffer bytes, int length) {
        if (bytes.remaining() != length) {
            throw new InvalidValueException(
                    "it has " + bytes.remaining() + " bytes instead of " + length);
        }
        return bytes;
    }

    private static String text(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException _) {
            throw new InvalidValueException("it is not in UTF-8");
        }
    }
}
