package dev.tidemark.core.catalog;

import dev.tidemark.core.io.Damage;
import dev.tidemark.core.io.FileSystem;
import dev.tidemark.core.io.OpenFile;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What was found damaged in a store. Each finding is logged and kept in a file of its own, and what
 * can no longer be served is set aside:
 *
 * <pre>
 *   quarantine/N.report     file, byte, problem and what is affected, a line each; if that is a
 *                           whole table, its number and name in a fifth line
 *   quarantine/N.NAME       the file or folder that was set aside, if one was
 *   quarantine/N.forgotten  nothing; the table of that report was given up, or is there again
 * </pre>
 *
 * <p>Thread-safe.
 */
final class Quarantine {
    private static final System.Logger LOGGER = System.getLogger(Quarantine.class.getName());

    private static final String REPORT_SUFFIX = ".report";
    private static final String FORGOTTEN_SUFFIX = ".forgotten";
    private static final int REPORT_LINES = 4;
    private static final int MAX_REPORT_BYTES = 1 << 16;

    private final FileSystem files;
    private final Path storeFolder;
    private final Path folder;
    private final List<Damage> found = new CopyOnWriteArrayList<>();

    /** Tables that are lost and not forgotten, by the number of their report. */
    private final Map<Integer, LostTable> lost = new ConcurrentSkipListMap<>();

    private int lastNumber;

    /**
     * @param storeFolder exists
     */
    Quarantine(FileSystem files, Path storeFolder) throws IOException {
        this.files = files;
        this.storeFolder = storeFolder;
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

    /** Tables none of which can be served, and which nobody gave up. */
    Collection<LostTable> lostTables() {
        Map<Integer, LostTable> byId = new LinkedHashMap<>();
        lost.values().forEach(table -> byId.put(table.id(), table));
        return byId.values();
    }

    /** The files that tell of them. */
    List<Path> lostReports() {
        return lost.keySet().stream()
                .map(number -> folder.resolve(number + REPORT_SUFFIX))
                .filter(files::exists)
                .toList();
    }

    /**
     * Counts some of the lost tables as lost no more, durably; what was set aside of them stays.
     *
     * @return false if there is no such table
     */
    synchronized boolean forget(Predicate<LostTable> which) throws IOException {
        List<Integer> numbers =
                lost.entrySet().stream()
                        .filter(entry -> which.test(entry.getValue()))
                        .map(Map.Entry::getKey)
                        .toList();
        for (int number : numbers) {
            files.openForWriting(folder.resolve(number + FORGOTTEN_SUFFIX)).close();
            files.syncFolder(folder);
            lost.remove(number);
        }
        return !numbers.isEmpty();
    }

    /** Reports damage; the same damage once. */
    synchronized void report(Damage damage) {
        setAside(damage, null, null);
    }

    /** Reports damage and keeps a copy of the file, which goes on being used. */
    synchronized void reportWithCopy(Damage damage) {
        int number = setAside(damage, null, null);
        if (number > 0 && !files.isFolder(damage.file())) {
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
        setAside(damage, damagedFolder, null);
    }

    /** Reports that nothing of a table can be served, and moves its folder out of the way. */
    synchronized void reportAndMove(LostTable table, Path tableFolder) {
        setAside(table.damage(), tableFolder, table);
    }

    /** Writes a report and moves what is damaged; returns its number, or 0 if it is known. */
    private int setAside(Damage damage, @Nullable Path damagedFolder, @Nullable LostTable table) {
        boolean known = found.contains(damage);
        if (known && (damagedFolder == null || !files.exists(damagedFolder))) {
            return 0;
        }
        if (!known) {
            LOGGER.log(Level.ERROR, "damage: {0}", damage);
            found.add(damage);
        }
        int number = ++lastNumber;
        if (table != null) {
            lost.put(number, table);
        }
        try {
            if (!files.isFolder(folder)) {
                files.createDirectories(folder);
                files.syncFolder(storeFolder);
            }
            // Known before it is moved: a crash in between must not leave it missing, unnoticed.
            write(damage, table, folder.resolve(number + REPORT_SUFFIX));
            files.syncFolder(folder);
            if (damagedFolder != null && files.exists(damagedFolder)) {
                files.rename(
                        damagedFolder, folder.resolve(number + "." + damagedFolder.getFileName()));
                Path parent = damagedFolder.getParent();
                if (parent != null) {
                    files.syncFolder(parent);
                }
                files.syncFolder(folder);
            }
        } catch (IOException failure) {
            LOGGER.log(Level.ERROR, "cannot write a report to " + folder, failure);
        }
        return number;
    }

    private void write(Damage damage, @Nullable LostTable table, Path file) throws IOException {
        String report =
                "%s%n%d%n%s%n%s%n"
                        .formatted(
                                damage.file(),
                                damage.offset(),
                                oneLine(damage.problem()),
                                oneLine(damage.affected()));
        if (table != null) {
            report += "%d %s%n".formatted(table.id(), table.name());
        }
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
        int number = Integer.parseInt(name.substring(0, dot));
        lastNumber = Math.max(lastNumber, number);
        if (!name.endsWith(REPORT_SUFFIX) || files.isFolder(file)) {
            return;
        }
        try (OpenFile in = files.openForReading(file)) {
            byte[] bytes = new byte[(int) Math.min(in.size(), MAX_REPORT_BYTES)];
            in.read(0, MemorySegment.ofArray(bytes));
            List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            if (lines.size() < REPORT_LINES) {
                return; // A crash was quicker: what it tells of is found again.
            }
            Damage damage =
                    new Damage(
                            Path.of(lines.get(0)),
                            Long.parseLong(lines.get(1)),
                            lines.get(2),
                            lines.get(3));
            found.add(damage);
            if (lines.size() > REPORT_LINES
                    && !files.exists(folder.resolve(number + FORGOTTEN_SUFFIX))) {
                String[] idAndName = lines.get(REPORT_LINES).split(" ", 2);
                int id = Integer.parseInt(idAndName[0]);
                lost.put(number, new LostTable(id, idAndName[1], damage));
            }
        } catch (NumberFormatException _) {
            LOGGER.log(Level.WARNING, "{0} is no report of damage", file);
        }
    }

    private static String oneLine(String text) {
        return text.lines().reduce((one, other) -> one + " " + other).orElse("");
    }
}
