package dev.tidemark.core.type;

import java.util.Optional;

/** What the acknowledgement of a row promises. */
public enum Durability {
    /** The row is in the synced log: neither the end of the process nor a power cut loses it. */
    SYNC(1),
    /**
     * The row is written, and synced within the store's interval: the end of the process does not
     * lose it, a power cut may, if it comes within the interval.
     */
    INTERVAL(2),
    /**
     * The row is written, and synced with the log file that it is in when that is full, or in a
     * column file when it is sealed: the end of the process does not lose it, a power cut may.
     */
    NONE(3);

    /** Stands in files for a table that has no durability of its own. */
    private static final byte CODE_OF_STORE = 0;

    private final byte code;

    Durability(int code) {
        this.code = (byte) code;
    }

    /** The number that stands in files for what a table says about it. */
    public static byte code(Optional<Durability> ofTable) {
        return ofTable.map(durability -> durability.code).orElse(CODE_OF_STORE);
    }

    /**
     * What a file's number stands for; empty if the table has that of its store.
     *
     * @throws IllegalArgumentException if nothing has that number
     */
    public static Optional<Durability> ofCode(byte code) {
        if (code == CODE_OF_STORE) {
            return Optional.empty();
        }
        for (Durability durability : values()) {
            if (durability.code == code) {
                return Optional.of(durability);
            }
        }
        throw new IllegalArgumentException("no durability has the code " + code);
    }
}
