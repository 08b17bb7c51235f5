package dev.tidemark.server.security;

import dev.tidemark.server.http.Authenticator;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Checks the credentials of requests: {@code Basic} with name and password, {@code Bearer} or
 * {@code Token} with a token, or with {@code name:password} as InfluxDB 1.8 takes it. Thread-safe;
 * owns a thread.
 */
public final class HttpLogin implements Authenticator, AutoCloseable {
    /** Passwords that wait to be checked; more requests are told to come back. */
    private static final int MAX_WAITING = 64;

    /** Logins that are remembered; the oldest is forgotten first. */
    private static final int MAX_REMEMBERED = 1_024;

    private static final CompletableFuture<Verdict> ACCEPTED =
            CompletableFuture.completedFuture(Verdict.ACCEPTED);
    private static final CompletableFuture<Verdict> REFUSED =
            CompletableFuture.completedFuture(Verdict.REFUSED);
    private static final CompletableFuture<Verdict> BUSY =
            CompletableFuture.completedFuture(Verdict.BUSY);

    private final UserDirectory users;
    private final SecretKeySpec memoryKey;
    private final Set<String> remembered = new LinkedHashSet<>();
    private final ThreadPoolExecutor checker;

    public HttpLogin(UserDirectory users) {
        this.users = users;
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        this.memoryKey = new SecretKeySpec(key, "HmacSHA256");
        this.checker =
                new ThreadPoolExecutor(
                        1,
                        1,
                        1,
                        TimeUnit.MINUTES,
                        new ArrayBlockingQueue<>(MAX_WAITING),
                        Thread.ofPlatform().name("tidemark-login").daemon().factory());
        checker.allowCoreThreadTimeOut(true);
    }

    @Override
    public CompletableFuture<Verdict> check(@Nullable String header) {
        if (users.isEmpty()) {
            return ACCEPTED;
        }
        int space = header == null ? -1 : header.strip().indexOf(' ');
        if (header == null || space < 0) {
            return REFUSED;
        }
        String scheme = header.strip().substring(0, space).toLowerCase(Locale.ROOT);
        String value = header.strip().substring(space + 1).strip();
        return switch (scheme) {
            case "basic" -> checkBasic(value);
            case "bearer", "token" -> checkToken(value);
            default -> REFUSED;
        };
    }

    @Override
    public void close() {
        checker.shutdownNow();
    }

    private CompletableFuture<Verdict> checkToken(String token) {
        if (users.isToken(token)) {
            return ACCEPTED;
        }
        return token.indexOf(':') > 0 ? checkPassword(token) : REFUSED;
    }

    private CompletableFuture<Verdict> checkBasic(String value) {
        try {
            byte[] decoded = Base64.getDecoder().decode(value);
            return checkPassword(new String(decoded, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return REFUSED;
        }
    }

    private CompletableFuture<Verdict> checkPassword(String login) {
        int colon = login.indexOf(':');
        if (colon < 0) {
            return REFUSED;
        }
        String user = login.substring(0, colon);
        String password = login.substring(colon + 1);
        // A token may stand in the place of the password, for clients that know only Basic.
        if (users.isToken(password)) {
            return ACCEPTED;
        }
        String memory = memory(login);
        synchronized (remembered) {
            if (remembered.contains(memory)) {
                return ACCEPTED;
            }
        }
        try {
            return CompletableFuture.supplyAsync(
                    () -> {
                        if (!users.isPassword(user, password)) {
                            return Verdict.REFUSED;
                        }
                        remember(memory);
                        return Verdict.ACCEPTED;
                    },
                    checker);
        } catch (RejectedExecutionException _) {
            return BUSY;
        }
    }

    private void remember(String memory) {
        synchronized (remembered) {
            if (remembered.size() == MAX_REMEMBERED) {
                remembered.remove(remembered.iterator().next());
            }
            remembered.add(memory);
        }
    }

    /** What is remembered of a login: worth nothing outside of this process and this user file. */
    private String memory(String login) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(memoryKey);
            mac.update(users.currentVersion().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(login.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("this Java lacks HMAC", failure);
        }
    }
}
