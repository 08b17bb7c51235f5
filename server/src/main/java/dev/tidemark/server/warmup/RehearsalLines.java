package dev.tidemark.server.warmup;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Line protocol with a bit of everything that senders write: two tables, many series, short and
 * long integers, real numbers, booleans, texts, fields that are sometimes missing; most of the time
 * one series after another, all at the same time, then in any order, each at a time of its own.
 * Each round has the same lines at later times.
 */
final class RehearsalLines {
    static final int ROWS = 4_000;

    /** Those of them in which the series take turns. */
    private static final int ORDERED_ROWS = ROWS - ROWS / 4;

    private static final int SERIES = 500;
    private static final long FIRST_TIME_NANOS = 1_600_000_000_000_000_000L;
    private static final long STEP_NANOS = 1_000_000_000L;
    private static final int TIME_DIGITS = 19;
    private static final String[] FIELDS = {
        "f",
        "user",
        "system",
        "idle",
        "waiting",
        "interrupts",
        "interrupts_soft",
        "stolen",
        "running_others",
        "low_priority"
    };

    private final Random random;
    private final byte[] text;
    private long timeNanos = FIRST_TIME_NANOS;

    /**
     * @param number of the connection that sends them
     */
    RehearsalLines(int number) {
        random = new Random(number);
        StringBuilder lines = new StringBuilder();
        for (int row = 0; row < ROWS; row++) {
            int series = row < ORDERED_ROWS ? row % SERIES : random.nextInt(SERIES);
            appendLine(lines, series, row % 8 == 7);
        }
        text = lines.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** The lines of the next round; good until the one after it. */
    ByteBuffer next() {
        int row = 0;
        for (int index = 0; index < text.length; index++) {
            if (text[index] == '\n') {
                writeTime(index);
                row++;
                if (row > ORDERED_ROWS || row % SERIES == 0) {
                    timeNanos += STEP_NANOS;
                }
            }
        }
        return ByteBuffer.wrap(text);
    }

    private void appendLine(StringBuilder lines, int series, boolean mixed) {
        lines.append(mixed ? "mixed" : "integers").append(",host=host_").append(series);
        lines.append(",region=region-").append(series % 9).append(",rack=").append(series % 100);
        lines.append(",system=Linux,architecture=x64,team=").append(series % 4);
        lines.append(",service=").append(series % 20).append(",environment=test");
        boolean complete = random.nextInt(8) > 0;
        char separator = ' ';
        for (int field = 0; field < FIELDS.length; field++) {
            if (complete || random.nextInt(8) > 0) {
                lines.append(separator).append(FIELDS[field]).append('=');
                lines.append(mixed ? mixedValue(field) : integer());
                separator = ',';
            }
        }
        lines.append(separator).append(mixed ? "last_and_longest_of_all=" : "last=");
        lines.append(mixed ? mixedValue(1) : integer()).append(' ');
        lines.append("0".repeat(TIME_DIGITS)).append('\n');
    }

    private String integer() {
        int digits = random.nextInt(40);
        int bound = digits < 38 ? 101 : digits < 39 ? 10_000 : Integer.MAX_VALUE;
        return random.nextInt(bound) + "i";
    }

    private String mixedValue(int field) {
        return switch (field % 5) {
            case 0 -> Integer.toString(random.nextInt(2_000));
            case 1 -> "%d.%05d".formatted(random.nextInt(90), random.nextInt(100_000));
            case 2 -> random.nextBoolean() ? "t" : "false";
            case 3 -> '"' + "text of some length".substring(random.nextInt(19)) + '"';
            default -> random.nextInt(100_000) + "i";
        };
    }

    /** Writes the time, whose last digit stands before the end of a line. */
    private void writeTime(int lineEnd) {
        long rest = timeNanos;
        for (int digit = 1; digit <= TIME_DIGITS; digit++) {
            text[lineEnd - digit] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
