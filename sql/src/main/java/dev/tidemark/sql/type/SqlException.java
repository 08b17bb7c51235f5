package dev.tidemark.sql.type;

import org.jspecify.annotations.Nullable;

/**
 * A statement failed; says why, of which kind the failure is and where in the text its cause lies.
 */
public final class SqlException extends RuntimeException {
    /** What {@link #position()} is when no place in the text is to blame. */
    public static final int NO_POSITION = -1;

    private static final long serialVersionUID = 1L;

    private final SqlState state;
    private final int position;
    private final @Nullable String hint;

    public SqlException(SqlState state, int position, String message) {
        this(state, position, message, null, null);
    }

    public SqlException(SqlState state, int position, String message, @Nullable String hint) {
        this(state, position, message, hint, null);
    }

    /**
     * @param position offset in UTF-16 units of the text that was parsed, from 0, or {@link
     *     #NO_POSITION}
     * @param hint what might help, as a sentence of its own
     */
    public SqlException(
            SqlState state,
            int position,
            String message,
            @Nullable String hint,
            @Nullable Throwable cause) {
        super(message, cause);
        this.state = state;
        this.position = position;
        this.hint = hint;
    }

    public SqlState state() {
        return state;
    }

    /** Offset from 0 in the text that was parsed, or {@link #NO_POSITION}. */
    public int position() {
        return position;
    }

    /** What might help, or null. */
    public @Nullable String hint() {
        return hint;
    }
}
