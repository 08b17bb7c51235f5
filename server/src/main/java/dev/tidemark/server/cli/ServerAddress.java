package dev.tidemark.server.cli;

import java.net.InetSocketAddress;
import java.net.URI;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Where a running server is, as users write it. */
final class ServerAddress {
    static final String DEFAULT_URL = "http://127.0.0.1:9000";

    private static final int MOST_PORT = 65_535;

    private ServerAddress() {}

    /** Reads {@code http://127.0.0.1:9000}, also without the scheme. */
    static URI url(CommandSpec spec, String text) {
        try {
            URI url = URI.create(text.contains("://") ? text : "http://" + text);
            if (url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException failure) {
            throw bad(spec, text, DEFAULT_URL);
        }
        throw bad(spec, text, DEFAULT_URL);
    }

    /** Reads {@code 127.0.0.1:9009}. */
    static InetSocketAddress socket(CommandSpec spec, String text) {
        int colon = text.lastIndexOf(':');
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (colon > 0 && port > 0 && port <= MOST_PORT) {
                return new InetSocketAddress(text.substring(0, colon), port);
            }
        } catch (NumberFormatException failure) {
            throw bad(spec, text, "127.0.0.1:9009");
        }
        throw bad(spec, text, "127.0.0.1:9009");
    }

    private static ParameterException bad(CommandSpec spec, String text, String example) {
        return new ParameterException(
                spec.commandLine(), "'%s' is not an address like %s".formatted(text, example));
    }
}
