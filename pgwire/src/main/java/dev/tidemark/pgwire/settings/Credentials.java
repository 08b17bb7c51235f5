package dev.tidemark.pgwire.settings;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The name and password that open a session. */
public record Credentials(String user, String password) implements PasswordCheck {
    public static final String DEFAULT_USER = "admin";
    public static final String DEFAULT_PASSWORD = "quest";

    /** The defaults that clients of QuestDB know. */
    public static Credentials defaults() {
        return new Credentials(DEFAULT_USER, DEFAULT_PASSWORD);
    }

    /** Whether both are right, in a time that tells nothing about either. */
    @Override
    public boolean matches(String givenUser, String givenPassword) {
        boolean isUser = MessageDigest.isEqual(digest(user), digest(givenUser));
        boolean isPassword = MessageDigest.isEqual(digest(password), digest(givenPassword));
        return isUser && isPassword;
    }

    /** Without the password, so that it reaches no log. */
    @Override
    public String toString() {
        return "Credentials[user=" + user + "]";
    }

    /** Of equal length for all texts, so that comparing takes equally long. */
    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
