package dev.tidemark.server.config;

import java.util.Locale;

/**
 * One thing that can be configured.
 *
 * @param key its name in properties files: lower-case words with dots between them
 * @param format how its values are written
 * @param defaultText the value where no source has one, as it would be written
 * @param documentation one sentence or two for users
 * @param <T> what the server works with
 */
public record Setting<T>(
        String key, ValueFormat<T> format, String defaultText, String documentation) {

    /** What the names of all our environment variables begin with. */
    public static final String VARIABLE_PREFIX = "TIDEMARK_";

    /** Its name in the environment: {@code TIDEMARK_ILP_PORT}. */
    public String variable() {
        return VARIABLE_PREFIX + key.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /** Its name on the command line: {@code --ilp-port}. */
    public String option() {
        return "--" + key.replace('.', '-');
    }
}
