package dev.tidemark.pgwire.session;

import dev.tidemark.pgwire.settings.ConnectionLimits;
import dev.tidemark.sql.Session;
import dev.tidemark.sql.StatementKind;

/**
 * What the requests of a session work with.
 *
 * @param engine runs statements
 * @param outbox takes answers
 * @param transaction status that the client is told
 * @param settings that it starts with, and that the client is told
 * @param statements that the client has prepared
 * @param portals that the client has opened
 */
record SessionContext(
        Session engine,
        Outbox outbox,
        Transaction transaction,
        SessionSettings settings,
        PreparedStatements statements,
        Portals portals) {

    /** A new session's context. */
    static SessionContext create(
            Session engine, Outbox outbox, SessionSettings settings, ConnectionLimits limits) {
        return new SessionContext(
                engine,
                outbox,
                new Transaction(outbox),
                settings,
                new PreparedStatements(limits.maxStatements()),
                new Portals(limits.maxPortals()));
    }

    /** Does what follows from a statement that has run. */
    void completed(StatementKind kind, SessionEffect effect) {
        transaction.completed(kind, effect);
        switch (effect) {
            case SessionEffect.ForgetStatement(String name) -> statements.forget(name);
            case SessionEffect.ForgetStatements _ -> statements.forgetAll();
            case SessionEffect.ResetSettings _ -> settings.applyStartup(engine);
            case SessionEffect.DiscardAll _ -> {
                statements.forgetAll();
                settings.applyStartup(engine);
            }
            case SessionEffect.OfKind _,
                    SessionEffect.KeepTransaction _,
                    SessionEffect.ReturnToSavepoint _ -> {}
        }
        switch (kind) {
            case SETTING -> settings.send(engine, outbox);
            case COMMIT, ROLLBACK -> endTransaction();
            case QUERY, INSERT, DEFINITION, BEGIN -> {}
        }
    }

    /** Portals live as long as their transaction. */
    void endTransaction() {
        if (transaction.isIdle()) {
            portals.closeAll();
        }
    }
}
