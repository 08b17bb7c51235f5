package dev.tidemark.core.manifest;

import dev.tidemark.core.io.CorruptFileException;
import dev.tidemark.core.io.FileSystem;
import dev.tidemark.core.io.OpenFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The two manifests in a table's folder. For one thread at a time. */
public final class ManifestFile {
    /** Greatest length of a manifest. */
    public static final int MAX_LENGTH_BYTES = 1 << 30;

    static final int MAGIC = 0x4E414D54; // "TMAN"
    static final int FORMAT_VERSION = 5;
    static final int CHECKSUM_OFFSET = 4;
    static final int VERSION_OFFSET = 8;
    static final int LENGTH_OFFSET = 12;
    static final int GENERATION_OFFSET = 16;
    static final int HEADER_BYTES = 24;

    private static final int PLACES = 2;
    private static final String NAME = "manifest.";
    private static final String NEW_NAME = "manifest.new";
    private static final String DROPPED_NAME = "manifest.dropped";

    private final FileSystem fileSystem;
    private final Path folder;

    /** Of the newest manifest; even if the other one says the same. */
    private long generation;

    /**
     * What was found in the folder.
     *
     * @param newest the valid manifest of the highest generation; empty if none is valid
     * @param damaged what is wrong with those that are not valid
     * @param isWhole whether both are valid and say the same
     */
    public record Found(
            Optional<Manifest> newest, List<CorruptFileException> damaged, boolean isWhole) {}

    /**
     * @param folder of the table
     */
    public ManifestFile(FileSystem fileSystem, Path folder) {
        this.fileSystem = fileSystem;
        this.folder = folder;
    }

    /** Whether there is a manifest, valid or not. */
    public boolean exists() {
        return fileSystem.exists(place(0)) || fileSystem.exists(place(1));
    }

    /** Reads both manifests. */
    public Found read() throws IOException {
        Optional<Manifest> newest = Optional.empty();
        List<CorruptFileException> damaged = new ArrayList<>();
        int valid = 0;
        for (int index = 0; index < PLACES; index++) {
            if (fileSystem.exists(place(index))) {
                try {
                    ManifestDecoder decoder = read(place(index));
                    Manifest manifest = decoder.decode();
                    valid++;
                    if (newest.isEmpty() || decoder.generation() > generation) {
                        newest = Optional.of(manifest);
                        generation = decoder.generation();
                    }
                } catch (CorruptFileException damage) {
                    damaged.add(damage);
                }
            }
        }
        boolean isWhole = valid == PLACES && generation % PLACES == 0;
        return new Found(newest, List.copyOf(damaged), isWhole);
    }

    /**
     * Replaces both manifests durably. After a crash there is an old one or this; after a failure
     * it is not known which of them counts.
     */
    public void write(Manifest manifest) throws IOException {
        generation += generation % PLACES;
        for (int index = 0; index < PLACES; index++) {
            put(manifest, generation + 1);
            generation++;
        }
    }

    /** Takes both manifests away durably: one becomes the sign of it, which needs no space. */
    public void drop() throws IOException {
        if (fileSystem.exists(place(1))) {
            fileSystem.rename(place(1), folder.resolve(DROPPED_NAME));
        }
        if (fileSystem.exists(place(0))) {
            fileSystem.rename(place(0), folder.resolve(DROPPED_NAME));
        }
        fileSystem.syncFolder(folder);
    }

    /** Whether the manifests were taken away. */
    public boolean isDropped() {
        return !exists() && fileSystem.exists(folder.resolve(DROPPED_NAME));
    }

    private ManifestDecoder read(Path path) throws IOException {
        try (OpenFile file = fileSystem.openForReading(path)) {
            long lengthBytes = file.size();
            if (lengthBytes < HEADER_BYTES || lengthBytes > MAX_LENGTH_BYTES) {
                throw new CorruptFileException(
                        path, 0, "no manifest has %d bytes".formatted(lengthBytes));
            }
            byte[] bytes = new byte[(int) lengthBytes];
            file.read(0, MemorySegment.ofArray(bytes));
            return new ManifestDecoder(path, bytes);
        }
    }

    private void put(Manifest manifest, long newGeneration) throws IOException {
        byte[] bytes = new ManifestEncoder().encode(manifest, newGeneration);
        Path newPath = folder.resolve(NEW_NAME);
        try (OpenFile file = fileSystem.openForWriting(newPath)) {
            file.truncate(0);
            file.write(0, MemorySegment.ofArray(bytes));
            file.sync();
        }
        fileSystem.rename(newPath, place((int) (newGeneration % PLACES)));
        fileSystem.syncFolder(folder);
    }

    private Path place(int index) {
        return folder.resolve(NAME + index);
    }
}
