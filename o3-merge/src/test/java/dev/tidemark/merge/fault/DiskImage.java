package dev.tidemark.merge.fault;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is on a simulated disk: names, and the bytes of the files that they stand for. */
final class DiskImage {
    /** The folder that is there from the start. */
    static final Path ROOT = Path.of("/simulated");

    private static final int FOLDER = -1;

    private final Map<Path, Integer> names = new TreeMap<>(Map.of(ROOT, FOLDER));
    private final Map<Integer, byte[]> files = new HashMap<>();
    private int lastFile;

    DiskImage() {}

    DiskImage(DiskImage other) {
        names.putAll(other.names);
        other.files.forEach((file, bytes) -> files.put(file, bytes.clone()));
        lastFile = other.lastFile;
    }

    int newFile() {
        return ++lastFile;
    }

    /** Sees to it that a number is not used again. */
    void noteFile(int file) {
        lastFile = Math.max(lastFile, file);
    }

    boolean exists(Path path) {
        return names.containsKey(path);
    }

    boolean isFolder(Path path) {
        return Integer.valueOf(FOLDER).equals(names.get(path));
    }

    @Nullable Integer fileAt(Path path) {
        Integer file = names.get(path);
        return file == null || file == FOLDER ? null : file;
    }

    List<Path> list(Path folder) {
        return names.keySet().stream().filter(path -> folder.equals(path.getParent())).toList();
    }

    /** A name of a file, if it has one. */
    Optional<Path> pathOf(int file) {
        return names.entrySet().stream()
                .filter(entry -> entry.getValue() == file)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** All files, by name. */
    List<Path> allFiles() {
        return names.keySet().stream().filter(path -> !isFolder(path)).toList();
    }

    /** The file's bytes, not to be changed. */
    byte[] bytes(int file) {
        return files.getOrDefault(file, new byte[0]);
    }

    byte[] bytes(Path path) {
        return bytes(Objects.requireNonNull(fileAt(path)));
    }

    void replace(Path path, byte[] bytes) {
        files.put(Objects.requireNonNull(fileAt(path)), bytes);
    }

    /** Sum of the lengths of all files that have a name. */
    long usedBytes() {
        return names.values().stream()
                .filter(file -> file != FOLDER)
                .mapToLong(file -> bytes(file).length)
                .sum();
    }

    /** Does an operation, as far as what it needs is there. */
    void apply(Operation operation) {
        switch (operation) {
            case Operation.CreateFile(Path path, int file) -> {
                noteFile(file);
                putName(path, file);
            }
            case Operation.CreateFolder(Path path) -> putName(path, FOLDER);
            case Operation.Link(Path path, int file) -> putName(path, file);
            case Operation.Rename(Path from, Path to) -> rename(from, to);
            case Operation.Delete(Path path) -> {
                if (list(path).isEmpty()) {
                    names.remove(path);
                }
            }
            case Operation.Write(int file, long position, MemorySegment bytes) ->
                    write(file, (int) position, bytes, 0, (int) bytes.byteSize());
            case Operation.Resize(int file, long lengthBytes) ->
                    files.put(file, Arrays.copyOf(bytes(file), (int) lengthBytes));
            case Operation.SyncFile _, Operation.SyncFolder _ -> {}
        }
    }

    /** Does a part of a write. */
    void write(int file, int position, MemorySegment source, int from, int count) {
        byte[] bytes = bytes(file);
        if (position + from + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, position + from + count);
        }
        MemorySegment.copy(source, ValueLayout.JAVA_BYTE, from, bytes, position + from, count);
        files.put(file, bytes);
    }

    private void putName(Path path, int file) {
        if (isFolder(Objects.requireNonNull(path.getParent()))) {
            names.put(path, file);
        }
    }

    private void rename(Path from, Path to) {
        Map<Path, Integer> moved = new TreeMap<>();
        names.forEach((path, file) -> {
            if (path.startsWith(from)) {
                moved.put(to.resolve(from.relativize(path)), file);
            }
        });
        if (moved.isEmpty() || !isFolder(Objects.requireNonNull(to.getParent()))) {
            return;
        }
        names.keySet().removeIf(path -> path.startsWith(from));
        names.keySet().removeIf(path -> path.startsWith(to));
        names.putAll(moved);
    }
}
