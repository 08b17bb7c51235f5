package dev.tidemark.core.backup;

/**
 * How a backup is made.
 *
 * @param isFull whether everything is copied, whatever earlier backups have
 * @param keep how many newest backups stay when this one is complete; 0 for all
 */
public record BackupOptions(boolean isFull, int keep) {
    /** Incremental, and no other backup is deleted. */
    public static final BackupOptions DEFAULT = new BackupOptions(false, 0);

    public BackupOptions {
        if (keep < 0) {
            throw new IllegalArgumentException("no backup would be left: keep is " + keep);
        }
    }
}
