package dev.tidemark.core.backup;

import dev.tidemark.core.check.CheckReport;
import dev.tidemark.core.check.FolderCheck;
import dev.tidemark.core.io.CorruptFileException;
import dev.tidemark.core.io.Damage;
import dev.tidemark.core.io.FileSystem;
import dev.tidemark.core.log.LogSlice;
import dev.tidemark.core.manifest.Manifest;
import dev.tidemark.core.manifest.ManifestFile;
import dev.tidemark.core.table.PartitionState;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a database of a backup, and proves that it is whole before it gets its name. */
public final class Restore {
    private static final String UNFINISHED = ".restoring";

    private final FileSystem files;

    private Restore(FileSystem files) {
        this.files = files;
    }

    /**
     * What a restore did.
     *
     * @param backup that was restored
     * @param restored where it lies now: the folder that was asked for if all is well, else one
     *     beside it
     * @param check of all that was restored
     */
    public record Outcome(Path backup, Path restored, CheckReport check) {}

    /**
     * Copies a backup and reads all of the copy. Only if everything is there and undamaged does the
     * copy get its name; otherwise it stays beside, under the name with {@code .restoring}.
     *
     * @param source a folder of backups, of which the newest is taken, or one backup
     * @param folder of the new database; missing or empty
     * @throws IOException if there is no backup, something in the folder, or no room
     */
    public static Outcome run(FileSystem files, Path source, Path folder) throws IOException {
        return new Restore(files).run(source, folder);
    }

    /** Whether a folder is a backup or has some. */
    public static boolean isBackup(FileSystem files, Path folder) throws IOException {
        return BackupContents.exists(files, folder)
                || (files.isFolder(folder) && new BackupFolder(files, folder).newest().isPresent());
    }

    /** The backup that is meant: the newest in a folder of backups, or the one that is named. */
    public static Path find(FileSystem files, Path source) throws IOException {
        if (!files.isFolder(source)) {
            throw new NoSuchFileException(source.toString());
        }
        if (BackupFolder.isDatabase(files, source)) {
            return source;
        }
        Optional<Path> newest = new BackupFolder(files, source).newest();
        return newest.orElseThrow(
                () -> new NoSuchFileException(source.toString(), null, "it holds no backup"));
    }

    /**
     * Reads all of a backup, or of its copy, and compares it with its contents.
     *
     * @throws IOException if something cannot be read at all
     */
    public static CheckReport check(FileSystem files, Path backup) throws IOException {
        return new Restore(files).check(backup);
    }

    private Outcome run(Path source, Path folder) throws IOException {
        Path target = folder.toAbsolutePath().normalize();
        Path backup = find(files, source);
        if (files.exists(target)) {
            if (!files.isFolder(target) || !files.list(target).isEmpty()) {
                throw new FileAlreadyExistsException(
                        target.toString(), null, "a restore needs a new or empty folder");
            }
            files.delete(target);
        }
        Path unfinished = target.resolveSibling(target.getFileName() + UNFINISHED);
        files.deleteAll(unfinished);
        BackupFolder.create(files, unfinished);
        List<Path> copies = new ArrayList<>();
        List<Path> folders = new ArrayList<>();
        copy(backup, unfinished, copies, folders);
        files.syncFiles(copies);
        for (Path copied : folders) {
            files.syncFolder(copied);
        }
        CheckReport report = check(unfinished);
        if (!report.isClean()) {
            return new Outcome(backup, unfinished, report);
        }
        BackupContents.delete(files, unfinished);
        files.rename(unfinished, target);
        Path parent = target.getParent();
        if (parent != null) {
            files.syncFolder(parent);
        }
        return new Outcome(backup, target, report);
    }

    /**
     * Copies a file or folder.
     *
     * @param copies gets the new files, which are not synced: all at once costs a fraction
     * @param folders gets the new folders, which are not synced either
     */
    private void copy(Path from, Path to, List<Path> copies, List<Path> folders)
            throws IOException {
        if (!files.isFolder(from)) {
            files.copyUnsynced(from, to);
            copies.add(to);
            return;
        }
        files.createDirectories(to);
        folders.add(to);
        for (Path entry : files.list(from)) {
            copy(entry, to.resolve(entry.getFileName()), copies, folders);
        }
    }

    private CheckReport check(Path backup) throws IOException {
        CheckReport report = FolderCheck.run(files, backup);
        try {
            BackupContents contents = BackupContents.read(files, backup);
            for (BackupContents.TableEntry table : contents.tables()) {
                checkTable(backup.resolve("tables").resolve(table.folderName()), table, report);
            }
            new LogSlice(
                            files,
                            backup.resolve("log"),
                            contents.firstSequence(),
                            contents.lastSequence())
                    .read(_ -> {});
        } catch (CorruptFileException damage) {
            report.add(Damage.of(damage, "the backup is not whole"));
        }
        return report;
    }

    private void checkTable(Path table, BackupContents.TableEntry entry, CheckReport report)
            throws IOException {
        Optional<Manifest> manifest =
                files.isFolder(table)
                        ? new ManifestFile(files, table).read().newest()
                        : Optional.empty();
        long rows =
                manifest.stream()
                        .flatMap(each -> each.partitions().stream())
                        .mapToLong(PartitionState::rowCount)
                        .sum();
        int partitions = manifest.map(each -> each.partitions().size()).orElse(0);
        if (manifest.isEmpty() || rows != entry.rows() || partitions != entry.partitions()) {
            report.add(
                    new Damage(
                            table,
                            0,
                            "%d rows in %d partitions, where the backup had %d in %d"
                                    .formatted(rows, partitions, entry.rows(), entry.partitions()),
                            "the table is not whole"));
        }
    }
}
