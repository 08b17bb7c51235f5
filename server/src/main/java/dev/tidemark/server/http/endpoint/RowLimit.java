package dev.tidemark.server.http.endpoint;

/**
 * Which rows of a result are wanted: {@code [first, end)}, each counted from the start of the
 * result or, if negative, from its end.
 *
 * @param first the first row
 * @param end the row after the last; {@link Long#MAX_VALUE} for all
 */
record RowLimit(long first, long end) {
    static final RowLimit NONE = new RowLimit(0, Long.MAX_VALUE);

    /**
     * Reads the parameter {@code limit}: {@code n} for the first n rows, {@code -n} for the last n,
     * {@code lo,hi} for rows lo to hi - 1.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static RowLimit parse(String text) {
        String[] parts = text.split(",", -1);
        try {
            if (parts.length == 1) {
                long count = Long.parseLong(text.strip());
                return count < 0 ? new RowLimit(count, Long.MAX_VALUE) : new RowLimit(0, count);
            }
            if (parts.length == 2) {
                String end = parts[1].strip();
                return new RowLimit(
                        Long.parseLong(parts[0].strip()),
                        end.isEmpty() ? Long.MAX_VALUE : Long.parseLong(end));
            }
        } catch (NumberFormatException failure) {
            throw new IllegalArgumentException(explanation(text), failure);
        }
        throw new IllegalArgumentException(explanation(text));
    }

    /** Whether the number of rows has to be known to tell which are wanted. */
    boolean isFromEnd() {
        return first < 0 || end < 0;
    }

    /** The same, counted from the start of a result with so many rows. */
    RowLimit resolve(long rowCount) {
        return new RowLimit(
                first < 0 ? Math.max(0, first + rowCount) : first,
                end < 0 ? Math.max(0, end + rowCount) : end);
    }

    private static String explanation(String text) {
        return "limit '" + text + "' is neither a number of rows nor two separated by a comma";
    }
}
