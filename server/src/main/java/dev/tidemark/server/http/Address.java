package dev.tidemark.server.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
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

    private static final int MOST_PARAMETERS = 256;

    /** Reads the fields of a form, or throws {@link IllegalArgumentException}. */
    static Map<String, List<String>> parseForm(String text) {
        return decoder(text, false).parameters();
    }

    /** A semicolon separates statements, not parameters. */
    private static QueryStringDecoder decoder(String text, boolean hasPath) {
        return new QueryStringDecoder(text, StandardCharsets.UTF_8, hasPath, MOST_PARAMETERS, true);
    }

    /**
     * Reads the address of a request line.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    static Address parse(String text) {
        QueryStringDecoder decoder = decoder(text, true);
        return new Address(decoder.path(), decoder.parameters());
    }
}
