package dev.tidemark.ingest.http;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.catalog.WritesRefusedException;
import dev.tidemark.core.table.Table;
import dev.tidemark.ingest.parse.LineError;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * One write request: takes its body piece by piece, then commits its rows or refuses it. For one
 * thread at a time; to be closed in any case.
 */
public final class WriteRequest implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(WriteRequest.class.getName());

    private final RequestParsers parsers;
    private final RequestParser parser;
    private final Supplier<String> errorIds;
    private boolean closed;

    WriteRequest(RequestParsers parsers, RequestParser parser, Supplier<String> errorIds) {
        this.parsers = parsers;
        this.parser = parser;
        this.errorIds = errorIds;
    }

    /**
     * Takes the next piece of the body.
     *
     * @return false after a bad line: what follows is not looked at, and {@link #finish} tells why
     */
    public boolean append(ByteBuffer piece) {
        return parser.append(piece);
    }

    /**
     * Ends the body, whose last line may lack its end, and commits its rows: those of a table all
     * or none, also across a crash.
     *
     * @return completes, never exceptionally, when the rows are durable or the request has failed
     */
    public CompletableFuture<WriteResult> finish() {
        parser.finish();
        LineError bad = parser.error();
        if (bad != null) {
            WriteError refusal = refusal(bad);
            close();
            return CompletableFuture.completedFuture(new WriteResult.Refused(refusal));
        }
        long rows = parser.rowCount();
        Map<Table, List<Batch>> batches = parser.takeBatches();
        close();
        CompletableFuture<?>[] commits =
                batches.entrySet().stream()
                        .map(entry -> entry.getKey().commitTogether(entry.getValue()))
                        .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(commits)
                .handle((_, failure) ->
                        failure == null ? new WriteResult.Accepted(rows) : failed(failure));
    }

    /** Forgets what is not committed and gives the memory back; harmless if done already. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            parsers.giveBack(parser);
        }
    }

    private WriteError refusal(LineError bad) {
        String message =
                "failed to parse line protocol:errors encountered on line(s):\nerror in line %d: %s"
                        .formatted(bad.line(), bad.message());
        WriteError refusal =
                new WriteError(WriteError.Kind.of(bad.code()), message, bad.line(), errorIds.get());
        LOGGER.log(
                Level.WARNING,
                "write request {0} is refused: line {1}, column {2}: {3}. The line starts with:"
                        + " {4}",
                refusal.errorId(),
                Long.toString(bad.line()),
                Long.toString(bad.column()),
                bad.message(),
                bad.text());
        return refusal;
    }

    private WriteResult failed(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        boolean passing =
                failure instanceof WritesRefusedException
                        || cause instanceof WritesRefusedException;
        WriteError refusal =
                new WriteError(
                        passing ? WriteError.Kind.UNAVAILABLE : WriteError.Kind.INTERNAL,
                        "the rows could not be committed: " + cause.getMessage(),
                        0,
                        errorIds.get());
        // The store says once that it refuses rows; it need not be said again for each request.
        LOGGER.log(
                passing ? Level.DEBUG : Level.ERROR,
                "write request " + refusal.errorId() + " failed",
                failure);
        return new WriteResult.Refused(refusal);
    }
}
