package dev.tidemark.ingest.parse;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.catalog.StoreOptions;
import dev.tidemark.core.type.Durability;
import dev.tidemark.ingest.StoredRows;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A store and a stream into it, which keeps rows and refusals to look at. */
final class LineStreamHarness implements AutoCloseable {
    static final long NOW_MICROS = 1_700_000_000_123_456L;

    final Store store;
    final Map<String, List<Map<String, Object>>> rows = new TreeMap<>();
    final List<LineError> errors = new ArrayList<>();
    final LineStream stream;

    LineStreamHarness(Path folder) throws IOException {
        this(folder, options(true, true), LineStream.DEFAULT_MAX_LINE_BYTES);
    }

    LineStreamHarness(Path folder, ParserOptions options, int maxLineBytes) throws IOException {
        this.store = Store.open(smallOnDisk(folder), _ -> List.of());
        this.stream = newStream(options, maxLineBytes);
    }

    /** No disk reserve and short log files: some tests open a store for every byte of a text. */
    private static StoreOptions smallOnDisk(Path folder) {
        return StoreOptions.of(folder)
                .withReserve(0)
                .withLog(new StoreOptions.Log(1 << 20, 1 << 16, 200, Durability.SYNC));
    }

    static ParserOptions options(boolean createTables, boolean createColumns) {
        return new ParserOptions(
                TimestampUnit.NANOSECONDS,
                CreationRules.defaults().withPermissions(createTables, createColumns),
                () -> NOW_MICROS * 1_000 + 789);
    }

    /** One more stream into the same store and the same lists. */
    LineStream newStream(ParserOptions options, int maxLineBytes) {
        return new LineStream(
                store,
                options,
                (table, batch) -> {
                    batch.freeze();
                    StoredRows.add(
                            table,
                            batch,
                            rows.computeIfAbsent(table.name(), _ -> new ArrayList<>()));
                    batch.release();
                },
                errors::add,
                maxLineBytes);
    }

    /** Takes text and hands all rows over. */
    void send(String text) {
        stream.receive(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        stream.handOver();
    }

    List<Map<String, Object>> rows(String table) {
        return rows.getOrDefault(table, List.of());
    }

    @Override
    public void close() throws IOException {
        stream.close();
        store.close();
    }
}
