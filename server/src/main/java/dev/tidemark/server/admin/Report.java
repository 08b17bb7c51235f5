package dev.tidemark.server.admin;

import dev.tidemark.core.backup.BackupReport;
import dev.tidemark.core.check.CheckReport;

/**
 * What came of a command, for its user.
 *
 * @param status that the command ends with
 * @param text one or more lines
 */
public record Report(int status, String text) {
    /** All is well. */
    public static final int CLEAN = 0;

    /** Something is damaged. */
    public static final int DAMAGED = 3;

    /** What a check found. */
    public static Report of(CheckReport check) {
        StringBuilder text = new StringBuilder();
        check.damage().forEach(damage -> text.append("damaged: ").append(damage).append('\n'));
        text.append(check.summary()).append('\n');
        text.append(
                check.isClean()
                        ? "no damage found"
                        : "%d damaged places found".formatted(check.damage().size()));
        return new Report(check.isClean() ? CLEAN : DAMAGED, text.toString());
    }

    /** What a backup took. */
    public static Report of(BackupReport backup) {
        return new Report(
                CLEAN,
                "%,d tables with %,d sealed rows, and %,d frames of the log%n"
                                .formatted(backup.tables(), backup.sealedRows(), backup.logFrames())
                        + "%,d bytes copied, %,d bytes reused%n"
                                .formatted(backup.copiedBytes(), backup.reusedBytes())
                        + "backup complete: "
                        + backup.folder());
    }
}
