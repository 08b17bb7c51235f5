package dev.tidemark.ingest.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.catalog.StoreOptions;
import dev.tidemark.core.table.Table;
import dev.tidemark.ingest.SeededRandom;
import dev.tidemark.ingest.StoredRows;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes out of a stream is what the reference parser says, however the bytes are cut. */
class LineStreamPropertyTest {
    private static final long NOW_NANOS = 1_700_000_000_123_456_789L;
    private static final int MAX_LINE_BYTES = 2_000;

    @TempDir Path folder;
    private Store store;

    @BeforeEach
    void openStore() throws Exception {
        store = Store.open(StoreOptions.of(folder), _ -> List.of());
    }

    @AfterEach
    void closeStore() throws Exception {
        store.close();
    }

    @Test
    void randomLinesGiveTheRowsOfTheReference() throws Exception {
        Random random = SeededRandom.create(LineStreamPropertyTest.class);
        for (int round = 0; round < 150; round++) {
            RandomLines lines = new RandomLines(random, random.nextInt(3) == 0);
            byte[] text = lines.text(1 + random.nextInt(200));
            compare(text, random, "round " + round);
        }
    }

    @Test
    void mutatedLinesGiveTheRowsOfTheReference() throws Exception {
        Random random = SeededRandom.create(LineStreamPropertyTest.class);
        for (int round = 0; round < 300; round++) {
            byte[] text =
                    new RandomLines(random, random.nextInt(3) == 0).text(1 + random.nextInt(60));
            int mutations = 1 + random.nextInt(8);
            for (int mutation = 0; mutation < mutations; mutation++) {
                text = RandomLines.mutate(text, random);
            }
            compare(text, random, "round " + round);
        }
    }

    @Test
    void aTextMayBeCutAtEveryByte() throws Exception {
        String lines =
                """
                cpu,host=a,region=eu usage=1i,load=0.5,up=t,note="plain" 1000000000
                cpu,host=b,region=eu usage=22i,load=-1e3,up=false,note="q\\"uo\\\\te" 2000000000\r
                \r

                cpu,ho\\ st=x\\=y,region=\\
                z usage=333i,extra="zwei
                cpu,host=ä,region=eu usage=4444444i,load=12.25 3000000000t
                dot host="€"
                cpu,host=a,region=eu usage=1i,load=0.5,up=t,note="plain" 1000000000
                """;
        byte[] text = lines.getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= text.length; cut++) {
            int at = cut;
            compare(
                    text,
                    stream -> {
                        stream.receive(ByteBuffer.wrap(text, 0, at));
                        stream.receive(ByteBuffer.wrap(text, at, text.length - at));
                    },
                    "cut at " + cut);
        }
    }

    private interface Feeding {
        void feed(LineStream stream);
    }

    private void compare(byte[] text, Random random, String what) throws Exception {
        compare(
                text,
                stream -> {
                    int position = 0;
                    while (position < text.length) {
                        int wanted = 1 + random.nextInt(random.nextBoolean() ? 10 : 3_000);
                        int length = Math.min(wanted, text.length - position);
                        ByteBuffer piece = ByteBuffer.wrap(text, position, length);
                        assertTrue(stream.receive(piece));
                        position += length;
                        if (random.nextInt(20) == 0) {
                            stream.handOver();
                        }
                    }
                },
                what);
    }

    private void compare(byte[] text, Feeding feeding, String what) throws Exception {
        ReferenceParser reference = new ReferenceParser(NOW_NANOS / 1_000, MAX_LINE_BYTES);
        reference.parse(text);
        List<Long> badLines = new ArrayList<>();
        Map<String, List<Map<String, Object>>> rows = new TreeMap<>();
        ParserOptions defaults = ParserOptions.defaults();
        ParserOptions options =
                new ParserOptions(defaults.timestampUnit(), defaults.creation(), () -> NOW_NANOS);
        try (LineStream stream =
                new LineStream(
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
                        error -> badLines.add(error.line()),
                        MAX_LINE_BYTES)) {
            feeding.feed(stream);
            stream.handOver();
            // A line may create its table and then fail, which leaves the table empty.
            store.tables().forEach(table -> rows.computeIfAbsent(table.name(), _ -> List.of()));
            String shown = what + "\n" + new String(text, StandardCharsets.ISO_8859_1);
            assertEquals(reference.badLines, badLines, shown);
            assertEquals(reference.rows, rows, shown);
        } finally {
            for (Table table : store.tables()) {
                store.dropTable(table.name());
            }
        }
    }
}
