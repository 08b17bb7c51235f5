package dev.tidemark.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which Tidemark this is. */
public final class ServerVersion {
    private static final String RESOURCE = "version.properties";
    private static final String DEVELOPMENT_SUFFIX = "-SNAPSHOT";

    private ServerVersion() {}

    /** The version as the build has it: {@code 0.1.0-SNAPSHOT} between releases. */
    public static String full() {
        Properties properties = new Properties();
        try (InputStream stream = ServerVersion.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException("the resource " + RESOURCE + " is missing");
            }
            properties.load(stream);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return properties.getProperty("version");
    }

    /** The version that is, or will be, released: {@code 0.1.0}. */
    public static String number() {
        return full().replace(DEVELOPMENT_SUFFIX, "");
    }
}
