package dev.tidemark.pgwire.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.pgwire.Seeds;
import dev.tidemark.sql.Parameter;
import dev.tidemark.sql.type.SqlType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ParameterReaderTest {
    private static final long EPOCH_2000_MICROS = 946_684_800_000_000L;

    @Test
    void textStaysText() {
        ByteBuffer bytes = ByteBuffer.wrap("größe".getBytes(StandardCharsets.UTF_8));
        for (PgType type : PgType.values()) {
            assertEquals(
                    new Parameter.Text("größe"),
                    ParameterReader.read(bytes.duplicate(), false, type.number(), SqlType.LONG));
        }
        assertEquals(new Parameter.Text("größe"), binary(bytes, PgType.VARCHAR, SqlType.SYMBOL));
        ByteBuffer wrong = ByteBuffer.wrap(new byte[] {(byte) 0xC3});
        assertThrows(
                InvalidValueException.class,
                () -> ParameterReader.read(wrong, false, 25, SqlType.VARCHAR));
    }

    @Test
    void integersFitTheTarget() {
        ByteBuffer small = ByteBuffer.allocate(2).putShort((short) -7).flip();
        assertEquals(new Parameter.Whole(-7), binary(small, PgType.INT2, SqlType.LONG));
        assertEquals(new Parameter.Real(-7), binary(small, PgType.INT2, SqlType.DOUBLE));
        assertEquals(new Parameter.Text("-7"), binary(small, PgType.INT2, SqlType.VARCHAR));
        ByteBuffer medium = ByteBuffer.allocate(4).putInt(Integer.MIN_VALUE).flip();
        assertEquals(
                new Parameter.Whole(Integer.MIN_VALUE), binary(medium, PgType.INT4, SqlType.LONG));
        ByteBuffer large = ByteBuffer.allocate(8).putLong(Long.MAX_VALUE).flip();
        assertEquals(new Parameter.Whole(Long.MAX_VALUE), binary(large, PgType.INT8, SqlType.INT));
        ByteBuffer yes = ByteBuffer.wrap(new byte[] {1});
        assertEquals(new Parameter.Whole(1), binary(yes, PgType.BOOLEAN, SqlType.BOOLEAN));
        assertEquals(new Parameter.Text("true"), binary(yes, PgType.BOOLEAN, SqlType.VARCHAR));
    }

    @Test
    void realsFitTheTarget() {
        ByteBuffer single = ByteBuffer.allocate(4).putFloat(1.5f).flip();
        assertEquals(new Parameter.Real(1.5), binary(single, PgType.FLOAT4, SqlType.DOUBLE));
        ByteBuffer nan = ByteBuffer.allocate(8).putDouble(Double.NaN).flip();
        assertEquals(new Parameter.Real(Double.NaN), binary(nan, PgType.FLOAT8, SqlType.DOUBLE));
        assertEquals(new Parameter.Text("NaN"), binary(nan, PgType.FLOAT8, SqlType.VARCHAR));
        ByteBuffer tenth = ByteBuffer.allocate(8).putDouble(0.1).flip();
        assertEquals(new Parameter.Text("0.1"), binary(tenth, PgType.FLOAT8, SqlType.SYMBOL));
    }

    @Test
    void timesHaveTheTargetsUnit() {
        ByteBuffer time = ByteBuffer.allocate(8).putLong(1_001).flip();
        long micros = EPOCH_2000_MICROS + 1_001;
        assertEquals(
                new Parameter.Whole(micros), binary(time, PgType.TIMESTAMP, SqlType.TIMESTAMP));
        assertEquals(
                new Parameter.Whole(micros * 1_000),
                binary(time, PgType.TIMESTAMP_WITH_TIME_ZONE, SqlType.TIMESTAMP_NS));
        assertEquals(
                new Parameter.Whole(EPOCH_2000_MICROS / 1_000 + 1),
                binary(time, PgType.TIMESTAMP, SqlType.DATE));
        assertEquals(
                new Parameter.Text("2000-01-01T00:00:00.001001Z"),
                binary(time, PgType.TIMESTAMP, SqlType.VARCHAR));
        ByteBuffer day = ByteBuffer.allocate(4).putInt(-1).flip();
        assertEquals(
                new Parameter.Whole(EPOCH_2000_MICROS - 86_400_000_000L),
                binary(day, PgType.DATE, SqlType.TIMESTAMP));
        ByteBuffer infinity = ByteBuffer.allocate(8).putLong(Long.MAX_VALUE).flip();
        assertThrows(
                InvalidValueException.class,
                () -> binary(infinity, PgType.TIMESTAMP, SqlType.TIMESTAMP));
    }

    @Test
    void uuidsBecomeText() {
        ByteBuffer uuid = ByteBuffer.allocate(16).putLong(0x123E4567E89B12D3L).putLong(-1).flip();
        assertEquals(
                new Parameter.Text("123e4567-e89b-12d3-ffff-ffffffffffff"),
                binary(uuid, PgType.UUID, SqlType.UUID));
    }

    @Test
    void numericsAreReadExactly() {
        SplittableRandom random = Seeds.random("ParameterReaderTest");
        for (int round = 0; round < 2_000; round++) {
            BigDecimal number =
                    new BigDecimal(
                            BigInteger.valueOf(random.nextLong() >> random.nextInt(63)),
                            random.nextInt(-8, 20));
            assertEquals(
                    0,
                    number.compareTo(NumericReader.read(numeric(number)).orElseThrow()),
                    number.toString());
        }
        ByteBuffer half = numeric(new BigDecimal("-90.50"));
        assertEquals(new Parameter.Real(-90.5), binary(half, PgType.NUMERIC, SqlType.DOUBLE));
        assertEquals(
                0, new BigDecimal("-90.5").compareTo(new BigDecimal(text(half, SqlType.VARCHAR))));
        assertEquals("200", text(numeric(new BigDecimal("200.00")), SqlType.LONG));
        assertEquals("0", text(numeric(new BigDecimal("0")), SqlType.LONG));
        ByteBuffer nan = ByteBuffer.wrap(new byte[] {0, 0, 0, 0, (byte) 0xC0, 0, 0, 0});
        assertEquals(new Parameter.Real(Double.NaN), binary(nan, PgType.NUMERIC, SqlType.DOUBLE));
    }

    @Test
    void anyBytesAreAValueOrRefused() {
        SplittableRandom random = Seeds.random("ParameterReaderTest");
        List<PgType> types = List.of(PgType.values());
        List<SqlType> targets = SqlType.constants();
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(20)];
            random.nextBytes(bytes);
            PgType type = types.get(random.nextInt(types.size()));
            SqlType target = targets.get(random.nextInt(targets.size()));
            try {
                binary(ByteBuffer.wrap(bytes), type, target);
            } catch (InvalidValueException _) {
                refused++;
            }
        }
        assertTrue(refused > 1_000 && refused < 19_900, refused + " refused");
    }

    private static String text(ByteBuffer bytes, SqlType target) {
        return binary(bytes, PgType.NUMERIC, target) instanceof Parameter.Text(String text)
                ? text
                : "no text";
    }

    private static Parameter binary(ByteBuffer bytes, PgType type, SqlType target) {
        return ParameterReader.read(bytes.duplicate(), true, type.number(), target);
    }

    /** A numeric as PostgreSQL writes it: digits of base 10,000 around the point. */
    private static ByteBuffer numeric(BigDecimal number) {
        int groupsAfterPoint = Math.max(0, Math.ceilDiv(number.scale(), 4));
        BigInteger rest = number.abs().movePointRight(4 * groupsAfterPoint).toBigIntegerExact();
        List<Integer> digits = new ArrayList<>();
        while (rest.signum() != 0) {
            BigInteger[] parts = rest.divideAndRemainder(BigInteger.valueOf(10_000));
            digits.addFirst(parts[1].intValue());
            rest = parts[0];
        }
        ByteBuffer bytes = ByteBuffer.allocate(8 + 2 * digits.size());
        bytes.putShort((short) digits.size());
        bytes.putShort((short) (digits.size() - 1 - groupsAfterPoint));
        bytes.putShort((short) (number.signum() < 0 ? 0x4000 : 0));
        bytes.putShort((short) Math.max(0, number.scale()));
        digits.forEach(digit -> bytes.putShort(digit.shortValue()));
        return bytes.flip();
    }
}
