package dev.tidemark.core.io;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file does not hold what was written. Unchecked, since damage may come to light at any read of
 * mapped memory; whoever opens files on the way to recovery has to expect it as well.
 */
public final class CorruptFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final long offset;

    /**
     * @param offset where in the file the damaged part begins
     * @param reason what is wrong with it
     */
    public CorruptFileException(Path file, long offset, String reason) {
        this(file, offset, reason, null);
    }

    /** With what brought the damage to light. */
    public CorruptFileException(Path file, long offset, String reason, @Nullable Throwable cause) {
        super("%s is corrupt at byte %d: %s".formatted(file, offset, reason), cause);
        this.file = file;
        this.offset = offset;
    }

    public Path file() {
        return file;
    }

    /** Where in the file the damaged part begins. */
    public long offset() {
        return offset;
    }
}
