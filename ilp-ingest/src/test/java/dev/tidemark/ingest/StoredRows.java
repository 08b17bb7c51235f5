package dev.tidemark.ingest;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.column.BatchColumnReader;
import dev.tidemark.core.column.ColumnReader;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.decimal.Int256;
import dev.tidemark.core.table.RowRun;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.table.TableSnapshot;
import dev.tidemark.core.type.ColumnDefinition;
import dev.tidemark.core.type.ColumnType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** The rows of a store's tables as plain values, in the order in which they were committed. */
public final class StoredRows {
    private StoredRows() {}

    /** Rows of all tables, by name; a row has the cells that are not NULL, by column name. */
    public static Map<String, List<Map<String, Object>>> of(Store store) {
        Map<String, List<Map<String, Object>>> all = new TreeMap<>();
        for (Table table : store.tables()) {
            all.put(table.name(), of(table));
        }
        return all;
    }

    public static List<Map<String, Object>> of(Table table) {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (TableSnapshot snapshot = table.snapshot()) {
            for (List<RowRun> stream : snapshot.streams()) {
                for (RowRun run : stream) {
                    addRows(snapshot.schema().columns(), run.rowCount(), run::reader, rows);
                }
            }
        }
        return rows;
    }

    /** Adds the rows of a frozen batch. */
    public static void add(Table table, Batch batch, List<Map<String, Object>> rows) {
        List<ColumnDefinition> columns = batch.schema().columns();
        addRows(
                columns,
                batch.rowCount(),
                index ->
                        new BatchColumnReader(
                                batch.column(index),
                                columns.get(index).type() == ColumnType.SYMBOL
                                        ? table.dictionary(columns.get(index).id())
                                        : null),
                rows);
    }

    private static void addRows(
            List<ColumnDefinition> columns,
            long rowCount,
            IntFunction<ColumnReader> readers,
            List<Map<String, Object>> rows) {
        int first = rows.size();
        for (long row = 0; row < rowCount; row++) {
            rows.add(new TreeMap<>());
        }
        for (int index = 0; index < columns.size(); index++) {
            ColumnReader reader = readers.apply(index);
            Vector vector = new Vector(columns.get(index).type());
            for (long row = 0; row < rowCount; row += vector.length()) {
                reader.read(row, (int) Math.min(Vector.SIZE, rowCount - row), vector);
                for (int offset = 0; offset < vector.length(); offset++) {
                    if (!vector.isNull(offset)) {
                        rows.get(first + (int) row + offset)
                                .put(columns.get(index).name(), value(vector, offset));
                    }
                }
            }
        }
    }

    private static Object value(Vector vector, int row) {
        if (vector.type().isDecimal()) {
            return new BigDecimal(
                    vector.readDecimal(row, new Int256()).toBigInteger(), vector.type().scale());
        }
        if (vector.type().isArray()) {
            int start = vector.offsets()[row];
            return HexFormat.of().formatHex(vector.bytes(), start, vector.offsets()[row + 1]);
        }
        return switch (vector.type().vectorKind()) {
            case LONGS ->
                    vector.type() == ColumnType.BOOLEAN
                            ? (Object) (vector.longs()[row] == 1)
                            : (Object) vector.longs()[row];
            case DOUBLES -> vector.doubles()[row];
            case CODES -> Objects.requireNonNull(vector.dictionary()).text(vector.codes()[row]);
            case BYTES ->
                    new String(
                            vector.bytes(),
                            vector.offsets()[row],
                            vector.offsets()[row + 1] - vector.offsets()[row],
                            StandardCharsets.UTF_8);
            case WIDE -> {
                int words = vector.type().widthBytes() / Long.BYTES;
                StringBuilder hex = new StringBuilder("0x");
                for (int word = words - 1; word >= 0; word--) {
                    hex.append(HexFormat.of().toHexDigits(vector.longs()[row * words + word]));
                }
                yield hex.toString();
            }
        };
    }
}
