package dev.tidemark.pgwire.session;

import dev.tidemark.pgwire.codec.BackendMessage.EmptyQueryResponse;
import dev.tidemark.pgwire.codec.BackendMessage.RowDescription;
import dev.tidemark.pgwire.codec.FormatCodes;
import dev.tidemark.pgwire.session.Execution.Progress;
import dev.tidemark.sql.ParsedStatement;
import dev.tidemark.sql.Prepared;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The statements of a simple query, one after another; the first failure ends it. */
final class ScriptRun implements Activity {
    private final SessionContext context;
    private final Queue<ParsedStatement> waiting = new ArrayDeque<>();
    private @Nullable Execution running;

    /**
     * Parses the script.
     *
     * @throws dev.tidemark.sql.type.SqlException if its syntax is wrong anywhere
     */
    ScriptRun(SessionContext context, String sql) {
        this.context = context;
        waiting.addAll(context.engine().parse(sql));
        if (waiting.isEmpty()) {
            context.outbox().send(new EmptyQueryResponse());
        }
    }

    @Override
    public boolean advance() {
        while (true) {
            Execution current = running;
            if (current == null) {
                ParsedStatement next = waiting.poll();
                if (next == null) {
                    return true;
                }
                current = start(next);
                running = current;
            }
            if (current.advance(Long.MAX_VALUE).progress() == Progress.WAITING) {
                return false;
            }
            running = null;
        }
    }

    @Override
    public void close() {
        if (running != null) {
            running.close();
        }
    }

    private Execution start(ParsedStatement statement) {
        SessionEffect effect = SessionEffect.of(statement);
        context.transaction().admit(statement.kind(), effect);
        Prepared plan = context.engine().prepare(statement, List.of());
        Execution execution = Execution.start(context, plan, effect, List.of(), FormatCodes.TEXT);
        if (!execution.columns().isEmpty()) {
            context.outbox()
                    .send(new RowDescription(Fields.of(execution.columns(), FormatCodes.TEXT)));
        }
        return execution;
    }
}
