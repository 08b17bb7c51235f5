package dev.tidemark.server.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RowTextTest {
    private static final int ROUNDS = 200_000;

    private final TextBytes out = new TextBytes();

    @Test
    void wholeNumbersAreThoseOfJava() {
        Random random = random();
        long[] boundaries = {
            0, 9, 10, 99, 100, -1, -10, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1
        };
        for (long value : boundaries) {
            assertWhole(value);
        }
        for (int round = 0; round < ROUNDS; round++) {
            assertWhole(random.nextLong() >> random.nextInt(64));
        }
    }

    @Test
    void realNumbersReadBackAsTheSame() {
        Random random = random();
        double[] boundaries = {
            0.0,
            -0.0,
            1,
            -1.5,
            0.1,
            0.3,
            1e15,
            999_999_999_999_999.0,
            1e-7,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            0.000001,
            123456.789,
            4.35,
            1.005,
            9007199254740992.0
        };
        for (double value : boundaries) {
            assertReal(value);
        }
        for (int round = 0; round < ROUNDS; round++) {
            assertReal(Double.longBitsToDouble(random.nextLong()));
            assertReal(random.nextInt(2_000_000) / 1000.0);
            assertReal(random.nextDouble() * 100);
        }
    }

    @Test
    void shortDecimalsStayShort() {
        assertEquals("58.0", real(58));
        assertEquals("-0.0", real(-0.0));
        assertEquals("0.1", real(0.1));
        assertEquals("76.25", real(76.25));
        assertEquals("0.000001", real(0.000001));
        assertEquals("1234567.125", real(1234567.125));
    }

    @Test
    void timesAreThoseOfTheCalendar() {
        Random random = random();
        DateTimeFormatter format =
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'")
                        .withZone(ZoneOffset.UTC);
        TimeText text = new TimeText(6);
        long mostSeconds = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
        long leastSeconds = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
        for (int round = 0; round < ROUNDS; round++) {
            long second = random.nextLong(leastSeconds, mostSeconds);
            int micros = random.nextInt(1_000_000);
            out.clear();
            text.append(out, second * 1_000_000 + micros);
            assertEquals(
                    format.format(Instant.ofEpochSecond(second, micros * 1_000L)), out.toString());
        }
    }

    @Test
    void timesOfOtherUnitsAndFarYears() {
        assertEquals("2016-02-29T00:00:00.001Z", time(3, 1_456_704_000_001L));
        assertEquals("1969-12-31T23:59:59.999999999Z", time(9, -1));
        assertEquals("+294247-01-10T04:00:54.775807Z", time(6, Long.MAX_VALUE));
        assertEquals("-290308-12-21T19:59:05.224192Z", time(6, Long.MIN_VALUE));
    }

    @Test
    void jsonStringsAreEscaped() {
        JsonText.append(out, "a\"b\\c\n\t\u0001é€😀");
        assertEquals("\"a\\\"b\\\\c\\n\\t\\u0001é€😀\"", out.toString());
    }

    private void assertWhole(long value) {
        out.clear();
        out.putLong(value);
        assertEquals(Long.toString(value), out.toString());
    }

    private void assertReal(double value) {
        if (Double.isFinite(value)) {
            String text = real(value);
            assertEquals(
                    Double.doubleToRawLongBits(value),
                    Double.doubleToRawLongBits(Double.parseDouble(text)),
                    text);
        }
    }

    private String real(double value) {
        out.clear();
        RealText.append(out, value);
        return out.toString();
    }

    private String time(int fractionDigits, long ticks) {
        out.clear();
        new TimeText(fractionDigits).append(out, ticks);
        return out.toString();
    }

    private static Random random() {
        String given = System.getProperty("seed", "");
        long seed = given.isEmpty() ? System.nanoTime() : Long.parseLong(given);
        System.out.println("seed " + seed);
        return new Random(seed);
    }
}
