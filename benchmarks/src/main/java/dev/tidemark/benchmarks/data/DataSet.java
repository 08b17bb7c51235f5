package dev.tidemark.benchmarks.data;

import dev.tidemark.tsbs.generate.ArrivalOrder;
import dev.tidemark.tsbs.generate.GeneratorSettings;
import dev.tidemark.tsbs.generate.LineGenerator;
import dev.tidemark.tsbs.generate.Schedule;
import dev.tidemark.tsbs.generate.UseCase;
import java.time.Duration;
import java.time.Instant;

/**
 * Rows to be sent: as many as asked for, rounded up to whole reports, in one day.
 *
 * @param useCase shape of the rows
 * @param rows least number of rows
 * @param order order of arrival
 * @param seed chooses the values
 */
public record DataSet(UseCase useCase, long rows, ArrivalOrder order, long seed) {

    /** Time of the first row. */
    public static final Instant START = Instant.parse("2016-01-01T00:00:00Z");

    /** The suite's number of hosts; more only where the rows would not fit in the day. */
    public static final int USUAL_HOSTS = 1_000;

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final long REPORTS_A_DAY = Duration.ofDays(1).dividedBy(INTERVAL);

    /**
     * @throws IllegalArgumentException if there is not at least one row, or too many for a day
     */
    public DataSet {
        if (rows < 1) {
            throw new IllegalArgumentException("number of rows " + rows + " is not positive");
        }
        if (rows > REPORTS_A_DAY * GeneratorSettings.MAXIMUM_SCALE) {
            throw new IllegalArgumentException(rows + " rows are too many for one day");
        }
    }

    /** Tables that a host reports to. */
    private int tables() {
        return switch (useCase) {
            case CPU_ONLY -> 1;
            case DEVOPS -> 9;
            case IOT -> 2;
        };
    }

    /** Number of hosts or trucks. */
    public int hosts() {
        long inADay = REPORTS_A_DAY * tables();
        return Math.toIntExact(Math.max(USUAL_HOSTS, Math.ceilDiv(rows, inADay)));
    }

    /** The generator of these rows, at its beginning. */
    LineGenerator generator() {
        long reports = Math.ceilDiv(rows, (long) hosts() * tables());
        Schedule schedule =
                new Schedule(START, START.plus(INTERVAL.multipliedBy(reports)), INTERVAL);
        return new LineGenerator(new GeneratorSettings(useCase, hosts(), seed, schedule, order));
    }
}
