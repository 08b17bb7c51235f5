package dev.tidemark.server.admin;

import dev.tidemark.core.io.CorruptFileException;
import dev.tidemark.server.format.JsonText;
import dev.tidemark.server.format.TextBytes;
import dev.tidemark.server.http.Exchange;
import dev.tidemark.server.http.WholeBodyEndpoint;
import dev.tidemark.server.http.endpoint.QueryPool;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;

/** Runs a task for each request and answers with its report. */
final class AdminEndpoint implements WholeBodyEndpoint {
    private static final Logger LOGGER = System.getLogger(AdminEndpoint.class.getName());
    private static final long IGNORED_BODY_BYTES = 1 << 12;

    private final QueryPool pool;
    private final Task task;

    /** What is done for a request. */
    @FunctionalInterface
    interface Task {
        /**
         * Does the work of a request.
         *
         * @throws IllegalArgumentException if the request is wrong
         */
        Report run(Exchange exchange) throws IOException;
    }

    /**
     * @param pool whose threads run the task
     */
    AdminEndpoint(QueryPool pool, Task task) {
        this.pool = pool;
        this.task = task;
    }

    @Override
    public Set<HttpMethod> methods() {
        return Set.of(HttpMethod.POST);
    }

    @Override
    public BodyLimit bodyLimit() {
        return new BodyLimit(IGNORED_BODY_BYTES, "none, for nothing is expected here");
    }

    @Override
    public void handle(Exchange exchange, String body) {
        pool.run(exchange, () -> run(exchange));
    }

    private void run(Exchange exchange) {
        try {
            Report report = task.run(exchange);
            TextBytes text = new TextBytes();
            text.put("{\"status\":%d,".formatted(report.status()));
            JsonText.appendField(text, "report", report.text());
            text.put('}');
            exchange.answer(HttpResponseStatus.OK, Exchange.JSON, text);
        } catch (IllegalArgumentException wrong) {
            exchange.fail(HttpResponseStatus.BAD_REQUEST, String.valueOf(wrong.getMessage()));
        } catch (IOException | CorruptFileException failure) {
            LOGGER.log(Level.ERROR, "{0} failed: {1}", exchange.path(), failure.getMessage());
            exchange.fail(
                    HttpResponseStatus.INTERNAL_SERVER_ERROR, String.valueOf(failure.getMessage()));
        } catch (RuntimeException failure) {
            exchange.fail(HttpResponseStatus.INTERNAL_SERVER_ERROR, "internal error: " + failure);
            throw failure;
        }
    }
}
