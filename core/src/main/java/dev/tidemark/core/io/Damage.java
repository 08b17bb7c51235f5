package dev.tidemark.core.io;

import java.nio.file.Path;

/**
 * Something on disk that is not what was written there.
 *
 * @param file where it was found
 * @param offset where in the file the damaged part begins
 * @param problem what is wrong
 * @param affected what of the data is affected, and what was done about it
 */
public record Damage(Path file, long offset, String problem, String affected) {
    /** Damage that a reader came upon. */
    public static Damage of(CorruptFileException found, String affected) {
        return new Damage(
                found.file(), found.offset(), String.valueOf(found.getMessage()), affected);
    }

    @Override
    public String toString() {
        return "%s, byte %d: %s; %s".formatted(file, offset, problem, affected);
    }
}
