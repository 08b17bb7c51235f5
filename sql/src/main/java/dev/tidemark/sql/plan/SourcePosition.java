package dev.tidemark.sql.plan;

/**
 * Where in the statement an expression stands, for errors while it runs. Never makes two
 * expressions different: all positions are equal.
 */
public record SourcePosition(int offset) {
    @Override
    public boolean equals(Object other) {
        return other instanceof SourcePosition;
    }

    @Override
    public int hashCode() {
        return 0;
    }
}
