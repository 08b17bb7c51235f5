package dev.tidemark.sql.syntax;

/**
 * Watches how deep the parser is, and how high the tree gets that it builds.
 *
 * <p>The height of a subtree is known only when it is complete: each infix operator lifts all that
 * was parsed to its left by one level. {@code deepest} is the lowest level of any node of the
 * expression at hand, counted from the root of the statement; {@link #lift} moves it down.
 */
final class Nesting {
    private final SyntaxLimits limits;
    private int depth;
    private int deepest;
    private int expressions;

    Nesting(SyntaxLimits limits) {
        this.limits = limits;
    }

    /** Starts a nested construct. Ended by {@link #leave}. */
    void enter(int position) {
        depth++;
        deepest = Math.max(deepest, depth);
        if (depth > limits.nestingLevels()) {
            throw new SqlSyntaxException(
                    "more than " + limits.nestingLevels() + " levels of nesting", position, null);
        }
    }

    void leave() {
        depth--;
    }

    /** Starts an operand that operators may follow. Gives what {@link #endChain} must be told. */
    int beginChain() {
        int outer = deepest;
        deepest = depth;
        return outer;
    }

    /** An infix operator makes all that was parsed since {@link #beginChain} its left operand. */
    void lift(int position) {
        deepest++;
        if (deepest > limits.treeHeight()) {
            throw new SqlSyntaxException(
                    "a chain of operators with more than "
                            + limits.treeHeight()
                            + " levels in the syntax tree",
                    position,
                    null);
        }
    }

    void endChain(int outer) {
        deepest = Math.max(deepest, outer);
    }

    void countExpression(int position) {
        if (++expressions > limits.expressionCount()) {
            throw new SqlSyntaxException(
                    "more than " + limits.expressionCount() + " expressions", position, null);
        }
    }

    /** Forgets the levels of the last statement. */
    void startStatement() {
        depth = 0;
        deepest = 0;
    }
}
