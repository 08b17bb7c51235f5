package dev.tidemark.core.backup;

import dev.tidemark.core.io.FileSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The backups in a folder. For one writer at a time. */
public final class BackupFolder {
    private static final String UNFINISHED = ".unfinished";
    private static final Pattern NAME = Pattern.compile("(\\d{6,9})-\\d{8}T\\d{6}Z");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final FileSystem files;
    private final Path folder;

    /**
     * @param folder exists
     */
    public BackupFolder(FileSystem files, Path folder) {
        this.files = files;
        this.folder = folder;
    }

    /** Creates a folder and its missing parents, durably; one that exists is left as it is. */
    public static void create(FileSystem files, Path folder) throws IOException {
        Path parent = folder.getParent();
        if (files.isFolder(folder) || parent == null) {
            return;
        }
        create(files, parent);
        files.createDirectories(folder);
        files.syncFolder(parent);
    }

    /** Whether a folder is itself a backup, or a database. */
    static boolean isDatabase(FileSystem files, Path folder) {
        return files.isFolder(folder.resolve("tables"));
    }

    /** The complete ones, oldest first. */
    public List<Path> backups() throws IOException {
        List<Path> backups = new ArrayList<>();
        for (Path entry : files.list(folder)) {
            if (NAME.matcher(entry.getFileName().toString()).matches()) {
                backups.add(entry);
            }
        }
        backups.sort((one, other) -> Integer.compare(number(one), number(other)));
        return backups;
    }

    /** The newest complete one. */
    public Optional<Path> newest() throws IOException {
        List<Path> backups = backups();
        return backups.isEmpty() ? Optional.empty() : Optional.of(backups.getLast());
    }

    /** Begins a backup; what others left unfinished is deleted. */
    Path begin(Instant time) throws IOException {
        for (Path entry : files.list(folder)) {
            if (entry.toString().endsWith(UNFINISHED)) {
                files.deleteAll(entry);
            }
        }
        int number = newest().map(BackupFolder::number).orElse(0) + 1;
        Path begun = folder.resolve("%06d-%s%s".formatted(number, TIME.format(time), UNFINISHED));
        files.createDirectories(begun);
        return begun;
    }

    /** Completes a backup, all of whose files and folders are synced; returns its folder. */
    Path complete(Path begun) throws IOException {
        String name = begun.getFileName().toString();
        Path complete =
                begun.resolveSibling(name.substring(0, name.length() - UNFINISHED.length()));
        files.rename(begun, complete);
        files.syncFolder(folder);
        return complete;
    }

    /**
     * Deletes the oldest backups.
     *
     * @param kept how many newest ones stay, 1 or more
     */
    public void keepNewest(int kept) throws IOException {
        List<Path> backups = backups();
        for (Path old : backups.subList(0, Math.max(0, backups.size() - kept))) {
            Path leaving = old.resolveSibling(old.getFileName() + UNFINISHED);
            files.rename(old, leaving);
            files.syncFolder(folder);
            files.deleteAll(leaving);
        }
    }

    private static int number(Path backup) {
        Matcher name = NAME.matcher(backup.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalArgumentException(backup + " is no backup");
        }
        return Integer.parseInt(name.group(1));
    }
}
