package dev.tidemark.sql.bind;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the name that a misspelt one may have meant. */
final class Suggestions {
    private Suggestions() {}

    /** {@code , did you mean 'x'?} if a name is near enough, else nothing. */
    static String didYouMean(String wrong, Collection<String> names) {
        String nearest = nearest(wrong, names);
        return nearest == null ? "" : ", did you mean '" + nearest + "'?";
    }

    private static @Nullable String nearest(String wrong, Collection<String> names) {
        String lower = wrong.toLowerCase(Locale.ROOT);
        String nearest = null;
        int least = Math.max(1, wrong.length() / 3) + 1;
        for (String name : names) {
            int distance = distance(lower, name.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                nearest = name;
            }
        }
        return nearest;
    }

    /**
     * Least number of characters inserted, deleted, replaced or swapped with their neighbour
     * between two texts.
     */
    static int distance(String from, String to) {
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
        boolean swapped =
                row > 1
                        && column > 1
                        && last == to.charAt(column - 2)
                        && otherLast == from.charAt(row - 2);
        int best = Math.min(replaced, inserted);
        return swapped ? Math.min(best, costs[row - 2][column - 2] + 1) : best;
    }
}
