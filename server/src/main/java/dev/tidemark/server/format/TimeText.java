package dev.tidemark.server.format;

/** Points in time as text: {@code 2016-01-01T00:00:00.000000Z}, in UTC. */
final class TimeText {
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int DAYS_PER_ERA = 146_097;
    private static final int YEARS_PER_ERA = 400;

    /** Days from 0000-03-01, where the count of a proleptic Gregorian calendar is easy, to 1970. */
    private static final int DAYS_FROM_MARCH_0000_TO_1970 = 719_468;

    private final long ticksPerSecond;
    private final int fractionDigits;

    /** The day of the latest value, and its date; most values are of the same day. */
    private long day = Long.MIN_VALUE;

    private final TextBytes date = new TextBytes();

    /**
     * @param fractionDigits digits behind the seconds' point; ticks are that fine
     */
    TimeText(int fractionDigits) {
        this.fractionDigits = fractionDigits;
        long ticks = 1;
        for (int digit = 0; digit < fractionDigits; digit++) {
            ticks *= 10;
        }
        this.ticksPerSecond = ticks;
    }

    /** Appends the time that so many ticks since 1970 are. */
    void append(TextBytes out, long ticks) {
        long second = Math.floorDiv(ticks, ticksPerSecond);
        long newDay = Math.floorDiv(second, SECONDS_PER_DAY);
        if (newDay != day) {
            day = newDay;
            date.clear();
            appendDate(date, newDay);
        }
        int secondOfDay = Math.floorMod(second, SECONDS_PER_DAY);
        out.put(date.array(), 0, date.length());
        out.put('T');
        out.putPadded(secondOfDay / 3600, 2);
        out.put(':');
        out.putPadded(secondOfDay / 60 % 60, 2);
        out.put(':');
        out.putPadded(secondOfDay % 60, 2);
        out.put('.');
        out.putPadded(Math.floorMod(ticks, ticksPerSecond), fractionDigits);
        out.put('Z');
    }

    /**
     * The calendar date of a day: years begin in March, so that the leap day is the last, and
     * months of 31 and 30 days follow a line of slope 153 / 5.
     */
    private static void appendDate(TextBytes out, long epochDay) {
        long marchDay = epochDay + DAYS_FROM_MARCH_0000_TO_1970;
        long era = Math.floorDiv(marchDay, DAYS_PER_ERA);
        int dayOfEra = (int) Math.floorMod(marchDay, (long) DAYS_PER_ERA);
        int yearOfEra =
                (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int marchMonth = (5 * dayOfYear + 2) / 153;
        int dayOfMonth = dayOfYear - (153 * marchMonth + 2) / 5 + 1;
        int month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
        long year = era * YEARS_PER_ERA + yearOfEra + (month <= 2 ? 1 : 0);
        if (year < 0) {
            out.put('-');
        } else if (year > 9_999) {
            out.put('+');
        }
        long magnitude = Math.abs(year);
        out.putPadded(magnitude, magnitude < 10_000 ? 4 : 6);
        out.put('-');
        out.putPadded(month, 2);
        out.put('-');
        out.putPadded(dayOfMonth, 2);
    }
}
