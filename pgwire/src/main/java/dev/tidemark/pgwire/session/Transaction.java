package dev.tidemark.pgwire.session;

import dev.tidemark.pgwire.codec.BackendMessage.NoticeResponse;
import dev.tidemark.pgwire.codec.Diagnostic;
import dev.tidemark.pgwire.codec.Diagnostic.Severity;
import dev.tidemark.pgwire.codec.TransactionStatus;
import dev.tidemark.sql.StatementKind;

/** Where a session is between BEGIN and COMMIT. For the worker of a connection. */
final class Transaction {
    private final Outbox outbox;
    private TransactionStatus status = TransactionStatus.IDLE;

    Transaction(Outbox outbox) {
        this.outbox = outbox;
    }

    TransactionStatus status() {
        return status;
    }

    boolean isIdle() {
        return status == TransactionStatus.IDLE;
    }

    boolean isFailed() {
        return status == TransactionStatus.FAILED;
    }

    /**
     * Checks that a statement may run now.
     *
     * @throws RequestException if the transaction has failed and this does not end it
     */
    void admit(StatementKind kind, SessionEffect effect) {
        if (isFailed() && !mayFollowFailure(kind, effect)) {
            throw new RequestException(
                    ErrorCode.FAILED_TRANSACTION,
                    "the transaction has failed; statements are refused until ROLLBACK");
        }
    }

    /** Notes that a statement has run. */
    void completed(StatementKind kind, SessionEffect effect) {
        switch (effect) {
            case SessionEffect.ReturnToSavepoint _ -> {
                if (isFailed()) {
                    status = TransactionStatus.OPEN;
                }
            }
            case SessionEffect.OfKind _ -> completed(kind);
            case SessionEffect.KeepTransaction _,
                    SessionEffect.ForgetStatement _,
                    SessionEffect.ForgetStatements _,
                    SessionEffect.ResetSettings _,
                    SessionEffect.DiscardAll _ -> {}
        }
    }

    private void completed(StatementKind kind) {
        switch (kind) {
            case BEGIN -> {
                if (!isIdle()) {
                    warn(ErrorCode.ACTIVE_TRANSACTION, "there is a transaction already");
                }
                status = TransactionStatus.OPEN;
            }
            case COMMIT, ROLLBACK -> {
                if (isIdle()) {
                    warn(ErrorCode.NO_ACTIVE_TRANSACTION, "there is no transaction");
                }
                status = TransactionStatus.IDLE;
            }
            case QUERY, INSERT, DEFINITION, SETTING -> {}
        }
    }

    /** Notes that a statement has failed. */
    void failed() {
        if (status == TransactionStatus.OPEN) {
            status = TransactionStatus.FAILED;
        }
    }

    private static boolean mayFollowFailure(StatementKind kind, SessionEffect effect) {
        return switch (effect) {
            case SessionEffect.ReturnToSavepoint _ -> true;
            case SessionEffect.OfKind _ ->
                    switch (kind) {
                        case COMMIT, ROLLBACK -> true;
                        case QUERY, INSERT, DEFINITION, SETTING, BEGIN -> false;
                    };
            case SessionEffect.KeepTransaction _,
                    SessionEffect.ForgetStatement _,
                    SessionEffect.ForgetStatements _,
                    SessionEffect.ResetSettings _,
                    SessionEffect.DiscardAll _ ->
                    false;
        };
    }

    private void warn(ErrorCode code, String message) {
        outbox.send(new NoticeResponse(new Diagnostic(Severity.WARNING, code.sqlState(), message)));
    }
}
