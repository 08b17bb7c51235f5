package dev.tidemark.core.backup;

import dev.tidemark.core.io.CorruptFileException;
import dev.tidemark.core.io.FileSystem;
import dev.tidemark.core.io.OpenFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What belongs to a backup: the file {@code contents} in its folder, see the package.
 *
 * @param time when it was begun
 * @param firstSequence of the frames in its log
 * @param lastSequence of the frames in its log, one below the first if there are none
 */
record BackupContents(
        Instant time, long firstSequence, long lastSequence, List<TableEntry> tables) {
    private static final String FILE_NAME = "contents";
    private static final String FIRST_LINE = "tidemark backup 1";
    private static final String CHECKSUM = "crc32c ";
    private static final long MAX_BYTES = 1L << 28;

    /**
     * A table with sealed rows.
     *
     * @param folderName of its folder in {@code tables}
     * @param rows sealed
     * @param partitions that hold them
     */
    record TableEntry(String folderName, long rows, int partitions) {}

    BackupContents {
        tables = List.copyOf(tables);
    }

    /** Whether a folder has the file. */
    static boolean exists(FileSystem files, Path backup) {
        return files.exists(backup.resolve(FILE_NAME));
    }

    /** Takes the file away, durably: the folder is a database from then on. */
    static void delete(FileSystem files, Path backup) throws IOException {
        files.delete(backup.resolve(FILE_NAME));
        files.syncFolder(backup);
    }

    /** Writes and syncs the file. */
    void write(FileSystem files, Path backup) throws IOException {
        StringBuilder text = new StringBuilder();
        text.append(FIRST_LINE).append('\n');
        text.append("time ").append(time).append('\n');
        text.append("log %d %d\n".formatted(firstSequence, lastSequence));
        for (TableEntry table : tables) {
            text.append(
                    "table %d %d %s\n".formatted(table.rows, table.partitions, table.folderName));
        }
        String checksum = checksum(text.toString());
        text.append(CHECKSUM).append(checksum).append('\n');
        try (OpenFile file = files.openForWriting(backup.resolve(FILE_NAME))) {
            file.truncate(0);
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            file.write(0, MemorySegment.ofArray(bytes));
            file.sync();
        }
    }

    /**
     * Reads the file.
     *
     * @throws CorruptFileException if it is not what was written
     */
    static BackupContents read(FileSystem files, Path backup) throws IOException {
        Path path = backup.resolve(FILE_NAME);
        if (!files.exists(path)) {
            throw new CorruptFileException(path, 0, "it is missing: this is no complete backup");
        }
        String text;
        try (OpenFile file = files.openForReading(path)) {
            byte[] bytes = new byte[(int) Math.min(file.size(), MAX_BYTES)];
            file.read(0, MemorySegment.ofArray(bytes));
            text = new String(bytes, StandardCharsets.UTF_8);
        }
        int end = text.lastIndexOf(CHECKSUM);
        if (end < 0
                || !text.substring(end)
                        .equals(CHECKSUM + checksum(text.substring(0, end)) + '\n')) {
            throw new CorruptFileException(
                    path, Math.max(0, end), "it does not match its checksum");
        }
        List<String> lines = text.substring(0, end).lines().toList();
        try {
            return parse(lines);
        } catch (RuntimeException wrong) {
            throw new CorruptFileException(path, 0, "it cannot be understood", wrong);
        }
    }

    /**
     * @throws NumberFormatException and others if the lines are not what {@link #write} wrote
     */
    private static BackupContents parse(List<String> lines) throws DateTimeParseException {
        if (!lines.get(0).equals(FIRST_LINE)) {
            throw new IllegalArgumentException("unknown format '" + lines.get(0) + "'");
        }
        Instant time = Instant.parse(lines.get(1).substring("time ".length()));
        String[] log = lines.get(2).split(" ", -1);
        List<TableEntry> tables = new ArrayList<>();
        for (String line : lines.subList(3, lines.size())) {
            String[] parts = line.split(" ", 4);
            tables.add(
                    new TableEntry(parts[3], Long.parseLong(parts[1]), Integer.parseInt(parts[2])));
        }
        return new BackupContents(
                time, Long.parseLong(log[1]), Long.parseLong(log[2]), List.copyOf(tables));
    }

    private static String checksum(String text) {
        CRC32C checksum = new CRC32C();
        checksum.update(text.getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(checksum.getValue());
    }
}
