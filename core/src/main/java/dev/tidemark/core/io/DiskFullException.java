package dev.tidemark.core.io;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file system has no room left, or the owner's quota is used up. */
public final class DiskFullException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * @param refused what could not be done, as the beginning of a sentence
     */
    public DiskFullException(String refused, Path path, @Nullable Throwable cause) {
        super("%s %s: the disk is full".formatted(refused, path), cause);
    }
}
