package dev.tidemark.core.catalog;

import dev.tidemark.core.io.Damage;
import dev.tidemark.core.io.FileSystem;
import dev.tidemark.core.io.OpenFile;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * What was found damaged in a store. Each finding is logged and kept in a file of its own, and what
 * can no longer be served is set aside:
 *
 * <pre>
 *   quarantine/N.report    file, byte, problem and what is affected, a line each
 *   quarantine/N.NAME      the file or folder that was set aside, if one was
 * </pre>
 *
 * <p>Thread-safe.
 */
final class Quarantine {
    private static final System.Logger LOGGER = System.getLogger(Quarantine.class.getName());

    private static final String REPORT_SUFFIX = ".report";
    private static final int REPORT_LINES = 4;
    private static final int MAX_REPORT_BYTES = 1 << 16;

    private final FileSystem files;
    private final Path folder;
    private final List<Damage> found = new CopyOnWriteArrayList<>();
    private int lastNumber;

    /**
     * @param storeFolder exists
     */
    Quarantine(FileSystem files, Path storeFolder) throws IOException {
        this.files = files;
        this.folder = storeFolder.resolve("quarantine");
        if (files.isFolder(folder)) {
            for (Path file : files.list(folder)) {
                remember(file);
            }
        }
    }

    /** All that was found, also by earlier processes. */
    List<Damage> found() {
        return List.copyOf(found);
    }

    /** Reports damage; the same damage once. */
    synchronized void report(Damage damage) {
        setAside(damage, null);
    }

    /** Reports damage and keeps a copy of the file, which goes on being used. */
    synchronized void reportWithCopy(Damage damage) {
        int number = setAside(damage, null);
        if (number > 0) {
            try {
                files.copy(
                        damage.file(), folder.resolve(number + "." + damage.file().getFileName()));
                files.syncFolder(folder);
            } catch (IOException failure) {
                LOGGER.log(Level.ERROR, "cannot keep a copy of " + damage.file(), failure);
            }
        }
    }

    /** Reports damage and moves a folder out of the way, if it is there. */
    synchronized void reportAndMove(Damage damage, Path damagedFolder) {
        setAside(damage, damagedFolder);
    }

    /** Writes a report and moves what is damaged; returns its number, or 0 if it is known. */
    private int setAside(Damage damage, @Nullable Path damagedFolder) {
        boolean known = found.contains(damage);
        if (known && (damagedFolder == null || !files.exists(damagedFolder))) {
            return 0;
        }
        if (!known) {
            LOGGER.log(Level.ERROR, "damage: {0}", damage);
            found.add(damage);
        }
        int number = ++lastNumber;
        try {
            files.createDirectories(folder);
            write(damage, folder.resolve(number + REPORT_SUFFIX));
            if (damagedFolder != null && files.exists(damagedFolder)) {
                files.rename(
                        damagedFolder, folder.resolve(number + "." + damagedFolder.getFileName()));
                Path parent = damagedFolder.getParent();
                if (parent != null) {
                    files.syncFolder(parent);
                }
            }
            files.syncFolder(folder);
        } catch (IOException failure) {
            LOGGER.log(Level.ERROR, "cannot write a report to " + folder, failure);
        }
        return number;
    }

    private void write(Damage damage, Path file) throws IOException {
        String report =
                "%s%n%d%n%s%n%s%n"
                        .formatted(
                                damage.file(),
                                damage.offset(),
                                oneLine(damage.problem()),
                                oneLine(damage.affected()));
        try (OpenFile out = files.openForWriting(file)) {
            out.truncate(0);
            out.write(0, MemorySegment.ofArray(report.getBytes(StandardCharsets.UTF_8)));
            out.sync();
        }
    }

    private void remember(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        int dot = name.indexOf('.');
        if (dot < 1 || !name.substring(0, dot).chars().allMatch(Character::isDigit)) {
            return;
        }
        lastNumber = Math.max(lastNumber, Integer.parseInt(name.substring(0, dot)));
        if (!name.endsWith(REPORT_SUFFIX) || files.isFolder(file)) {
            return;
        }
        try (OpenFile in = files.openForReading(file)) {
            byte[] bytes = new byte[(int) Math.min(in.size(), MAX_REPORT_BYTES)];
            in.read(0, MemorySegment.ofArray(bytes));
            List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            if (lines.size() == REPORT_LINES) {
                found.add(
                        new Damage(
                                Path.of(lines.get(0)),
                                Long.parseLong(lines.get(1)),
                                lines.get(2),
                                lines.get(3)));
            }
        } catch (NumberFormatException _) {
            LOGGER.log(Level.WARNING, "{0} is no report of damage", file);
        }
    }

    private static String oneLine(String text) {
        return text.lines().reduce((one, other) -> one + " " + other).orElse("");
    }
}
