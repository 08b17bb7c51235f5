package dev.tidemark.ingest.http;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.table.Table;
import dev.tidemark.ingest.parse.LineError;
import dev.tidemark.ingest.parse.LineStream;
import dev.tidemark.ingest.parse.ParserOptions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bodies of one request after another into batches. What it learns of tables and series
 * in one request serves the next, whoever sends it. For one thread at a time.
 */
final class RequestParser implements AutoCloseable {
    private final Store store;
    private final ParserOptions options;
    private final LineStream stream;
    private Map<Table, List<Batch>> batches = new LinkedHashMap<>();
    private @Nullable LineError error;

    RequestParser(Store store, ParserOptions options, int maxLineBytes) {
        this.store = store;
        this.options = options;
        this.stream = new LineStream(store, options, this::collect, this::refused, maxLineBytes);
    }

    ParserOptions options() {
        return options;
    }

    /** Takes the next piece of the body; false after a bad line, behind which nothing is read. */
    boolean append(ByteBuffer piece) {
        return stream.receive(piece);
    }

    /** Takes the end of the body, whose last line may lack its own. */
    void finish() {
        stream.finish();
        stream.handOver();
    }

    /** The bad line, if there was one. */
    @Nullable LineError error() {
        return error;
    }

    long rowCount() {
        return stream.rowCount();
    }

    /** Bytes of what it knows for the next request, about. */
    int knownBytes() {
        return stream.knownBytes();
    }

    /** Hands the rows over to the caller, by table, in batches as large as they may be. */
    Map<Table, List<Batch>> takeBatches() {
        Map<Table, List<Batch>> taken = batches;
        batches = new LinkedHashMap<>();
        taken.replaceAll((_, parts) -> join(parts));
        return taken;
    }

    /** Lets go of the rows and gets ready for the next request. */
    void restart() {
        releaseBatches();
        error = null;
        stream.restart();
    }

    @Override
    public void close() {
        releaseBatches();
        stream.close();
    }

    private void collect(Table table, Batch batch) {
        batch.freeze();
        batches.computeIfAbsent(table, _ -> new ArrayList<>()).add(batch);
    }

    private boolean refused(LineError bad) {
        error = bad;
        return false;
    }

    private void releaseBatches() {
        batches.values().forEach(parts -> parts.forEach(Batch::release));
        batches.clear();
    }

    /** Joins neighbours that new columns cut apart. */
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
            joined.add(Batch.concatenate(group.getLast().schema(), store.memory(), group));
            group.forEach(Batch::release);
        }
        group.clear();
    }
}
