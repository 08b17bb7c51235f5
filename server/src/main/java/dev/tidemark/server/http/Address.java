package dev.tidemark.server.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;

/**
 * What the first line of a request asks for.
 *
 * @param path decoded, from {@code /} on
 * @param parameters what stands behind the question mark, decoded
 */
record Address(String path, Map<String, List<String>> parameters) {
    /** Of a request whose own address cannot be read. */
    static final Address UNREADABLE = new Address("", Map.of());

    /**
     * Reads the address of a request line.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    static Address parse(String text) {
        QueryStringDecoder decoder = new QueryStringDecoder(text);
        return new Address(decoder.path(), decoder.parameters());
    }
}
