package dev.tidemark.core.backup;

import dev.tidemark.core.io.CorruptFileException;
import dev.tidemark.core.io.FileSystem;
import dev.tidemark.core.log.LogSlice;
import dev.tidemark.core.manifest.HeldManifest;
import dev.tidemark.core.manifest.Manifest;
import dev.tidemark.core.table.PartitionState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes one backup: its log, then its tables, then {@link #complete}. Whatever is thrown before
 * leaves the earlier backups as they were. What is copied is compared with its checksums; what is
 * reused is not read again. For one thread at a time.
 */
public final class BackupWriter {
    private final FileSystem files;
    private final BackupFolder backups;
    private final Instant time;
    private final Path folder;
    private final Optional<Path> previous;
    private final List<BackupContents.TableEntry> tables = new ArrayList<>();
    private long firstSequence = 1;
    private long lastSequence;
    private long copiedBytes;
    private long reusedBytes;

    private BackupWriter(
            FileSystem files,
            BackupFolder backups,
            Instant time,
            Path folder,
            Optional<Path> previous) {
        this.files = files;
        this.backups = backups;
        this.time = time;
        this.folder = folder;
        this.previous = previous;
    }

    /**
     * Begins a backup.
     *
     * @param target folder of backups; exists
     * @param reuse whether files of the newest backup may become part of this one
     */
    public static BackupWriter begin(FileSystem files, Path target, boolean reuse)
            throws IOException {
        BackupFolder backups = new BackupFolder(files, target);
        if (BackupFolder.isDatabase(files, target)) {
            throw new IOException(
                    target + " is a database or a single backup; a folder of backups is needed");
        }
        Instant time = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Optional<Path> previous = reuse ? backups.newest() : Optional.empty();
        Path folder = backups.begin(time);
        files.createDirectories(folder.resolve("tables"));
        files.createDirectories(folder.resolve("log"));
        return new BackupWriter(files, backups, time, folder, previous);
    }

    /** Copies frames of the log; once. */
    public void copyLog(LogSlice log) throws IOException {
        firstSequence = log.first();
        lastSequence = log.last();
        copiedBytes += log.copyTo(folder.resolve("log"));
    }

    /**
     * Copies the sealed rows of a table, or reuses what is there of them.
     *
     * @throws CorruptFileException if something that is copied is damaged
     */
    public void copyTable(HeldManifest table) throws IOException {
        Path name = Path.of("tables").resolve(table.folder().getFileName());
        TableCopy copy =
                new TableCopy(
                        files,
                        table,
                        folder.resolve(name),
                        previous.map(backup -> backup.resolve(name)).filter(files::isFolder));
        copy.run();
        copiedBytes += copy.copiedBytes();
        reusedBytes += copy.reusedBytes();
        Manifest manifest = table.manifest();
        long rows = manifest.partitions().stream().mapToLong(PartitionState::rowCount).sum();
        tables.add(
                new BackupContents.TableEntry(
                        table.folder().getFileName().toString(),
                        rows,
                        manifest.partitions().size()));
    }

    /**
     * Keeps what is known of tables that the database has lost: what is restored lacks them too.
     */
    public void copyLostReports(List<Path> reports) throws IOException {
        if (reports.isEmpty()) {
            return;
        }
        Path quarantine = folder.resolve("quarantine");
        files.createDirectories(quarantine);
        for (Path report : reports) {
            files.copy(report, quarantine.resolve(report.getFileName()));
        }
        files.syncFolder(quarantine);
    }

    /** Makes the backup count, durably. */
    public BackupReport complete() throws IOException {
        new BackupContents(time, firstSequence, lastSequence, tables).write(files, folder);
        files.syncFolder(folder.resolve("tables"));
        files.syncFolder(folder.resolve("log"));
        files.syncFolder(folder);
        return new BackupReport(
                backups.complete(folder),
                tables.size(),
                tables.stream().mapToLong(BackupContents.TableEntry::rows).sum(),
                lastSequence + 1 - firstSequence,
                copiedBytes,
                reusedBytes);
    }

    /** Deletes what was written, if that can be: the next backup would do it. */
    public void abandon(Exception reason) {
        try {
            files.deleteAll(folder);
        } catch (IOException alsoFailed) {
            reason.addSuppressed(alsoFailed);
        }
    }
}
