package dev.tidemark.ingest.auth;

import io.netty.handler.ssl.SslContext;
import java.security.PublicKey;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who may send lines, and how. All parts are asked for each new connection, from any thread.
 *
 * @param tls the certificate and key of the moment, or null for no encryption
 * @param loginWanted whether senders have to log in
 * @param keys finds the public key of a name
 */
public record Gate(
        Supplier<@Nullable SslContext> tls,
        BooleanSupplier loginWanted,
        Function<String, Optional<? extends PublicKey>> keys) {
    /** Open to everybody, without encryption. */
    public static Gate open() {
        return new Gate(() -> null, () -> false, _ -> Optional.empty());
    }
}
