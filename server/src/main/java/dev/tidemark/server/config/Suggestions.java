package dev.tidemark.server.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody who mistyped a name may have meant. */
public final class Suggestions {
    private static final int LEAST_TOLERANCE = 2;
    private static final int LETTERS_PER_MISTAKE = 3;

    private Suggestions() {}

    /** A question to put behind an error: {@code , did you mean 'ilp.port'?}; or nothing. */
    public static String question(String name, Collection<String> known) {
        return closest(name, known).map(meant -> ", did you mean '" + meant + "'?").orElse("");
    }

    /** The known name with the fewest differing letters, unless that is too many. */
    static Optional<String> closest(String name, Collection<String> known) {
        int tolerance = Math.max(LEAST_TOLERANCE, name.length() / LETTERS_PER_MISTAKE);
        return known.stream()
                .filter(candidate -> distance(name, candidate) <= tolerance)
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
    }

    /** Letters to insert, delete or change to get from one name to the other. */
    static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int change = from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1;
                int edit = Math.min(previous[column], current[column - 1]) + 1;
                current[column] = Math.min(edit, previous[column - 1] + change);
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
