package dev.tidemark.sql.plan;

/** A column of the input to sort by. */
public record SortKey(int column, boolean descending, boolean nullsFirst) {
    @Override
    public String toString() {
        return "#" + column + (descending ? " DESC" : "") + (nullsFirst ? " NULLS FIRST" : "");
    }
}
