package dev.tidemark.server.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The file of users, read and written whole. A missing file has no users.
 *
 * @param path of the file
 */
public record UserFile(Path path) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.@-]{1,63}");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    /**
     * One line.
     *
     * @param user the name
     * @param credential by which the user is recognised
     */
    record Entry(String user, Credential credential) {
        Entry {
            if (!NAME.matcher(user).matches()) {
                throw new IllegalArgumentException(
                        "'%s' is no user name: 1 to 63 letters, digits and _ . @ - are"
                                .formatted(user));
            }
        }
    }

    /**
     * Reads all entries.
     *
     * @throws IOException if a line cannot be understood, which the message names
     */
    List<Entry> read() throws IOException {
        List<Entry> entries = new ArrayList<>();
        if (!Files.exists(path)) {
            return entries;
        }
        int number = 0;
        for (String line : Files.readAllLines(path, StandardCharsets.UTF_8)) {
            number++;
            String text = SPACE.matcher(line.strip()).replaceAll(" ");
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            try {
                entries.add(parse(text));
            } catch (IllegalArgumentException wrong) {
                throw new IOException(
                        "%s, line %d: %s".formatted(path, number, wrong.getMessage()), wrong);
            }
        }
        return entries;
    }

    /** Replaces the file, which only its owner can read afterwards. */
    void write(List<Entry> entries) throws IOException {
        StringBuilder text =
                new StringBuilder("# Users of Tidemark; ./tidemark user adds and removes lines.\n");
        for (Entry entry : entries) {
            text.append(entry.user())
                    .append(' ')
                    .append(entry.credential().kind())
                    .append(' ')
                    .append(entry.credential().text())
                    .append('\n');
        }
        Path folder = Objects.requireNonNull(path.toAbsolutePath().getParent());
        Files.createDirectories(folder);
        Path fresh =
                Files.createTempFile(
                        folder,
                        "users",
                        ".tmp",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, text);
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Entry parse(String text) {
        String[] parts = text.split(" ", 3);
        if (parts.length < 3) {
            throw new IllegalArgumentException("a line needs a name, a kind and a value");
        }
        Credential credential =
                switch (parts[1]) {
                    case Credential.Password.KIND ->
                            new Credential.Password(PasswordHash.parse(parts[2]));
                    case Credential.Token.KIND -> Credential.Token.parse(parts[2]);
                    case Credential.PublicKey.KIND -> Credential.PublicKey.parse(parts[2]);
                    default ->
                            throw new IllegalArgumentException(
                                    "'%s' is no kind of credential: password, token, %s are"
                                            .formatted(parts[1], Credential.PublicKey.KIND));
                };
        return new Entry(parts[0], credential);
    }
}
