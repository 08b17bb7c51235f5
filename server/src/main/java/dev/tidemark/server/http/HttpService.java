package dev.tidemark.server.http;

import io.netty.handler.ssl.SslContext;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the connections of a listener share.
 *
 * @param router finds the endpoint of a path
 * @param authenticator decides who may send requests
 * @param tls gives the certificate and key of the moment to each new connection, or null for a
 *     connection that is not encrypted
 * @param limits of each connection
 */
public record HttpService(
        Router router,
        Authenticator authenticator,
        Supplier<@Nullable SslContext> tls,
        HttpSettings.Limits limits) {
    /** For everybody, without encryption. */
    public static HttpService open(Router router, HttpSettings.Limits limits) {
        return new HttpService(router, Authenticator.EVERYBODY, () -> null, limits);
    }
}
