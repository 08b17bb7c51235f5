package dev.tidemark.core.text;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a misspelt one may have meant. */
public final class Spelling {
    /** A name may have one mistake in so many characters, and one in any case. */
    private static final int CHARACTERS_PER_MISTAKE = 3;

    private Spelling() {}

    /** A question to put behind an error: {@code , did you mean 'x'?}; empty if no name is near. */
    public static String didYouMean(String wrong, Collection<String> names) {
        return nearest(wrong, names).map(name -> ", did you mean '" + name + "'?").orElse("");
    }

    /**
     * The name with the fewest mistakes, case aside, unless that is too many; the first of equals.
     */
    public static Optional<String> nearest(String wrong, Collection<String> names) {
        String lower = wrong.toLowerCase(Locale.ROOT);
        String nearest = null;
        int least = Math.max(1, wrong.length() / CHARACTERS_PER_MISTAKE) + 1;
        for (String name : names) {
            int mistakes = mistakes(lower, name.toLowerCase(Locale.ROOT));
            if (mistakes < least) {
                least = mistakes;
                nearest = name;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /**
     * Least number of characters inserted, deleted, replaced or swapped with their neighbour
     * between two texts: the restricted Damerau-Levenshtein distance, by dynamic programming over
     * their beginnings.
     */
    static int mistakes(String from, String to) {
        int[][] costs = new int[from.length() + 1][to.length() + 1];
        for (int row = 0; row <= from.length(); row++) {
            for (int column = 0; column <= to.length(); column++) {
                costs[row][column] =
                        row == 0 || column == 0 ? row + column : cost(costs, from, to, row, column);
            }
        }
        return costs[from.length()][to.length()];
    }

    private static int cost(int[][] costs, String from, String to, int row, int column) {
        char last = from.charAt(row - 1);
        char otherLast = to.charAt(column - 1);
        int replaced = costs[row - 1][column - 1] + (last == otherLast ? 0 : 1);
        int inserted = Math.min(costs[row][column - 1], costs[row - 1][column]) + 1;
        int best = Math.min(replaced, inserted);
        boolean swapped =
                row > 1
                        && column > 1
                        && last == to.charAt(column - 2)
                        && otherLast == from.charAt(row - 2);
        return swapped ? Math.min(best, costs[row - 2][column - 2] + 1) : best;
    }
}
