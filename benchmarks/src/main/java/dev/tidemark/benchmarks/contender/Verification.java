package dev.tidemark.benchmarks.contender;

import dev.tidemark.tsbs.generate.Expectation;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks a database for what the rows add up to, and compares it with what was sent: a server that
 * loses or invents something has no figures.
 */
public final class Verification {

    /** Beyond this an integer sum may not fit in 64 bits or in a double. */
    private static final BigDecimal LARGEST_EXACT = BigDecimal.valueOf(1L << 53);

    /** Sums of doubles differ with the order of the addends. */
    private static final double TOLERANCE = 1e-9;

    private static final long NANOS_PER_MICRO = 1_000;

    private final List<String> differences = new ArrayList<>();

    private Verification() {}

    /**
     * Compares number of rows, first and last timestamp, and number and sum of the values of each
     * column.
     *
     * @throws IOException if anything differs, telling what
     */
    public static void check(SqlServer server, Expectation expected)
            throws IOException, InterruptedException {
        Verification verification = new Verification();
        for (Expectation.Table table : expected.tables()) {
            verification.compare(table, server.query(question(table)).getFirst());
        }
        if (!verification.differences.isEmpty()) {
            throw new IOException(
                    "the answers are wrong: " + String.join("; ", verification.differences));
        }
    }

    /** One query that tells all about a table. */
    static String question(Expectation.Table table) {
        StringBuilder sql = new StringBuilder("SELECT count(), min(timestamp), max(timestamp)");
        for (Expectation.Sum sum : table.sums()) {
            String argument = isExact(sum) ? sum.field() : sum.field() + "::double";
            sql.append(", count(").append(sum.field()).append("), sum(").append(argument);
            sql.append(')');
        }
        return sql.append(" FROM ").append(table.name()).toString();
    }

    private static boolean isExact(Expectation.Sum sum) {
        return sum.sum().scale() <= 0 && sum.sum().abs().compareTo(LARGEST_EXACT) <= 0;
    }

    private void compare(Expectation.Table table, List<@Nullable String> answer) {
        String rows = "rows of " + table.name();
        same(rows, String.valueOf(table.rows()), answer.get(0));
        same("first of " + table.name(), micros(table.firstNanos()), micros(answer.get(1)));
        same("last of " + table.name(), micros(table.lastNanos()), micros(answer.get(2)));
        int next = 3;
        for (Expectation.Sum sum : table.sums()) {
            String column = table.name() + "." + sum.field();
            same("values of " + column, String.valueOf(sum.values()), answer.get(next++));
            String shown = answer.get(next++);
            if (!isSame(sum, shown)) {
                differ("sum of " + column, sum.sum().toPlainString(), shown);
            }
        }
    }

    /** Whether a server's sum is the right one. */
    static boolean isSame(Expectation.Sum sum, @Nullable String shown) {
        if (shown == null) {
            return sum.values() == 0;
        }
        if (isExact(sum)) {
            return sum.sum().compareTo(new BigDecimal(shown)) == 0;
        }
        double expected = sum.sum().doubleValue();
        return Math.abs(Double.parseDouble(shown) - expected) <= Math.abs(expected) * TOLERANCE;
    }

    private void same(String what, String expected, @Nullable String shown) {
        if (!expected.equals(shown)) {
            differ(what, expected, shown);
        }
    }

    private void differ(String what, String expected, @Nullable String shown) {
        differences.add("%s: %s instead of %s".formatted(what, shown, expected));
    }

    private static String micros(long nanos) {
        return String.valueOf(Math.floorDiv(nanos, NANOS_PER_MICRO));
    }

    private static String micros(@Nullable String shown) {
        if (shown == null) {
            return "nothing";
        }
        Instant time = Instant.parse(shown);
        return String.valueOf(time.getEpochSecond() * 1_000_000 + time.getNano() / NANOS_PER_MICRO);
    }
}
