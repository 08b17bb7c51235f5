package dev.tidemark.server.security;

import dev.tidemark.ingest.auth.Gate;
import dev.tidemark.pgwire.settings.PasswordCheck;
import dev.tidemark.server.config.Configuration;
import dev.tidemark.server.config.ServerSettings;
import dev.tidemark.server.config.Setting;
import dev.tidemark.server.http.Authenticator;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who may use the ports, and how they are encrypted, as the configuration says. Thread-safe. */
public final class Access implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(Access.class.getName());
    private static final String DEFAULT_USERS_FILE = "users";

    private final Configuration configuration;
    private final UserDirectory users;
    private final HttpLogin httpLogin;
    private final @Nullable TlsCertificate certificate;

    private Access(
            Configuration configuration,
            UserDirectory users,
            @Nullable TlsCertificate certificate) {
        this.configuration = configuration;
        this.users = users;
        this.httpLogin = new HttpLogin(users);
        this.certificate = certificate;
    }

    /**
     * Reads the users and the certificate.
     *
     * @throws IOException if a file cannot be read, or if everybody could reach the server
     */
    public static Access open(Configuration configuration) throws IOException {
        UserDirectory users = new UserDirectory(userFile(configuration));
        checkReach(configuration, users);
        return new Access(configuration, users, certificate(configuration));
    }

    /** The file of users. */
    public static UserFile userFile(Configuration configuration) {
        String text = configuration.value(ServerSettings.USERS_FILE);
        return new UserFile(
                text.isEmpty()
                        ? configuration.value(ServerSettings.DATA_DIR).resolve(DEFAULT_USERS_FILE)
                        : Path.of(text));
    }

    /** For line protocol over TCP. */
    public Gate lineGate() {
        return new Gate(
                tls(ServerSettings.ILP_TLS),
                () -> configuration.value(ServerSettings.ILP_LOGIN) && !users.isEmpty(),
                users::publicKey);
    }

    /** For HTTP. */
    public Authenticator http() {
        return httpLogin;
    }

    /** For HTTP. */
    public Supplier<@Nullable SslContext> httpTls() {
        return tls(ServerSettings.HTTP_TLS);
    }

    /** For PostgreSQL clients: the users, or the one of the settings while there are none. */
    public PasswordCheck postgres(PasswordCheck withoutUsers) {
        return (user, password) ->
                users.isEmpty()
                        ? withoutUsers.matches(user, password)
                        : users.isPassword(user, password);
    }

    @Override
    public void close() {
        httpLogin.close();
    }

    private Supplier<@Nullable SslContext> tls(Setting<Boolean> wanted) {
        TlsCertificate source = certificate;
        return source == null || !configuration.value(wanted) ? () -> null : source;
    }

    private static @Nullable TlsCertificate certificate(Configuration configuration)
            throws IOException {
        String certificate = configuration.value(ServerSettings.TLS_CERTIFICATE);
        String key = configuration.value(ServerSettings.TLS_KEY);
        if (certificate.isEmpty() != key.isEmpty()) {
            throw new IOException(
                    "%s and %s belong together: set both or none"
                            .formatted(
                                    ServerSettings.TLS_CERTIFICATE.option(),
                                    ServerSettings.TLS_KEY.option()));
        }
        return certificate.isEmpty()
                ? null
                : new TlsCertificate(Path.of(certificate), Path.of(key));
    }

    /** Without users nobody but this computer may get in, unless that is wanted. */
    private static void checkReach(Configuration configuration, UserDirectory users)
            throws IOException {
        if (!users.isEmpty()) {
            return;
        }
        String bind = configuration.value(ServerSettings.BIND);
        if (InetAddress.getByName(bind).isLoopbackAddress()) {
            LOGGER.log(
                    Level.INFO,
                    "there are no users: only this computer can connect ({0}); ./tidemark user add"
                            + " NAME makes one",
                    bind);
        } else if (configuration.value(ServerSettings.AUTH_ANONYMOUS)) {
            LOGGER.log(
                    Level.WARNING,
                    "there are no users: whoever can reach {0} can read, write and drop everything",
                    bind);
        } else {
            throw new IOException(
                    "the address %s can be reached by others, and there are no users: make one with"
                                    .formatted(bind)
                            + " ./tidemark user add NAME, or allow everybody in with "
                            + ServerSettings.AUTH_ANONYMOUS.option()
                            + " true");
        }
    }
}
