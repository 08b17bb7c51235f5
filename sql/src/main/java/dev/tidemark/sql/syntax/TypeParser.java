package dev.tidemark.sql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Names of types, of one word or of several. */
final class TypeParser {
    private static final List<String> INTERVAL_FIELDS =
            List.of("YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND");

    private final TokenStream tokens;

    TypeParser(Grammar grammar) {
        this.tokens = grammar.tokens();
    }

    TypeName type() {
        QualifiedName name = name();
        List<String> modifiers = modifiers();
        QualifiedName zoned = withTimeZone(name);
        String fields = name.last().isWord("interval") ? intervalFields() : null;
        return new TypeName(zoned, modifiers, fields, arrayDimensions(), name.position());
    }

    /** The type of the constant that begins here, if its name has several words; else null. */
    @Nullable TypeName typeBeforeLiteral() {
        boolean several =
                switch (tokens.peek().keyword()) {
                    case "DOUBLE" -> atWordThenLiteral("PRECISION");
                    case "CHARACTER", "CHAR", "BIT" -> atWordThenLiteral("VARYING");
                    case "TIMESTAMP", "TIME" ->
                            atTimeZone(1) && tokens.peek(4).kind() == Token.Kind.STRING;
                    default -> false;
                };
        return several ? type() : null;
    }

    /** {@code timestamp(3)} before a constant looks like a call; null if it can only be a call. */
    @Nullable TypeName typeThatLooksLikeCall(Expression.FunctionCall call) {
        List<String> modifiers = new ArrayList<>();
        for (Expression argument : call.arguments().values()) {
            if (!(argument instanceof Expression.NumberLiteral(String text, int _))) {
                return null;
            }
            modifiers.add(text);
        }
        boolean plain =
                !modifiers.isEmpty()
                        && !call.arguments().distinct()
                        && call.arguments().orderBy().isEmpty()
                        && call.withinGroup().isEmpty()
                        && call.filter() == null
                        && call.over() == null;
        return plain ? new TypeName(call.name(), modifiers, null, 0, call.position()) : null;
    }

    /** {@code day}, {@code day to second} and so on, or null if there is none. */
    @Nullable String intervalFields() {
        String from = intervalField();
        if (from == null) {
            return null;
        }
        // TO may also begin what follows the type, as in SAMPLE BY .. FROM a::interval day TO b.
        boolean range = tokens.at("TO") && INTERVAL_FIELDS.contains(tokens.peek(1).keyword());
        if (!range) {
            return from;
        }
        tokens.expect("TO");
        String to = intervalField();
        return from + " to " + to;
    }

    private @Nullable String intervalField() {
        for (String field : INTERVAL_FIELDS) {
            if (tokens.accept(field)) {
                return field.toLowerCase(Locale.ROOT);
            }
        }
        return null;
    }

    private QualifiedName name() {
        if (tokens.accept("NATIONAL")) {
            // The national character set is UTF-8, as any other.
            if (!tokens.atAnyOf("CHARACTER", "CHAR")) {
                throw tokens.expected("CHARACTER");
            }
        }
        QualifiedName name = tokens.qualifiedName("a type");
        if (name.parts().size() > 1) {
            return name;
        }
        Identifier word = name.last();
        if (word.isWord("double") && tokens.accept("PRECISION")) {
            return renamed(name, "float8");
        }
        if ((word.isWord("character") || word.isWord("char")) && tokens.accept("VARYING")) {
            return renamed(name, "varchar");
        }
        if (word.isWord("bit") && tokens.accept("VARYING")) {
            return renamed(name, "varbit");
        }
        return name;
    }

    private QualifiedName withTimeZone(QualifiedName name) {
        boolean temporal =
                name.parts().size() == 1
                        && (name.last().isWord("timestamp") || name.last().isWord("time"));
        if (!temporal || !atTimeZone(0)) {
            return name;
        }
        boolean with = tokens.next().isWord("WITH");
        tokens.expect("TIME", "ZONE");
        String word = name.last().text().toLowerCase(Locale.ROOT);
        return renamed(name, with ? word + "tz" : word);
    }

    private List<String> modifiers() {
        if (!tokens.acceptSymbol("(")) {
            return List.of();
        }
        List<String> modifiers = tokens.separated(this::modifier);
        tokens.expectSymbol(")");
        return modifiers;
    }

    private String modifier() {
        Token token = tokens.peek();
        if (token.kind() != Token.Kind.NUMBER) {
            return tokens.label("a number").text();
        }
        tokens.next();
        // geohash(4c) has its unit after the number.
        return tokens.atKind(Token.Kind.WORD) && tokens.touches()
                ? token.text() + tokens.next().text()
                : token.text();
    }

    private int arrayDimensions() {
        if (tokens.accept("ARRAY")) {
            return 1;
        }
        int dimensions = 0;
        while (tokens.acceptSymbol("[")) {
            if (!tokens.atSymbol("]")) {
                // PostgreSQL takes a size and ignores it.
                tokens.integer("the size of an array", 0, Integer.MAX_VALUE);
            }
            tokens.expectSymbol("]");
            dimensions++;
        }
        return dimensions;
    }

    private boolean atWordThenLiteral(String second) {
        return tokens.peek(1).isWord(second) && tokens.peek(2).kind() == Token.Kind.STRING;
    }

    private boolean atTimeZone(int distance) {
        Token with = tokens.peek(distance);
        return (with.isWord("WITH") || with.isWord("WITHOUT"))
                && tokens.peek(distance + 1).isWord("TIME")
                && tokens.peek(distance + 2).isWord("ZONE");
    }

    private static QualifiedName renamed(QualifiedName name, String to) {
        return QualifiedName.of(new Identifier(to, false, name.position()));
    }
}
