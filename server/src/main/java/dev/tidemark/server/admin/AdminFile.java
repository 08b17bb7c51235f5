package dev.tidemark.server.admin;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * How to reach the server that has a data folder open, and the right to do so; see the package.
 *
 * @param url of its administrative port
 * @param token that every request needs
 */
record AdminFile(URI url, String token) {
    private static final String FILE_NAME = "tidemark.admin";
    private static final int TOKEN_BYTES = 32;

    /** A token that nobody can guess. */
    static String newToken() {
        byte[] token = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(token);
        return HexFormat.of().formatHex(token);
    }

    /** Replaces the file in a data folder. */
    void write(Path folder) throws IOException {
        Path fresh = Files.createTempFile(folder, FILE_NAME, ".tmp", ownerOnly(folder));
        Files.writeString(fresh, "%s%n%s%n".formatted(url, token));
        Files.move(
                fresh,
                folder.resolve(FILE_NAME),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** What the file in a data folder says; empty if there is none. */
    static Optional<AdminFile> read(Path folder) throws IOException {
        Path file = folder.resolve(FILE_NAME);
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            if (lines.size() != 2) {
                throw new IOException(file + " is not what a server writes");
            }
            return Optional.of(new AdminFile(URI.create(lines.get(0)), lines.get(1)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /** Removes the file of a data folder. */
    static void delete(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(FILE_NAME));
    }

    private static FileAttribute<?>[] ownerOnly(Path folder) {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
