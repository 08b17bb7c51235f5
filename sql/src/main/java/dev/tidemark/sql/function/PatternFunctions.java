package dev.tidemark.sql.function;

import dev.tidemark.core.column.Vector;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import dev.tidemark.sql.type.SqlType;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * LIKE and regular expressions. The pattern is compiled once a batch as long as it stays the same.
 */
final class PatternFunctions {
    private static final char DEFAULT_ESCAPE = '\\';
    private static final List<ParameterKind> TWO_TEXTS =
            List.of(ParameterKind.TEXT, ParameterKind.TEXT);
    private static final List<ParameterKind> THREE_TEXTS =
            List.of(ParameterKind.TEXT, ParameterKind.TEXT, ParameterKind.TEXT);

    private PatternFunctions() {}

    static List<Overload> overloads() {
        return List.of(
                like("like", TWO_TEXTS, 0),
                like("like", THREE_TEXTS, 0),
                like("ilike", TWO_TEXTS, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE),
                like("ilike", THREE_TEXTS, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE),
                regex("~", 0),
                regex("~*", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
    }

    private static Overload like(String name, List<ParameterKind> parameters, int flags) {
        return Overload.of(
                name,
                parameters,
                SqlType.BOOLEAN,
                (arguments, rows, result) ->
                        match(arguments, rows, result, new LikeCompiler(flags)));
    }

    private static Overload regex(String name, int flags) {
        return Overload.of(
                name,
                TWO_TEXTS,
                SqlType.BOOLEAN,
                (arguments, rows, result) ->
                        match(arguments, rows, result, (pattern, _) -> compile(pattern, flags)));
    }

    /** Turns a pattern's text into what is matched. */
    @FunctionalInterface
    private interface Compiler {
        Pattern compile(String pattern, char escape);
    }

    private static void match(Vector[] arguments, int rows, Vector result, Compiler compiler) {
        String lastText = "";
        Pattern pattern = compiler.compile("", DEFAULT_ESCAPE);
        for (int row = 0; row < rows; row++) {
            if (result.isNull(row)) {
                continue;
            }
            String text = Texts.text(arguments[1], row);
            if (!text.equals(lastText) || (row == 0 && arguments.length > 2)) {
                pattern = compiler.compile(text, escape(arguments, row));
                lastText = text;
            }
            boolean found = pattern.matcher(Texts.text(arguments[0], row)).find();
            result.longs()[row] = found ? 1 : 0;
        }
    }

    private static char escape(Vector[] arguments, int row) {
        if (arguments.length < 3) {
            return DEFAULT_ESCAPE;
        }
        String escape = Texts.text(arguments[2], row);
        if (escape.length() > 1) {
            throw new SqlException(
                    SqlState.INVALID_PARAMETER,
                    SqlException.NO_POSITION,
                    "the escape of LIKE must be one character, not '" + escape + "'");
        }
        return escape.isEmpty() ? Character.MAX_VALUE : escape.charAt(0);
    }

    private static Pattern compile(String pattern, int flags) {
        try {
            return Pattern.compile(pattern, flags);
        } catch (PatternSyntaxException failure) {
            throw new SqlException(
                    SqlState.INVALID_PARAMETER,
                    SqlException.NO_POSITION,
                    "invalid regular expression '" + pattern + "': " + failure.getDescription(),
                    null,
                    failure);
        }
    }

    /** {@code %} for any text and {@code _} for any character, anchored at both ends. */
    private record LikeCompiler(int flags) implements Compiler {
        @Override
        public Pattern compile(String pattern, char escape) {
            StringBuilder regex = new StringBuilder("\\A");
            for (int index = 0; index < pattern.length(); index++) {
                char character = pattern.charAt(index);
                if (character == escape) {
                    index++;
                    if (index == pattern.length()) {
                        throw new SqlException(
                                SqlState.INVALID_PARAMETER,
                                SqlException.NO_POSITION,
                                "LIKE pattern '" + pattern + "' ends with its escape character");
                    }
                    regex.append(Pattern.quote(pattern.substring(index, index + 1)));
                } else if (character == '%') {
                    regex.append(".*");
                } else if (character == '_') {
                    regex.append('.');
                } else {
                    regex.append(Pattern.quote(String.valueOf(character)));
                }
            }
            return Pattern.compile(regex.append("\\z").toString(), flags | Pattern.DOTALL);
        }
    }
}
