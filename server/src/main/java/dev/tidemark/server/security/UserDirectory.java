package dev.tidemark.server.security;

import dev.tidemark.server.security.UserFile.Entry;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.security.interfaces.ECPublicKey;
import java.util.List;
import java.util.Optional;

/**
 * The users of the moment: follows the file, which may change at any time. A file that cannot be
 * read any more changes nothing; the log says so. Thread-safe.
 */
public final class UserDirectory {
    private static final Logger LOGGER = System.getLogger(UserDirectory.class.getName());
    private static final long CHECK_NANOS = 1_000_000_000L;

    /** As slow to check as a real one, for names that do not exist. */
    private static final PasswordHash NOBODY =
            PasswordHash.parse(
                    "SCRAM-SHA-256$%d:%s$%s:%s"
                            .formatted(
                                    PasswordHash.DEFAULT_ITERATIONS,
                                    "AAAAAAAAAAAAAAAAAAAAAA==",
                                    "AAAA",
                                    "AAAA"));

    private final UserFile file;
    private volatile Content content;
    private long checkedNanos;

    /**
     * What was read.
     *
     * @param version the text that the entries were read from
     */
    private record Content(List<Entry> entries, String version) {}

    /**
     * Reads the file.
     *
     * @throws IOException if it cannot be understood
     */
    public UserDirectory(UserFile file) throws IOException {
        this.file = file;
        String version = version();
        this.content = new Content(List.copyOf(file.read()), version);
        this.checkedNanos = System.nanoTime();
    }

    /** Whether nobody is a user, so that nobody needs to log in. */
    public boolean isEmpty() {
        return content().entries().isEmpty();
    }

    /** The key that recognises a sender of line protocol. */
    public Optional<ECPublicKey> publicKey(String user) {
        for (Entry entry : content().entries()) {
            if (entry.user().equals(user)
                    && entry.credential() instanceof Credential.PublicKey key) {
                return Optional.of(key.key());
            }
        }
        return Optional.empty();
    }

    /** Whether some user has this token. */
    boolean isToken(String token) {
        boolean found = false;
        for (Entry entry : content().entries()) {
            if (entry.credential() instanceof Credential.Token known) {
                found |= known.matches(token);
            }
        }
        return found;
    }

    /** Whether the user has this password; slow. */
    public boolean isPassword(String user, String password) {
        boolean found = false;
        boolean checked = false;
        for (Entry entry : content().entries()) {
            if (entry.user().equals(user)
                    && entry.credential() instanceof Credential.Password known) {
                found |= known.hash().matches(password);
                checked = true;
            }
        }
        return checked ? found : NOBODY.matches(password);
    }

    /** The file's text, which changes whenever the users do. */
    private String version() {
        try {
            return Files.exists(file.path()) ? Files.readString(file.path()) : "";
        } catch (IOException failure) {
            return "unreadable";
        }
    }

    /** The version that the present answers come from. */
    String currentVersion() {
        return content().version();
    }

    private Content content() {
        synchronized (this) {
            long now = System.nanoTime();
            if (now - checkedNanos >= CHECK_NANOS) {
                checkedNanos = now;
                reload();
            }
        }
        return content;
    }

    private void reload() {
        String version = version();
        if (version.equals(content.version())) {
            return;
        }
        try {
            List<Entry> entries = List.copyOf(file.read());
            if (entries.isEmpty()) {
                LOGGER.log(
                        Level.ERROR,
                        "{0} has no users any more: those known at the start stay until a restart",
                        file.path());
            } else {
                content = new Content(entries, version);
                LOGGER.log(Level.INFO, "{0} was read again", file.path());
                return;
            }
        } catch (IOException failure) {
            LOGGER.log(Level.ERROR, "the users stay as they were", failure);
        }
        // Told once for each change of the file.
        content = new Content(content.entries(), version);
    }
}
