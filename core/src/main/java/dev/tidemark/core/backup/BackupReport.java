package dev.tidemark.core.backup;

import java.nio.file.Path;

/**
 * What a backup holds and what it took.
 *
 * @param folder of the backup, complete and synced
 * @param tables that have sealed rows; others are in the log
 * @param sealedRows of all tables
 * @param logFrames commits and other changes that were not sealed yet
 * @param copiedBytes of data that were read from the database and written
 * @param reusedBytes of data that the backup shares with the one before it
 */
public record BackupReport(
        Path folder,
        int tables,
        long sealedRows,
        long logFrames,
        long copiedBytes,
        long reusedBytes) {}
