package dev.tidemark.pgwire.row;

import dev.tidemark.core.column.Vector;

/**
 * Writes points in time as text: {@code 2016-01-01 00:00:00}, and after it a fraction without
 * trailing zeros, if there is one. Years before 1 are counted backwards and marked BC.
 *
 * <p>Days come in runs, so the text of the last one is kept.
 */
final class TimeTextWriter extends FormattedWriter {
    private static final int MAX_TEXT_BYTES = 32;
    private static final long MICROS_PER_SECOND = 1_000_000L;
    private static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;
    private static final int FRACTION_DIGITS = 6;
    private static final int YEAR_DIGITS = 4;
    private static final byte[] BEFORE_CHRIST = {' ', 'B', 'C'};

    /** Days of 400 years, after which the calendar repeats. */
    private static final long DAYS_PER_ERA = 146_097;

    /** From 0000-03-01 to 1970-01-01. */
    private static final long EPOCH_DAYS = 719_468;

    private final TimeUnits units;
    private final byte[] dayText = new byte[MAX_TEXT_BYTES];
    private int dayTextBytes;
    private long day = Long.MIN_VALUE;
    private boolean isBeforeChrist;

    TimeTextWriter(TimeUnits units) {
        super(MAX_TEXT_BYTES);
        this.units = units;
    }

    @Override
    int format(Vector vector, int row, byte[] target, int start) {
        long micros = units.toMicros(vector.longs()[row]);
        long newDay = Math.floorDiv(micros, MICROS_PER_DAY);
        if (newDay != day) {
            formatDay(newDay);
        }
        System.arraycopy(dayText, 0, target, start, dayTextBytes);
        long ofDay = micros - day * MICROS_PER_DAY;
        int second = (int) (ofDay / MICROS_PER_SECOND);
        int at = start + dayTextBytes;
        target[at++] = ' ';
        at = DigitText.writeDigits(second / 3_600, 2, target, at);
        target[at++] = ':';
        at = DigitText.writeDigits(second / 60 % 60, 2, target, at);
        target[at++] = ':';
        at = DigitText.writeDigits(second % 60, 2, target, at);
        long fraction = ofDay % MICROS_PER_SECOND;
        if (fraction != 0) {
            target[at++] = '.';
            at = DigitText.writeDigits(fraction, FRACTION_DIGITS, target, at);
            while (target[at - 1] == '0') {
                at--;
            }
        }
        if (isBeforeChrist) {
            System.arraycopy(BEFORE_CHRIST, 0, target, at, BEFORE_CHRIST.length);
            at += BEFORE_CHRIST.length;
        }
        return at;
    }

    /** Finds year, month and day with years that begin in March, so that leap days come last. */
    private void formatDay(long newDay) {
        day = newDay;
        long shifted = newDay + EPOCH_DAYS;
        long era = Math.floorDiv(shifted, DAYS_PER_ERA);
        long ofEra = shifted - era * DAYS_PER_ERA;
        long yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        long ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long marchMonth = (5 * ofYear + 2) / 153;
        long dayOfMonth = ofYear - (153 * marchMonth + 2) / 5 + 1;
        long month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
        long year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
        isBeforeChrist = year <= 0;
        long shownYear = isBeforeChrist ? 1 - year : year;
        int digits = Math.max(YEAR_DIGITS, DigitText.lengthOfLong(shownYear));
        int at = DigitText.writeDigits(shownYear, digits, dayText, 0);
        dayText[at++] = '-';
        at = DigitText.writeDigits(month, 2, dayText, at);
        dayText[at++] = '-';
        dayTextBytes = DigitText.writeDigits(dayOfMonth, 2, dayText, at);
    }
}
