package dev.tidemark.pgwire.session;

import dev.tidemark.pgwire.codec.BackendMessage.EmptyQueryResponse;
import dev.tidemark.pgwire.codec.BackendMessage.PortalSuspended;
import dev.tidemark.pgwire.session.Execution.Step;
import dev.tidemark.sql.Prepared;
import org.jspecify.annotations.Nullable;

/** One Execute of a portal: all of its rows, or as many as the client wants now. */
final class PortalRun implements Activity {
    private final SessionContext context;
    private final Portal portal;
    private final @Nullable Execution execution;
    private long rowsLeft;

    /**
     * Starts the portal's statement, or goes on with it.
     *
     * @param maxRows 0 for all
     * @throws RequestException if it is complete already, or the transaction has failed
     */
    PortalRun(SessionContext context, Portal portal, int maxRows) {
        this.context = context;
        this.portal = portal;
        this.rowsLeft = maxRows > 0 ? maxRows : Long.MAX_VALUE;
        Prepared plan = portal.statement().plan();
        Execution started = portal.execution();
        if (plan == null) {
            context.outbox().send(new EmptyQueryResponse());
            this.execution = null;
        } else if (started == null) {
            this.execution = portal.start(context, plan);
        } else if (started.isComplete()) {
            throw new RequestException(
                    ErrorCode.WRONG_STATE, "the portal has run to its end already");
        } else {
            started.admit();
            this.execution = started;
        }
    }

    @Override
    public boolean advance() {
        if (execution == null) {
            return true;
        }
        Step step = execution.advance(rowsLeft);
        rowsLeft -= step.sentRows();
        return switch (step.progress()) {
            case WAITING -> false;
            case LIMIT_REACHED -> {
                context.outbox().send(new PortalSuspended());
                yield true;
            }
            case COMPLETE -> true;
        };
    }

    @Override
    public void close() {
        portal.close();
    }
}
