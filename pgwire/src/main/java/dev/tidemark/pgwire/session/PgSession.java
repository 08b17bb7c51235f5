package dev.tidemark.pgwire.session;

import dev.tidemark.pgwire.codec.BackendMessage.BindComplete;
import dev.tidemark.pgwire.codec.BackendMessage.CloseComplete;
import dev.tidemark.pgwire.codec.BackendMessage.ErrorResponse;
import dev.tidemark.pgwire.codec.BackendMessage.NoData;
import dev.tidemark.pgwire.codec.BackendMessage.ParameterDescription;
import dev.tidemark.pgwire.codec.BackendMessage.ParseComplete;
import dev.tidemark.pgwire.codec.BackendMessage.ReadyForQuery;
import dev.tidemark.pgwire.codec.BackendMessage.RowDescription;
import dev.tidemark.pgwire.codec.FormatCodes;
import dev.tidemark.pgwire.codec.FrontendMessage;
import dev.tidemark.pgwire.codec.FrontendMessage.Bind;
import dev.tidemark.pgwire.codec.FrontendMessage.CancelRequest;
import dev.tidemark.pgwire.codec.FrontendMessage.Close;
import dev.tidemark.pgwire.codec.FrontendMessage.CopyInput;
import dev.tidemark.pgwire.codec.FrontendMessage.Describe;
import dev.tidemark.pgwire.codec.FrontendMessage.EncryptionRequest;
import dev.tidemark.pgwire.codec.FrontendMessage.Execute;
import dev.tidemark.pgwire.codec.FrontendMessage.Flush;
import dev.tidemark.pgwire.codec.FrontendMessage.FunctionCall;
import dev.tidemark.pgwire.codec.FrontendMessage.Malformed;
import dev.tidemark.pgwire.codec.FrontendMessage.Parse;
import dev.tidemark.pgwire.codec.FrontendMessage.Password;
import dev.tidemark.pgwire.codec.FrontendMessage.Query;
import dev.tidemark.pgwire.codec.FrontendMessage.Startup;
import dev.tidemark.pgwire.codec.FrontendMessage.Sync;
import dev.tidemark.pgwire.codec.FrontendMessage.Terminate;
import dev.tidemark.sql.Prepared;
import org.jspecify.annotations.Nullable;

/**
 * A client that has logged in: runs its requests in order and answers them. For the worker of a
 * connection, except {@link #cancel()} and {@link #isRunning()}.
 */
final class PgSession {
    private final SessionContext context;
    private final Inbox inbox;
    private @Nullable Activity activity;

    /** The text that the request at hand is about; positions of failures refer to it. */
    private String sql = "";

    /** Whether the request at hand is a simple query, which is answered to its end at once. */
    private boolean isSimple;

    /** Whether all but Sync is dropped, since a request failed. */
    private boolean isSkipping;

    /** Whether a request runs. */
    private volatile boolean isRunning;

    /**
     * @param inbox from which the requests come; told when one is done
     */
    PgSession(SessionContext context, Inbox inbox) {
        this.context = context;
        this.inbox = inbox;
        context.engine().keepCancel();
    }

    /** Whether a request is not done yet. */
    boolean isBusy() {
        return activity != null;
    }

    /** Whether a request runs. From any thread. */
    boolean isRunning() {
        return isRunning;
    }

    /** Tells the client, after its login, what it may rely on. */
    void greet() {
        context.settings().send(context.engine(), context.outbox());
    }

    /** Announces that the next requests may come: what was to be cancelled is over. */
    void ready() {
        inbox.rest(context.engine()::forgetCancel);
        context.outbox().send(new ReadyForQuery(context.transaction().status()));
        context.outbox().flush();
    }

    /**
     * Handles a request, or starts one; only if the one before is done.
     *
     * @return false if the client goes
     * @throws RequestException if the connection cannot go on
     */
    boolean handle(FrontendMessage message) {
        isRunning = true;
        try {
            return dispatch(message);
        } finally {
            isRunning = activity != null;
        }
    }

    /** Goes on with the request that is not done. */
    void advance() {
        Activity current = activity;
        if (current == null) {
            return;
        }
        try {
            if (!current.advance()) {
                return;
            }
            activity = null;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError failure) {
            activity = null;
            current.close();
            failed(failure);
        }
        isRunning = false;
        if (isSimple) {
            context.endTransaction();
            ready();
        }
    }

    /** Stops the request at hand, or else the next one. From any thread. */
    void cancel() {
        context.engine().cancel();
    }

    /** Lets go of everything. */
    void close() {
        if (activity != null) {
            activity.close();
            activity = null;
        }
        context.portals().closeAll();
    }

    private boolean dispatch(FrontendMessage message) {
        isSimple = message instanceof Query;
        sql = "";
        switch (message) {
            case Terminate _ -> {
                return false;
            }
            case Malformed(String reason) ->
                    throw RequestException.fatal(ErrorCode.PROTOCOL_VIOLATION, reason);
            case Sync _ -> {
                isSkipping = false;
                context.endTransaction();
                ready();
            }
            case Flush _ -> context.outbox().flush();
            case Query query -> run(() -> startScript(query));
            case FunctionCall _ -> {
                failed(
                        new RequestException(
                                ErrorCode.NOT_SUPPORTED, "function calls are not supported"));
                isSkipping = false;
                ready();
            }
            case Parse parse -> run(() -> parse(parse));
            case Bind bind -> run(() -> bind(bind));
            case Describe describe -> run(() -> describe(describe));
            case Execute execute -> run(() -> execute(execute));
            case Close close -> run(() -> close(close));
            case CopyInput _ -> {
                // Was sent before the client knew that its COPY is refused.
            }
            case EncryptionRequest _, CancelRequest _, Startup _, Password _ ->
                    throw RequestException.fatal(
                            ErrorCode.PROTOCOL_VIOLATION, "a login message after the login");
        }
        return true;
    }

    private void run(Runnable request) {
        if (isSkipping) {
            return;
        }
        try {
            request.run();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError failure) {
            failed(failure);
            if (isSimple) {
                ready();
            }
        }
    }

    private void failed(Throwable failure) {
        context.outbox().send(new ErrorResponse(Failures.describe(failure, sql)));
        context.transaction().failed();
        isSkipping = !isSimple;
    }

    private void startScript(Query message) {
        sql = message.sql();
        context.portals().close("");
        activity = new ScriptRun(context, sql);
    }

    private void parse(Parse message) {
        sql = message.sql();
        context.statements().checkNew(message.name());
        context.statements()
                .add(
                        message.name(),
                        PreparedStatement.create(
                                context.engine(),
                                context.transaction(),
                                message.sql(),
                                message.parameterTypes()));
        context.outbox().send(new ParseComplete());
    }

    private void bind(Bind message) {
        PreparedStatement statement = context.statements().find(message.statement());
        context.portals().add(message.portal(), Portal.create(statement, message));
        context.outbox().send(new BindComplete());
    }

    private void describe(Describe message) {
        switch (message.target()) {
            case STATEMENT -> {
                PreparedStatement statement = context.statements().find(message.name());
                context.outbox().send(new ParameterDescription(statement.parameterTypes()));
                describeRows(statement, FormatCodes.TEXT);
            }
            case PORTAL -> {
                Portal portal = context.portals().find(message.name());
                describeRows(portal.statement(), portal.formats());
            }
        }
    }

    private void describeRows(PreparedStatement statement, FormatCodes formats) {
        Prepared plan = statement.plan();
        context.outbox()
                .send(
                        plan == null || plan.columns().isEmpty()
                                ? new NoData()
                                : new RowDescription(Fields.of(plan.columns(), formats)));
    }

    private void execute(Execute message) {
        Portal portal = context.portals().find(message.portal());
        sql = portal.statement().sql();
        activity = new PortalRun(context, portal, message.maxRows());
    }

    private void close(Close message) {
        switch (message.target()) {
            case STATEMENT -> context.statements().remove(message.name());
            case PORTAL -> context.portals().close(message.name());
        }
        context.outbox().send(new CloseComplete());
    }
}
