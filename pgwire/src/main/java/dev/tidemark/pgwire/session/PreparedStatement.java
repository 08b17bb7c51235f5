package dev.tidemark.pgwire.session;

import dev.tidemark.pgwire.type.PgType;
import dev.tidemark.sql.ParsedStatement;
import dev.tidemark.sql.Prepared;
import dev.tidemark.sql.Session;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement that a client has sent once to run it several times.
 *
 * @param sql what the client sent; positions of failures refer to it
 * @param plan null if there is nothing to run
 * @param parameterTypes PostgreSQL's numbers, none of them {@link PgType#UNSPECIFIED}
 */
record PreparedStatement(
        String sql, @Nullable Prepared plan, SessionEffect effect, List<Integer> parameterTypes) {

    /**
     * Checks a statement.
     *
     * @param declaredTypes what the client says of its parameters
     * @throws RequestException if there are several statements, or the transaction has failed
     * @throws dev.tidemark.sql.type.SqlException if it is wrong
     */
    static PreparedStatement create(
            Session session, Transaction transaction, String sql, List<Integer> declaredTypes) {
        List<ParsedStatement> statements = session.parse(sql);
        if (statements.size() > 1) {
            throw new RequestException(
                    ErrorCode.SYNTAX_ERROR,
                    "a prepared statement is one statement, not " + statements.size());
        }
        if (statements.isEmpty()) {
            return new PreparedStatement(sql, null, new SessionEffect.OfKind(), List.of());
        }
        ParsedStatement parsed = statements.getFirst();
        SessionEffect effect = SessionEffect.of(parsed);
        transaction.admit(parsed.kind(), effect);
        Prepared plan = session.prepare(parsed, PgType.hints(declaredTypes));
        return new PreparedStatement(sql, plan, effect, parameterTypes(plan, declaredTypes));
    }

    /** What was declared, and what the statement wants where nothing was. */
    private static List<Integer> parameterTypes(Prepared plan, List<Integer> declaredTypes) {
        List<Integer> numbers = new ArrayList<>();
        for (int index = 0; index < plan.parameterTypes().size(); index++) {
            int declared =
                    index < declaredTypes.size() ? declaredTypes.get(index) : PgType.UNSPECIFIED;
            numbers.add(
                    declared == PgType.UNSPECIFIED || declared == PgType.UNKNOWN.number()
                            ? PgType.ofParameter(plan.parameterTypes().get(index)).number()
                            : declared);
        }
        return numbers;
    }
}
