package dev.tidemark.sql.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parameters, prepared statements, cursors and channels of a session. */
final class SessionParser {
    private final Grammar grammar;
    private final TokenStream tokens;

    SessionParser(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens();
    }

    Statement set() {
        int position = tokens.next().start();
        if (tokens.accept("TRANSACTION")) {
            return setTransaction(false, position);
        }
        if (tokens.accept("SESSION", "CHARACTERISTICS", "AS", "TRANSACTION")) {
            return setTransaction(true, position);
        }
        boolean scoped = !tokens.peek(1).isSymbol("=") && !tokens.peek(1).isWord("TO");
        boolean local = scoped && tokens.accept("LOCAL");
        int name = tokens.position();
        if (tokens.accept("SESSION", "AUTHORIZATION")) {
            return setParameter(local, named("session_authorization", name), values(), position);
        }
        if (scoped && !local) {
            tokens.accept("SESSION");
        }
        name = tokens.position();
        if (tokens.accept("TIME", "ZONE")) {
            return setParameter(local, named("timezone", name), timeZone(), position);
        }
        if (tokens.at("NAMES") && isValue(tokens.peek(1))) {
            tokens.next();
            return setParameter(local, named("client_encoding", name), values(), position);
        }
        if (tokens.at("ROLE") && isValue(tokens.peek(1))) {
            tokens.next();
            return setParameter(local, named("role", name), values(), position);
        }
        QualifiedName parameter = tokens.qualifiedName("a parameter");
        if (!tokens.acceptSymbol("=") && !tokens.accept("TO")) {
            throw tokens.expected("TO or '='");
        }
        return setParameter(local, parameter, values(), position);
    }

    private static boolean isValue(Token token) {
        return token.kind() == Token.Kind.STRING || (token.isName() && !token.isWord("TO"));
    }

    private static Statement setParameter(
            boolean local, QualifiedName name, List<String> values, int position) {
        return new SessionStatement.SetParameter(local, name, values, position);
    }

    private Statement setTransaction(boolean session, int position) {
        return new TransactionStatement.SetTransaction(
                TransactionParser.modes(tokens), session, position);
    }

    /** Values with commas between them; empty for DEFAULT. */
    private List<String> values() {
        return tokens.accept("DEFAULT") ? List.of() : tokens.separated(grammar.options()::value);
    }

    private List<String> timeZone() {
        if (tokens.accept("LOCAL") || tokens.accept("DEFAULT")) {
            return List.of();
        }
        if (!tokens.accept("INTERVAL")) {
            return List.of(grammar.options().value());
        }
        String offset = tokens.string("an interval");
        grammar.types().intervalFields();
        return List.of(offset);
    }

    private static QualifiedName named(String name, int position) {
        return QualifiedName.of(new Identifier(name, false, position));
    }

    Statement reset() {
        int position = tokens.next().start();
        if (tokens.accept("ALL")) {
            return new SessionStatement.ResetParameter(null, position);
        }
        int name = tokens.position();
        QualifiedName parameter;
        if (tokens.accept("TIME", "ZONE")) {
            parameter = named("timezone", name);
        } else if (tokens.accept("TRANSACTION", "ISOLATION", "LEVEL")) {
            parameter = named("transaction_isolation", name);
        } else if (tokens.accept("SESSION", "AUTHORIZATION")) {
            parameter = named("session_authorization", name);
        } else {
            parameter = tokens.qualifiedName("a parameter or ALL");
        }
        return new SessionStatement.ResetParameter(parameter, position);
    }

    Statement discard() {
        int position = tokens.next().start();
        if (tokens.accept("TEMPORARY")) {
            return new SessionStatement.Discard(SessionStatement.DiscardTarget.TEMP, position);
        }
        for (SessionStatement.DiscardTarget target : SessionStatement.DiscardTarget.values()) {
            if (tokens.accept(target.name())) {
                return new SessionStatement.Discard(target, position);
            }
        }
        throw tokens.expected("ALL, PLANS, SEQUENCES or TEMP");
    }

    Statement prepare() {
        int position = tokens.next().start();
        Identifier name = tokens.name("the name of a prepared statement");
        List<TypeName> types = List.of();
        if (tokens.acceptSymbol("(")) {
            types = tokens.separated(grammar.types()::type);
            tokens.expectSymbol(")");
        }
        tokens.expect("AS");
        grammar.nesting().enter(tokens.position());
        Statement statement = grammar.statements().statement();
        grammar.nesting().leave();
        return new SessionStatement.Prepare(name, types, statement, position);
    }

    Statement execute() {
        int position = tokens.next().start();
        Identifier name = tokens.name("the name of a prepared statement");
        List<Expression> arguments = List.of();
        if (tokens.acceptSymbol("(")) {
            arguments = tokens.atSymbol(")") ? List.of() : grammar.expressions().expressions();
            tokens.expectSymbol(")");
        }
        return new SessionStatement.Execute(name, arguments, position);
    }

    Statement deallocate() {
        int position = tokens.next().start();
        boolean word =
                tokens.at("PREPARE") && (tokens.peek(1).isName() || tokens.peek(1).isWord("ALL"));
        if (word) {
            tokens.next();
        }
        Identifier name = nameOrAll("the name of a prepared statement, or ALL");
        return new SessionStatement.Deallocate(name, position);
    }

    Statement declare() {
        int position = tokens.next().start();
        Identifier name = tokens.name("the name of a cursor");
        boolean binary = false;
        Boolean scroll = null;
        while (!tokens.at("CURSOR")) {
            if (tokens.accept("BINARY")) {
                binary = true;
            } else if (tokens.accept("NO", "SCROLL")) {
                scroll = false;
            } else if (tokens.accept("SCROLL")) {
                scroll = true;
            } else if (!tokens.accept("INSENSITIVE") && !tokens.accept("ASENSITIVE")) {
                throw tokens.expected("CURSOR");
            }
        }
        tokens.expect("CURSOR");
        boolean hold = tokens.accept("WITH", "HOLD");
        if (!hold) {
            tokens.accept("WITHOUT", "HOLD");
        }
        tokens.expect("FOR");
        SessionStatement.CursorOptions options =
                new SessionStatement.CursorOptions(binary, scroll, hold);
        return new SessionStatement.DeclareCursor(
                name, options, grammar.queries().query(), position);
    }

    Statement fetch() {
        Token first = tokens.next();
        boolean move = first.isWord("MOVE");
        SessionStatement.CursorDirection direction = SessionStatement.CursorDirection.FORWARD;
        Long count = 1L;
        if (acceptDirection("PRIOR")) {
            direction = SessionStatement.CursorDirection.BACKWARD;
        } else if (acceptDirection("FIRST")) {
            direction = SessionStatement.CursorDirection.ABSOLUTE;
        } else if (acceptDirection("LAST")) {
            direction = SessionStatement.CursorDirection.ABSOLUTE;
            count = -1L;
        } else if (acceptDirection("ABSOLUTE")) {
            direction = SessionStatement.CursorDirection.ABSOLUTE;
            count = signedInteger();
        } else if (acceptDirection("RELATIVE")) {
            direction = SessionStatement.CursorDirection.RELATIVE;
            count = signedInteger();
        } else if (!acceptDirection("NEXT")) {
            if (acceptDirection("BACKWARD")) {
                direction = SessionStatement.CursorDirection.BACKWARD;
            } else {
                acceptDirection("FORWARD");
            }
            count = fetchCount();
        }
        if (!tokens.accept("FROM")) {
            tokens.accept("IN");
        }
        Identifier cursor = tokens.name("the name of a cursor");
        return new SessionStatement.FetchCursor(cursor, direction, count, move, first.start());
    }

    /** Takes the word unless it is the cursor's name itself. */
    private boolean acceptDirection(String word) {
        Token next = tokens.peek(1);
        boolean last = next.kind() == Token.Kind.END || next.isSymbol(";");
        return !last && tokens.accept(word);
    }

    /** Null for ALL, 1 if there is no count. */
    private @Nullable Long fetchCount() {
        if (tokens.accept("ALL")) {
            return null;
        }
        boolean number = tokens.atKind(Token.Kind.NUMBER) || tokens.atSymbol("-");
        return number ? signedInteger() : 1L;
    }

    private long signedInteger() {
        boolean negative = tokens.acceptSymbol("-");
        long value = tokens.integer("a count of rows", 0, Long.MAX_VALUE);
        return negative ? -value : value;
    }

    Statement close() {
        int position = tokens.next().start();
        Identifier cursor = nameOrAll("the name of a cursor, or ALL");
        return new SessionStatement.CloseCursor(cursor, position);
    }

    private @Nullable Identifier nameOrAll(String what) {
        return tokens.accept("ALL") ? null : tokens.name(what);
    }

    Statement listen() {
        int position = tokens.next().start();
        return new SessionStatement.Listen(tokens.name("a channel"), position);
    }

    Statement unlisten() {
        int position = tokens.next().start();
        Identifier channel = tokens.acceptSymbol("*") ? null : tokens.name("a channel or *");
        return new SessionStatement.Unlisten(channel, position);
    }

    Statement notification() {
        int position = tokens.next().start();
        Identifier channel = tokens.name("a channel");
        String payload = tokens.acceptSymbol(",") ? tokens.string("a payload") : null;
        return new SessionStatement.Notify(channel, payload, position);
    }
}
