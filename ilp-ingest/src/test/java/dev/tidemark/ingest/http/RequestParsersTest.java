package dev.tidemark.ingest.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.catalog.StoreOptions;
import dev.tidemark.ingest.parse.ParserOptions;
import dev.tidemark.ingest.parse.TimestampUnit;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which parsers are kept for the next request. */
class RequestParsersTest {
    private static final int MAX_LINE_BYTES = 1 << 12;

    @TempDir Path folder;

    @Test
    void asManyRequestsAtATimeAsBeforeFindParsersThatKnowTheirSeries() throws Exception {
        try (Store store = Store.open(StoreOptions.of(folder), _ -> List.of());
                RequestParsers parsers =
                        new RequestParsers(store, ParserOptions.defaults(), MAX_LINE_BYTES)) {
            Set<RequestParser> first = new HashSet<>(take(parsers, RequestParsers.MAX_IDLE));
            for (RequestParser parser : first) {
                int before = parser.knownBytes();
                parser.append(
                        ByteBuffer.wrap("cpu,host=a v=1i 1\n".getBytes(StandardCharsets.US_ASCII)));
                assertTrue(parser.knownBytes() > before);
            }
            first.forEach(parsers::giveBack);
            List<RequestParser> second = take(parsers, RequestParsers.MAX_IDLE + 1);
            assertEquals(first, new HashSet<>(second.subList(0, RequestParsers.MAX_IDLE)));
            second.forEach(parsers::giveBack);
        }
    }

    private static List<RequestParser> take(RequestParsers parsers, int count) {
        List<RequestParser> taken = new ArrayList<>();
        for (int request = 0; request < count; request++) {
            taken.add(parsers.take(TimestampUnit.NANOSECONDS));
        }
        return taken;
    }
}
