package dev.tidemark.ingest.http;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.table.Table;
import dev.tidemark.ingest.parse.LineError;
import dev.tidemark.ingest.parse.LineErrorCode;
import dev.tidemark.ingest.parse.LineStream;
import dev.tidemark.ingest.parse.ParserOptions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One write request: takes its body piece by piece, then commits its rows or refuses it. For one
 * thread at a time; to be closed in any case.
 */
public final class WriteRequest implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(WriteRequest.class.getName());

    private final Store store;
    private final Supplier<String> errorIds;
    private final LineStream stream;
    private final Map<Table, List<Batch>> batches = new LinkedHashMap<>();
    private @Nullable WriteError error;
    private boolean closed;

    WriteRequest(
            Store store, ParserOptions options, int maxLineBytes, Supplier<String> errorIds) {
        this.store = store;
        this.errorIds = errorIds;
        this.stream = new LineStream(store, options, this::collect, this::refused, maxLineBytes);
    }

    /**
     * Takes the next piece of the body.
     *
     * @return false after a bad line: what follows is not looked at, and {@link #finish} tells why
     */
    public boolean append(ByteBuffer piece) {
        return error == null && stream.receive(piece);
    }

    /**
     * Ends the body, whose last line may lack its end, and commits its rows.
     *
     * @return completes, never exceptionally, when the rows are durable or the request has failed
     */
    public CompletableFuture<WriteResult> finish() {
        stream.finish();
        WriteError refusal = error;
        if (refusal != null) {
            close();
            return CompletableFuture.completedFuture(new WriteResult.Refused(refusal));
        }
        long rows = stream.rowCount();
        stream.handOver();
        List<CompletableFuture<Void>> commits = new ArrayList<>();
        batches.forEach(
                (table, parts) ->
                        join(parts).forEach(batch -> commits.add(table.commit(batch))));
        batches.clear();
        close();
        return CompletableFuture.allOf(commits.toArray(CompletableFuture<?>[]::new))
                .handle((_, failure) -> failure == null ? accepted(rows) : failed(failure));
    }

    /** Forgets what is not committed and gives the memory back; harmless if done already. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        stream.close();
        batches.values().forEach(parts -> parts.forEach(Batch::release));
        batches.clear();
    }

    private void collect(Table table, Batch batch) {
        batch.freeze();
        batches.computeIfAbsent(table, _ -> new ArrayList<>()).add(batch);
    }

    private boolean refused(LineError bad) {
        WriteError.Kind kind =
                bad.code() == LineErrorCode.LINE_TOO_LONG
                        ? WriteError.Kind.TOO_LARGE
                        : WriteError.Kind.INVALID;
        String message =
                "failed to parse line protocol:errors encountered on line(s):\nerror in line %d: %s"
                        .formatted(bad.line(), bad.message());
        WriteError refusal = new WriteError(kind, message, bad.line(), errorIds.get());
        error = refusal;
        LOGGER.log(
                Level.WARNING,
                "write request {0} is refused: line {1}, column {2}: {3}. The line starts with: {4}",
                refusal.errorId(),
                Long.toString(bad.line()),
                Long.toString(bad.column()),
                bad.message(),
                bad.text());
        return false;
    }

    /** Joins neighbours, cut apart by new columns, so that they are committed together. */
    private List<Batch> join(List<Batch> parts) {
        List<Batch> joined = new ArrayList<>();
        List<Batch> group = new ArrayList<>();
        int rows = 0;
        for (Batch part : parts) {
            if (rows + part.rowCount() > Batch.MAX_ROWS) {
                addJoined(group, joined);
                rows = 0;
            }
            group.add(part);
            rows += part.rowCount();
        }
        addJoined(group, joined);
        return joined;
    }

    private void addJoined(List<Batch> group, List<Batch> joined) {
        if (group.size() == 1) {
            joined.add(group.getFirst());
        } else if (!group.isEmpty()) {
            // Later parts have newer schemas, which hold all columns of older ones.
            joined.add(
                    Batch.concatenate(group.getLast().schema(), store.memory(), group));
            group.forEach(Batch::release);
        }
        group.clear();
    }

    private static WriteResult accepted(long rows) {
        return new WriteResult.Accepted(rows);
    }

    private WriteResult failed(Throwable failure) {
        WriteError refusal =
                new WriteError(
                        WriteError.Kind.INTERNAL,
                        "the rows could not be committed: " + failure.getMessage(),
                        0,
                        errorIds.get());
        LOGGER.log(Level.ERROR, "write request " + refusal.errorId() + " failed", failure);
        return new WriteResult.Refused(refusal);
    }
}
