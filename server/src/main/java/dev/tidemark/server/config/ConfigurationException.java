package dev.tidemark.server.config;

/** A configuration cannot be used; the message names key, value and source. */
public final class ConfigurationException extends Exception {
    private static final long serialVersionUID = 1L;

    ConfigurationException(String message) {
        super(message);
    }
}
