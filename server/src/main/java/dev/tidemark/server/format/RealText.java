package dev.tidemark.server.format;

/** Floating-point numbers as the shortest decimal that reads back as the same number. */
final class RealText {
    /** Below this, a decimal of as many digits has a double of its own. */
    private static final double MOST_EXACT = 1e15;

    private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};
    private static final int[] WHOLE_POWERS = {
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000,
    };

    private RealText() {}

    /** Appends a finite number. */
    static void append(TextBytes out, double value) {
        double magnitude = Math.abs(value);
        if (magnitude < MOST_EXACT && appendShort(out, value, magnitude)) {
            return;
        }
        out.put(Double.toString(value));
    }

    /** Appends a finite number that came from 32 bits. */
    static void append(TextBytes out, float value) {
        out.put(Float.toString(value));
    }

    /**
     * Appends a number that has few decimal places, as most measured values do.
     *
     * <p>Both the digits as a whole number and the power of ten are exact doubles, so their
     * quotient, correctly rounded, is the double that the decimal stands for.
     */
    private static boolean appendShort(TextBytes out, double value, double magnitude) {
        for (int places = 0; places < POWERS.length; places++) {
            double scaled = magnitude * POWERS[places];
            long digits = (long) (scaled + 0.5);
            if (scaled < MOST_EXACT && digits / POWERS[places] == magnitude) {
                if (Double.doubleToRawLongBits(value) < 0) {
                    out.put('-');
                }
                out.putLong(digits / WHOLE_POWERS[places]);
                out.put('.');
                out.putPadded(digits % WHOLE_POWERS[places], Math.max(1, places));
                return true;
            }
        }
        return false;
    }
}
