package dev.tidemark.sql.syntax;

/**
 * How large a text may be. A text beyond a limit is a {@link SqlSyntaxException} that names it.
 *
 * @param lengthChars {@code char}s of a whole script
 * @param nestingLevels parentheses, subqueries and prefixes within each other; bounds the parser's
 *     recursion
 * @param treeHeight levels of the syntax tree; bounds the recursion of whoever walks it. It is more
 *     than the nesting, for {@code a + b + c} is a tree that leans to the left without any nesting.
 *     Chains of AND and OR are flat and do not count.
 * @param expressionCount expressions in a script
 */
public record SyntaxLimits(
        int lengthChars, int nestingLevels, int treeHeight, int expressionCount) {

    /** Generous for people and programs, harmless for a stack of 512 KiB. */
    public static final SyntaxLimits DEFAULT =
            new SyntaxLimits(16 * 1024 * 1024, 128, 200, 4_000_000);
}
