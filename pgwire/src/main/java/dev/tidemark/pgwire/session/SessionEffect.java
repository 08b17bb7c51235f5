package dev.tidemark.pgwire.session;

import dev.tidemark.sql.ParsedStatement;
import dev.tidemark.sql.syntax.Identifier;
import dev.tidemark.sql.syntax.SessionStatement.Deallocate;
import dev.tidemark.sql.syntax.SessionStatement.Discard;
import dev.tidemark.sql.syntax.SessionStatement.DiscardTarget;
import dev.tidemark.sql.syntax.SessionStatement.ResetParameter;
import dev.tidemark.sql.syntax.Statement;
import dev.tidemark.sql.syntax.TransactionStatement.ReleaseSavepoint;
import dev.tidemark.sql.syntax.TransactionStatement.RollbackToSavepoint;
import dev.tidemark.sql.syntax.TransactionStatement.Savepoint;
import java.util.Locale;

/** What a statement does to what the protocol keeps for a session, apart from what it runs. */
sealed interface SessionEffect {

    /** What its kind says. */
    record OfKind() implements SessionEffect {}

    /** Sets a savepoint or gives one up; the transaction goes on. */
    record KeepTransaction() implements SessionEffect {}

    /** Goes back to a savepoint; the transaction goes on even after a failure. */
    record ReturnToSavepoint() implements SessionEffect {}

    /** Forgets a prepared statement. */
    record ForgetStatement(String name) implements SessionEffect {}

    /** Forgets all prepared statements. */
    record ForgetStatements() implements SessionEffect {}

    /** Leads all settings back to those that the session started with. */
    record ResetSettings() implements SessionEffect {}

    /** Makes the session as good as new. */
    record DiscardAll() implements SessionEffect {}

    /** What a statement does. */
    static SessionEffect of(ParsedStatement parsed) {
        return switch (parsed.kind()) {
            case QUERY, INSERT, DEFINITION -> new OfKind();
            case SETTING, BEGIN, COMMIT, ROLLBACK -> of(parsed.statement());
        };
    }

    private static SessionEffect of(Statement statement) {
        if (statement instanceof Deallocate deallocate) {
            Identifier name = deallocate.name();
            if (name == null) {
                return new ForgetStatements();
            }
            return new ForgetStatement(
                    name.quoted() ? name.text() : name.text().toLowerCase(Locale.ROOT));
        }
        if (statement instanceof Discard discard && discard.target() == DiscardTarget.ALL) {
            return new DiscardAll();
        }
        if (statement instanceof ResetParameter reset && reset.name() == null) {
            return new ResetSettings();
        }
        if (statement instanceof RollbackToSavepoint) {
            return new ReturnToSavepoint();
        }
        if (statement instanceof Savepoint || statement instanceof ReleaseSavepoint) {
            return new KeepTransaction();
        }
        return new OfKind();
    }
}
