package dev.tidemark.server.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What is kept of a password: enough to recognise it, also by the SCRAM-SHA-256 mechanism (RFC
 * 5802, 7677), and of no use to anybody who wants to log in. Immutable.
 */
final class PasswordHash {
    /** A tenth of a second on a core of today; RFC 7677 asks for 15,000 at least. */
    static final int DEFAULT_ITERATIONS = 120_000;

    private static final int MOST_ITERATIONS = 10_000_000;
    private static final int SALT_BYTES = 16;
    private static final int KEY_BITS = 256;
    private static final Pattern TEXT =
            Pattern.compile("SCRAM-SHA-256\\$(\\d{1,8}):([^$:]+)\\$([^$:]+):([^$:]+)");

    private final int iterations;
    private final byte[] salt;
    private final byte[] storedKey;
    private final byte[] serverKey;

    private PasswordHash(int iterations, byte[] salt, byte[] storedKey, byte[] serverKey) {
        this.iterations = iterations;
        this.salt = salt;
        this.storedKey = storedKey;
        this.serverKey = serverKey;
    }

    /** Of a new password. */
    static PasswordHash of(String password) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return of(password, salt, DEFAULT_ITERATIONS);
    }

    static PasswordHash of(String password, byte[] salt, int iterations) {
        byte[] salted = saltedPassword(password, salt, iterations);
        byte[] clientKey = hmac(salted, "Client Key");
        return new PasswordHash(iterations, salt, sha256(clientKey), hmac(salted, "Server Key"));
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException if the text is something else
     */
    static PasswordHash parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "a password must look like SCRAM-SHA-256$iterations:salt$key:key");
        }
        int iterations = Integer.parseInt(matcher.group(1));
        if (iterations < 1 || iterations > MOST_ITERATIONS) {
            throw new IllegalArgumentException(iterations + " iterations are no number of them");
        }
        Base64.Decoder base64 = Base64.getDecoder();
        return new PasswordHash(
                iterations,
                base64.decode(matcher.group(2)),
                base64.decode(matcher.group(3)),
                base64.decode(matcher.group(4)));
    }

    /** Rounds of PBKDF2, which make guessing slow. */
    int iterations() {
        return iterations;
    }

    /** By which the server proves that it knows the password. */
    byte[] serverKey() {
        return serverKey.clone();
    }

    /** As it stands in a file. */
    String text() {
        Base64.Encoder base64 = Base64.getEncoder();
        return "SCRAM-SHA-256$%d:%s$%s:%s"
                .formatted(
                        iterations,
                        base64.encodeToString(salt),
                        base64.encodeToString(storedKey),
                        base64.encodeToString(serverKey));
    }

    /** Whether this is the password; slow, and equally slow whatever is wrong with it. */
    boolean matches(String password) {
        return MessageDigest.isEqual(storedKey, of(password, salt, iterations).storedKey);
    }

    /** Without the keys, so that they reach no log. */
    @Override
    public String toString() {
        return "PasswordHash[iterations=" + iterations + "]";
    }

    private static byte[] saltedPassword(String password, byte[] salt, int iterations) {
        String normal = Normalizer.normalize(password, Normalizer.Form.NFKC);
        PBEKeySpec spec = new PBEKeySpec(normal.toCharArray(), salt, iterations, KEY_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("this Java lacks PBKDF2", failure);
        } finally {
            spec.clearPassword();
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("this Java lacks HMAC", failure);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("this Java lacks SHA-256", failure);
        }
    }
}
