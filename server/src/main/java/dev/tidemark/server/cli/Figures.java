package dev.tidemark.server.cli;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
final class Figures {
    private static final double MILLION = 1e6;
    private static final double GIGABYTE = 1e9;
    private static final double KILOBYTE = 1e3;
    private static final double SECONDS_SHOWN_AS_MILLIS = 1;

    private Figures() {}

    /** {@code 2,000,000}. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1.23 million rows/s}, or {@code 950,000 rows/s}. */
    static String rate(double perSecond, String unit) {
        if (perSecond >= MILLION) {
            return String.format(Locale.ROOT, "%.2f million %s/s", perSecond / MILLION, unit);
        }
        return String.format(Locale.ROOT, "%,.0f %s/s", perSecond, unit);
    }

    /** {@code 691.9 MB}, in powers of 1000. */
    static String bytes(double bytes) {
        if (bytes >= GIGABYTE) {
            return String.format(Locale.ROOT, "%.2f GB", bytes / GIGABYTE);
        }
        if (bytes >= MILLION) {
            return String.format(Locale.ROOT, "%.1f MB", bytes / MILLION);
        }
        return String.format(Locale.ROOT, "%.1f kB", bytes / KILOBYTE);
    }

    /** {@code 691.9 MB}, in powers of 1000. */
    static String bytes(long bytes) {
        return bytes((double) bytes);
    }

    /** {@code 1.42 s}, or {@code 12.3 ms}. */
    static String time(Duration duration) {
        double seconds = duration.toNanos() / 1e9;
        return seconds < SECONDS_SHOWN_AS_MILLIS
                ? String.format(Locale.ROOT, "%.1f ms", seconds * 1e3)
                : String.format(Locale.ROOT, "%.2f s", seconds);
    }
}
