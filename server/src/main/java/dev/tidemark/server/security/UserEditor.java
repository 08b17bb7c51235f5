package dev.tidemark.server.security;

import dev.tidemark.server.security.UserFile.Entry;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Adds and removes users of a file. A new credential of a kind replaces the user's one of that
 * kind, except for tokens, of which a user may have several.
 */
public final class UserEditor {
    private static final String TOKEN_PREFIX = "tm_";
    private static final int TOKEN_BYTES = 32;

    private final UserFile file;

    /**
     * What a sender of line protocol needs.
     *
     * @param secret number of the private key, base64 for URLs ({@code d} of a JSON web key)
     * @param publicX coordinate of the public key
     * @param publicY coordinate of the public key
     */
    public record Key(String secret, String publicX, String publicY) {}

    public UserEditor(UserFile file) {
        this.file = file;
    }

    /** Names and kinds of credentials, in the order of the file. */
    public List<String> list() throws IOException {
        return file.read().stream()
                .map(entry -> entry.user() + "  " + entry.credential().kind())
                .toList();
    }

    /** Gives a user a password. */
    public void setPassword(String user, String password) throws IOException {
        replace(new Entry(user, new Credential.Password(PasswordHash.of(password))));
    }

    /** Gives a user a token, which is returned and kept nowhere. */
    public String addToken(String user) throws IOException {
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        String token = TOKEN_PREFIX + HexFormat.of().formatHex(random);
        List<Entry> entries = new ArrayList<>(file.read());
        entries.add(new Entry(user, Credential.Token.of(token)));
        file.write(entries);
        return token;
    }

    /** Gives a user a key, whose secret part is returned and kept nowhere. */
    public Key setKey(String user) throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            ECPublicKey open = (ECPublicKey) pair.getPublic();
            replace(new Entry(user, new Credential.PublicKey(open)));
            return new Key(
                    Credential.PublicKey.coordinate(((ECPrivateKey) pair.getPrivate()).getS()),
                    Credential.PublicKey.coordinate(open.getW().getAffineX()),
                    Credential.PublicKey.coordinate(open.getW().getAffineY()));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("this Java lacks the curve P-256", failure);
        }
    }

    /** Removes a user with all credentials; false if there was none of that name. */
    public boolean remove(String user) throws IOException {
        List<Entry> entries = new ArrayList<>(file.read());
        boolean removed = entries.removeIf(entry -> entry.user().equals(user));
        if (removed) {
            file.write(entries);
        }
        return removed;
    }

    private void replace(Entry fresh) throws IOException {
        List<Entry> entries = new ArrayList<>(file.read());
        entries.removeIf(entry ->
                entry.user().equals(fresh.user())
                        && entry.credential().kind().equals(fresh.credential().kind()));
        entries.add(fresh);
        file.write(entries);
    }
}
