package dev.tidemark.sql.function;

import dev.tidemark.core.column.Vector;
import dev.tidemark.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Functions of text. Positions and lengths count code points, from 1. */
final class TextFunctions {
    private static final List<ParameterKind> TEXT = List.of(ParameterKind.TEXT);
    private static final List<ParameterKind> TWO_TEXTS =
            List.of(ParameterKind.TEXT, ParameterKind.TEXT);

    private TextFunctions() {}

    static List<Overload> overloads() {
        List<Overload> all = new ArrayList<>();
        all.add(text("lower", text -> text.toLowerCase(Locale.ROOT)));
        all.add(text("upper", text -> text.toUpperCase(Locale.ROOT)));
        all.add(text("trim", String::strip));
        all.add(text("btrim", String::strip));
        all.add(text("ltrim", String::stripLeading));
        all.add(text("rtrim", String::stripTrailing));
        all.add(text("quote_ident", TextFunctions::quoteIdentifier));
        for (String name : List.of("length", "char_length", "character_length")) {
            all.add(Overload.of(name, TEXT, SqlType.INT, TextFunctions::length));
        }
        all.add(Overload.of("||", TWO_TEXTS, SqlType.VARCHAR, TextFunctions::concatenate));
        all.add(
                new Overload(
                        "||",
                        List.of(ParameterKind.ANY, ParameterKind.ANY),
                        false,
                        false,
                        _ -> SqlType.VARCHAR,
                        TextFunctions::concatenate));
        all.add(
                new Overload(
                        "concat",
                        List.of(ParameterKind.ANY),
                        true,
                        true,
                        _ -> SqlType.VARCHAR,
                        TextFunctions::concatenate));
        for (String name : List.of("substring", "substr")) {
            all.add(
                    Overload.of(
                            name,
                            List.of(ParameterKind.TEXT, ParameterKind.INTEGER),
                            SqlType.VARCHAR,
                            TextFunctions::substring));
            all.add(
                    Overload.of(
                            name,
                            List.of(
                                    ParameterKind.TEXT,
                                    ParameterKind.INTEGER,
                                    ParameterKind.INTEGER),
                            SqlType.VARCHAR,
                            TextFunctions::substring));
        }
        all.add(
                Overload.of(
                        "replace",
                        List.of(ParameterKind.TEXT, ParameterKind.TEXT, ParameterKind.TEXT),
                        SqlType.VARCHAR,
                        TextFunctions::replace));
        for (String name : List.of("starts_with", "^@")) {
            all.add(Overload.of(name, TWO_TEXTS, SqlType.BOOLEAN, TextFunctions::startsWith));
        }
        all.addAll(PatternFunctions.overloads());
        return all;
    }

    private static void length(Vector[] arguments, int rows, Vector result) {
        byte[] bytes = arguments[0].bytes();
        int[] offsets = arguments[0].offsets();
        for (int row = 0; row < rows; row++) {
            int points = 0;
            for (int index = offsets[row]; index < offsets[row + 1]; index++) {
                points += (bytes[index] & 0xC0) == 0x80 ? 0 : 1;
            }
            result.longs()[row] = points;
        }
    }

    private static void concatenate(Vector[] arguments, int rows, Vector result) {
        StringBuilder whole = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            whole.setLength(0);
            for (Vector argument : arguments) {
                if (!argument.isNull(row)) {
                    whole.append(ValueText.format(argument, row));
                }
            }
            Texts.append(whole.toString(), result);
        }
    }

    private static void substring(Vector[] arguments, int rows, Vector result) {
        for (int row = 0; row < rows; row++) {
            if (result.isNull(row)) {
                Texts.appendEmpty(result);
                continue;
            }
            String text = Texts.text(arguments[0], row);
            long points = text.codePointCount(0, text.length());
            long from = arguments[1].longs()[row] - 1;
            long end =
                    arguments.length == 2
                            ? points
                            : Math.min(points, saturatedSum(from, arguments[2].longs()[row]));
            int start = (int) Math.clamp(from, 0, points);
            int stop = (int) Math.max(start, end);
            Texts.append(
                    text.substring(
                            text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, stop)),
                    result);
        }
    }

    private static void replace(Vector[] arguments, int rows, Vector result) {
        for (int row = 0; row < rows; row++) {
            if (result.isNull(row)) {
                Texts.appendEmpty(result);
                continue;
            }
            String text = Texts.text(arguments[0], row);
            String what = Texts.text(arguments[1], row);
            Texts.append(
                    what.isEmpty() ? text : text.replace(what, Texts.text(arguments[2], row)),
                    result);
        }
    }

    private static void startsWith(Vector[] arguments, int rows, Vector result) {
        for (int row = 0; row < rows; row++) {
            boolean starts =
                    !result.isNull(row)
                            && Texts.text(arguments[0], row)
                                    .startsWith(Texts.text(arguments[1], row));
            result.longs()[row] = starts ? 1 : 0;
        }
    }

    private static String quoteIdentifier(String name) {
        return name.matches("[a-z_][a-z0-9_$]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    private static long saturatedSum(long left, long right) {
        long sum = left + right;
        return ((left ^ sum) & (right ^ sum)) < 0 ? Long.MAX_VALUE : sum;
    }

    private static Overload text(String name, UnaryOperator<String> operator) {
        return Overload.of(
                name,
                TEXT,
                SqlType.VARCHAR,
                (arguments, rows, result) -> {
                    for (int row = 0; row < rows; row++) {
                        if (result.isNull(row)) {
                            Texts.appendEmpty(result);
                        } else {
                            Texts.append(operator.apply(Texts.text(arguments[0], row)), result);
                        }
                    }
                });
    }
}
