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

    /** Least number of inserted, deleted and replaced characters between two texts. */
    static int distance(String from, String to) {
        int[] costs = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            costs[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int diagonal = costs[0];
            costs[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = diagonal + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                diagonal = costs[column];
                costs[column] = Math.min(replaced, Math.min(costs[column - 1], costs[column]) + 1);
            }
        }
        return costs[to.length()];
    }
}
