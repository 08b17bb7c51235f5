package dev.tidemark.ingest.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.catalog.NewColumn;
import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.catalog.StoreOptions;
import dev.tidemark.core.table.Table;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.PartitionUnit;
import dev.tidemark.ingest.StoredRows;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lines may create, and what they find created. */
class CreationRulesTest {
    @TempDir Path folder;
    private Store store;

    @BeforeEach
    void open() throws Exception {
        store = Store.open(StoreOptions.of(folder), _ -> List.of());
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    @Test
    void newTablesHaveTheFormOfTheRules() {
        CreationRules rules =
                CreationRules.defaults().withForm(PartitionUnit.HOUR, ColumnType.VARCHAR);
        assertEquals(List.of(), write(rules, "m,host=a v=1i 1000\nm,zone=b v=2i 2000\n"));
        Table table = store.table("m").orElseThrow();
        assertEquals(PartitionUnit.HOUR, table.schema().partitionUnit());
        for (String tag : List.of("host", "zone")) {
            int index = table.schema().indexOf(tag);
            assertEquals(ColumnType.VARCHAR, table.schema().column(index).type());
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> rules.withForm(PartitionUnit.DAY, ColumnType.LONG));
    }

    @Test
    void aTableThatExistsStaysAsItIs() throws Exception {
        store.createTable(
                "m",
                List.of(
                        new NewColumn("at", ColumnType.TIMESTAMP_NS),
                        new NewColumn("host", ColumnType.SYMBOL)),
                0,
                PartitionUnit.MONTH);
        CreationRules rules =
                CreationRules.defaults().withForm(PartitionUnit.HOUR, ColumnType.VARCHAR);
        assertEquals(List.of(), write(rules, "m,host=a,zone=b v=1i 1700000000000000007\n"));
        Table table = store.table("m").orElseThrow();
        assertEquals(PartitionUnit.MONTH, table.schema().partitionUnit());
        assertEquals(0, table.schema().timestampIndex());
        assertEquals(-1, table.schema().indexOf("timestamp"));
        assertEquals(
                ColumnType.SYMBOL, table.schema().column(table.schema().indexOf("host")).type());
        assertEquals(
                List.of(
                        Map.of(
                                "host",
                                "a",
                                "zone",
                                "b",
                                "v",
                                1L,
                                "at",
                                1_700_000_000_000_000_007L)),
                StoredRows.of(table));
    }

    @Test
    void limitsAreToldByName() {
        CreationRules rules =
                CreationRules.defaults()
                        .withLimits(new CreationRules.Limits(3, 5), new TableQuota(1_000));
        List<LineError> errors =
                write(
                        rules,
                        """
                        table v=1i 1000
                        tables v=1i 1000
                        table value6=1i 1000
                        table äöü=1i 1000
                        table w=1i 1000
                        table x=1i 1000
                        """);
        assertEquals(List.of(2L, 3L, 4L, 6L), errors.stream().<Long>map(LineError::line).toList());
        assertTrue(errors.get(0).message().contains("5 bytes (setting ilp.max.name)"));
        assertTrue(errors.get(1).message().contains("value6"));
        assertTrue(errors.get(2).message().contains("äöü"));
        assertEquals(LineErrorCode.LIMIT_EXCEEDED, errors.get(3).code());
        assertTrue(errors.get(3).message().contains("3 columns (setting ilp.max.columns)"));
    }

    @Test
    void tablesAreCreatedNoFasterThanAllowed() {
        AtomicLong nanos = new AtomicLong(5);
        CreationRules defaults = CreationRules.defaults();
        TableQuota quota = new TableQuota(3, nanos::get);
        CreationRules rules = defaults.withLimits(defaults.limits(), quota);
        assertEquals(List.of(), write(rules, "a v=1i 1\nb v=1i 1\nc v=1i 1\n"));
        List<LineError> errors = write(rules, "d v=1i 1\na v=2i 2\n");
        assertEquals(1, errors.size());
        assertEquals(LineErrorCode.TRY_AGAIN, errors.get(0).code());
        assertTrue(errors.get(0).message().contains("3 tables a minute"));
        nanos.addAndGet(20_000_000_001L);
        assertEquals(List.of(), write(rules, "d v=1i 1\n"));
        assertEquals(1, write(rules, "e v=1i 1\n").size());
        nanos.addAndGet(3_600_000_000_000L);
        assertEquals(List.of(), write(rules, "e v=1i 1\nf v=1i 1\ng v=1i 1\n"));
        assertFalse(quota.tryTake());
    }

    @Test
    void timesWithoutAUnitAreGuessedByTheirSize() {
        ParserOptions options = ParserOptions.defaults().withTimestampUnit(TimestampUnit.GUESSED);
        long seconds = 1_700_000_000L;
        write(
                options,
                "m v=1i %d\nm v=1i %d000\nm v=1i %d000000\nm v=1i %d000000000\nm v=1i 0\n"
                        .replace("%d", Long.toString(seconds)));
        List<Object> times = new ArrayList<>();
        StoredRows.of(store.table("m").orElseThrow())
                .forEach(row -> times.add(row.get("timestamp")));
        long micros = seconds * 1_000_000;
        assertEquals(List.of(micros, micros, micros, micros, 0L), times);
    }

    private List<LineError> write(CreationRules rules, String lines) {
        return write(ParserOptions.defaults().withCreation(rules), lines);
    }

    private List<LineError> write(ParserOptions options, String lines) {
        List<LineError> errors = new ArrayList<>();
        try (LineStream stream =
                new LineStream(store, options, CreationRulesTest::commit, errors::add, 1_000)) {
            stream.receive(ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8)));
            stream.handOver();
        }
        return errors;
    }

    private static void commit(Table table, Batch batch) {
        table.commit(batch).join();
    }
}
