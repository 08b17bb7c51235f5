package dev.tidemark.core.manifest;

import dev.tidemark.core.io.CorruptFileException;
import dev.tidemark.core.io.FileSystem;
import dev.tidemark.core.io.OpenFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Optional;

/** The manifest in a table's folder. */
public final class ManifestFile {
    /** Greatest length of a manifest. */
    public static final int MAX_LENGTH_BYTES = 1 << 30;

    static final int MAGIC = 0x4E414D54; // "TMAN"
    static final int FORMAT_VERSION = 2;
    static final int CHECKSUM_OFFSET = 4;
    static final int VERSION_OFFSET = 8;
    static final int LENGTH_OFFSET = 12;
    static final int HEADER_BYTES = 16;

    private static final String NAME = "manifest";
    private static final String NEW_NAME = "manifest.new";

    private final FileSystem fileSystem;
    private final Path folder;

    /**
     * @param folder of the table
     */
    public ManifestFile(FileSystem fileSystem, Path folder) {
        this.fileSystem = fileSystem;
        this.folder = folder;
    }

    public Path path() {
        return folder.resolve(NAME);
    }

    /**
     * The manifest, empty if there is none yet.
     *
     * @throws CorruptFileException if what is there is no valid manifest
     */
    public Optional<Manifest> read() throws IOException {
        if (!fileSystem.exists(path())) {
            return Optional.empty();
        }
        try (OpenFile file = fileSystem.openForReading(path())) {
            long lengthBytes = file.size();
            if (lengthBytes < HEADER_BYTES || lengthBytes > MAX_LENGTH_BYTES) {
                throw new CorruptFileException(
                        path(), 0, "no manifest has %d bytes".formatted(lengthBytes));
            }
            byte[] bytes = new byte[(int) lengthBytes];
            file.read(0, MemorySegment.ofArray(bytes));
            return Optional.of(new ManifestDecoder(path(), bytes).decode());
        }
    }

    /** Replaces the manifest durably: after a crash there is the old one or this. */
    public void write(Manifest manifest) throws IOException {
        byte[] bytes = new ManifestEncoder().encode(manifest);
        Path newPath = folder.resolve(NEW_NAME);
        try (OpenFile file = fileSystem.openForWriting(newPath)) {
            file.truncate(0);
            file.write(0, MemorySegment.ofArray(bytes));
            file.sync();
        }
        fileSystem.rename(newPath, path());
        fileSystem.syncFolder(folder);
    }
}
