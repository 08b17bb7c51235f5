package dev.tidemark.pgwire.settings;

/** Recognises users by their passwords. Thread-safe. */
@FunctionalInterface
public interface PasswordCheck {
    /** Whether the user exists and has this password; may take a while. */
    boolean matches(String user, String password);
}
