package dev.tidemark.sql.syntax;

import dev.tidemark.core.text.Spelling;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which words cannot be names. They are few: a word is reserved only if a missing expression before
 * it could not be told otherwise, so that columns may be called {@code timestamp}, {@code value},
 * {@code date} or {@code user}.
 */
final class Keywords {
    private static final Set<String> RESERVED =
            Set.of(
                    "ALL",
                    "AND",
                    "ANY",
                    "ARRAY",
                    "AS",
                    "ASC",
                    "BETWEEN",
                    "BY",
                    "CASE",
                    "CAST",
                    "CROSS",
                    "DEFAULT",
                    "DESC",
                    "DISTINCT",
                    "ELSE",
                    "END",
                    "EXCEPT",
                    "FALSE",
                    "FROM",
                    "FULL",
                    "GROUP",
                    "HAVING",
                    "ILIKE",
                    "IN",
                    "INNER",
                    "INTERSECT",
                    "INTO",
                    "IS",
                    "JOIN",
                    "LEFT",
                    "LIKE",
                    "LIMIT",
                    "NATURAL",
                    "NOT",
                    "NULL",
                    "ON",
                    "OR",
                    "ORDER",
                    "RIGHT",
                    "SELECT",
                    "THEN",
                    "TRUE",
                    "UNION",
                    "USING",
                    "WHEN",
                    "WHERE",
                    "WITH");

    /** Words that are names elsewhere, but after an expression or a table begin what follows it. */
    private static final Set<String> NO_BARE_ALIAS =
            Set.of(
                    "COLLATE",
                    "FETCH",
                    "FILTER",
                    "FOR",
                    "ISNULL",
                    "LATERAL",
                    "NOTNULL",
                    "OFFSET",
                    "OPERATOR",
                    "OVER",
                    "RETURNING",
                    "SET",
                    "SIMILAR",
                    "TABLESAMPLE",
                    "WINDOW",
                    "WITHIN");

    /** Words that are function calls without parentheses. */
    private static final Set<String> CALLS_WITHOUT_PARENTHESES =
            Set.of(
                    "CURRENT_CATALOG",
                    "CURRENT_DATE",
                    "CURRENT_ROLE",
                    "CURRENT_SCHEMA",
                    "CURRENT_TIME",
                    "CURRENT_TIMESTAMP",
                    "CURRENT_USER",
                    "LOCALTIME",
                    "LOCALTIMESTAMP",
                    "SESSION_USER");

    private static final List<String> STATEMENTS =
            List.of(
                    "SELECT",
                    "WITH",
                    "VALUES",
                    "FROM",
                    "TABLE",
                    "INSERT",
                    "UPDATE",
                    "DELETE",
                    "COPY",
                    "TRUNCATE",
                    "CREATE",
                    "ALTER",
                    "DROP",
                    "RENAME",
                    "CHECKPOINT",
                    "SHOW",
                    "EXPLAIN",
                    "BEGIN",
                    "START",
                    "COMMIT",
                    "END",
                    "ROLLBACK",
                    "ABORT",
                    "SAVEPOINT",
                    "RELEASE",
                    "SET",
                    "RESET",
                    "DISCARD",
                    "PREPARE",
                    "EXECUTE",
                    "DEALLOCATE",
                    "DECLARE",
                    "FETCH",
                    "MOVE",
                    "CLOSE",
                    "LISTEN",
                    "UNLISTEN",
                    "NOTIFY");

    private Keywords() {}

    static boolean isReserved(Token token) {
        return token.kind() == Token.Kind.WORD && RESERVED.contains(token.keyword());
    }

    /** Whether the token can be an alias without the word AS before it. */
    static boolean isBareAlias(Token token) {
        return switch (token.kind()) {
            case QUOTED_NAME -> true;
            case WORD -> {
                String word = token.keyword();
                yield !RESERVED.contains(word) && !NO_BARE_ALIAS.contains(word);
            }
            case STRING, NUMBER, PARAMETER, SYMBOL, END -> false;
        };
    }

    static boolean isCallWithoutParentheses(Token token) {
        return token.kind() == Token.Kind.WORD
                && CALLS_WITHOUT_PARENTHESES.contains(token.keyword());
    }

    /** A hint for a word that should begin a statement and does not, or null. */
    static @Nullable String statementHint(Token token) {
        if (token.kind() != Token.Kind.WORD) {
            return null;
        }
        return suggestion(token.keyword(), STATEMENTS);
    }

    /** {@code did you mean X?} for the nearest of the words, or null if none is near. */
    static @Nullable String suggestion(String word, List<String> words) {
        return Spelling.nearest(word, words).map(near -> "did you mean " + near + "?").orElse(null);
    }
}
