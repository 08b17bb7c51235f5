package dev.tidemark.sql.bind;

import java.util.Optional;

/** What a statement can ask of the session that runs it. */
public interface SessionValues {
    /** When the statement began, in microseconds since 1970. */
    long nowMicros();

    String user();

    /** What version() answers. */
    String version();

    /** The value of a setting. */
    Optional<String> setting(String name);
}
