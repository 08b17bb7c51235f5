package dev.tidemark.server.http.endpoint;

import dev.tidemark.core.catalog.WritesRefusedException;
import dev.tidemark.server.format.JsonText;
import dev.tidemark.server.format.TextBytes;
import dev.tidemark.server.http.AnswerStream;
import dev.tidemark.server.http.ClientGoneException;
import dev.tidemark.server.http.Exchange;
import dev.tidemark.server.http.WholeBodyEndpoint;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Runs a statement and answers with its result: {@code /exec} in JSON, {@code /exp} in CSV. */
public final class SqlEndpoint implements WholeBodyEndpoint {
    private static final Logger LOGGER = System.getLogger(SqlEndpoint.class.getName());
    private static final String CSV = "text/csv; charset=utf-8";

    private final SqlService service;
    private final String contentType;
    private final BiFunction<ExecRequest, AnswerStream, ResultAnswer> format;

    private SqlEndpoint(
            SqlService service,
            String contentType,
            BiFunction<ExecRequest, AnswerStream, ResultAnswer> format) {
        this.service = service;
        this.contentType = contentType;
        this.format = format;
    }

    /** Answers in JSON. */
    public static SqlEndpoint exec(SqlService service) {
        return new SqlEndpoint(service, Exchange.JSON, JsonAnswer::new);
    }

    /** Answers in CSV. */
    public static SqlEndpoint export(SqlService service) {
        return new SqlEndpoint(service, CSV, CsvAnswer::new);
    }

    @Override
    public Set<HttpMethod> methods() {
        return Set.of(HttpMethod.GET, HttpMethod.POST);
    }

    @Override
    public BodyLimit bodyLimit() {
        return new BodyLimit(service.bodyLimitBytes(), "http.body.limit");
    }

    @Override
    public void handle(Exchange exchange, String body) {
        ExecRequest request;
        try {
            request = ExecRequest.of(exchange, body, service.queryTimeout());
        } catch (IllegalArgumentException failure) {
            exchange.fail(HttpResponseStatus.BAD_REQUEST, String.valueOf(failure.getMessage()));
            return;
        }
        service.pool().run(exchange, () -> run(exchange, request));
    }

    /** On a thread of the pool. */
    private void run(Exchange exchange, ExecRequest request) {
        AnswerStream stream = exchange.stream(contentType);
        ResultAnswer answer = format.apply(request, stream);
        try {
            long startNanos = System.nanoTime();
            Optional<Queries.Query> query =
                    service.queries().prepare(request.sql(), request.timeout());
            if (query.isEmpty()) {
                answer.writeEmpty();
                return;
            }
            exchange.whenGone(query.get()::cancel);
            if (exchange.isGone()) {
                // A cancel reaches only what runs already.
                stream.abort();
                return;
            }
            answer.write(query.get(), System.nanoTime() - startNanos);
        } catch (ClientGoneException gone) {
            LOGGER.log(Level.DEBUG, () -> "answer cut off: " + gone.getMessage());
            stream.abort();
        } catch (SqlException failure) {
            log(request, failure);
            if (!stream.isStarted()) {
                refuse(exchange, request, failure);
            } else if (!answer.finishWithFailure(message(failure), position(failure))) {
                stream.abort();
            }
        } catch (RuntimeException failure) {
            LOGGER.log(Level.ERROR, () -> "statement failed: " + request.sql(), failure);
            if (stream.isStarted()) {
                stream.abort();
            } else {
                exchange.fail(
                        HttpResponseStatus.INTERNAL_SERVER_ERROR, "internal error: " + failure);
            }
        }
    }

    private static void refuse(Exchange exchange, ExecRequest request, SqlException failure) {
        TextBytes text = new TextBytes();
        text.put('{');
        JsonText.appendField(text, "query", request.sql());
        text.put(',');
        JsonText.appendField(text, "error", message(failure));
        text.put(',');
        JsonText.appendField(text, "position", position(failure));
        text.put('}');
        exchange.answer(status(failure), Exchange.JSON, text);
    }

    private static void log(ExecRequest request, SqlException failure) {
        // The store says once that it refuses rows; it need not be said again for each statement.
        if (status(failure).equals(HttpResponseStatus.BAD_REQUEST) || isRefusal(failure)) {
            LOGGER.log(Level.DEBUG, () -> message(failure) + ": " + request.sql());
        } else {
            LOGGER.log(Level.ERROR, () -> "statement failed: " + request.sql(), failure);
        }
    }

    /** Whether the disk cannot take anything for the time being. */
    private static boolean isRefusal(SqlException failure) {
        return failure.state() == SqlState.DISK_FULL
                || failure.getCause() instanceof WritesRefusedException;
    }

    private static HttpResponseStatus status(SqlException failure) {
        if (isRefusal(failure)) {
            return HttpResponseStatus.SERVICE_UNAVAILABLE;
        }
        return switch (failure.state()) {
            case INTERNAL_ERROR, IO_ERROR, DATA_CORRUPTED ->
                    HttpResponseStatus.INTERNAL_SERVER_ERROR;
            case OUT_OF_MEMORY -> HttpResponseStatus.SERVICE_UNAVAILABLE;
            default -> HttpResponseStatus.BAD_REQUEST;
        };
    }

    private static int position(SqlException failure) {
        return Math.max(0, failure.position());
    }

    private static String message(SqlException failure) {
        String hint = failure.hint();
        String message = String.valueOf(failure.getMessage());
        return hint == null ? message : message + " (" + hint + ")";
    }
}
