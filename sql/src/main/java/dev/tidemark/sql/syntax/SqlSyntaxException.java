package dev.tidemark.sql.syntax;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A text is not SQL as Tidemark understands it. */
public final class SqlSyntaxException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    private final int position;
    private final @Nullable String hint;

    /**
     * @param message what is wrong, without the position
     * @param position offset of the fault in {@code char}s from the start of the text
     * @param hint what to do about it, or null
     */
    public SqlSyntaxException(String message, int position, @Nullable String hint) {
        super(message);
        this.position = position;
        this.hint = hint;
    }

    /** Offset of the fault in {@code char}s from the start of the text. */
    public int position() {
        return position;
    }

    /** What to do about it, or null. */
    public @Nullable String hint() {
        return hint;
    }
}
