package dev.tidemark.server.cli;

import dev.tidemark.tsbs.load.HttpAccess;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * How a command gets into a server that has users, or a certificate of its own. Secrets are not
 * options, for everybody on the computer can see those.
 */
final class LoginOptions {
    static final String TOKEN_VARIABLE = "TIDEMARK_TOKEN";
    static final String PASSWORD_VARIABLE = "TIDEMARK_PASSWORD";

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description =
                    "Log in; the password is asked for, or taken from "
                            + PASSWORD_VARIABLE
                            + ". A token in "
                            + TOKEN_VARIABLE
                            + " needs no name.")
    private @Nullable String user;

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description = "Certificates in PEM form to trust, for an https URL.")
    private @Nullable Path certificates;

    /**
     * The access to a server.
     *
     * @throws IOException if no password can be found, or the certificates cannot be read
     */
    HttpAccess to(URI server) throws IOException {
        return to(server, System.getenv());
    }

    /** As {@link #to(URI)}, with secrets from other variables. */
    HttpAccess to(URI server, Map<String, String> environment) throws IOException {
        return new HttpAccess(server, authorization(environment), trust());
    }

    private Optional<String> authorization(Map<String, String> environment) throws IOException {
        if (user == null) {
            return Optional.ofNullable(environment.get(TOKEN_VARIABLE))
                    .map(token -> "Bearer " + token);
        }
        String password = environment.get(PASSWORD_VARIABLE);
        String pair = user + ":" + (password == null ? askForPassword() : password);
        byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(bytes));
    }

    private static String askForPassword() throws IOException {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console -> console.readPassword("Password: "))
                .map(String::new)
                .orElseThrow(
                        () -> new IOException("--user needs a password; set " + PASSWORD_VARIABLE));
    }

    private Optional<SSLContext> trust() throws IOException {
        if (certificates == null) {
            return Optional.empty();
        }
        try (InputStream file = Files.newInputStream(certificates)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(file)) {
                trusted.setCertificateEntry("trusted-" + trusted.size(), certificate);
            }
            if (trusted.size() == 0) {
                throw new IOException("there is no certificate in " + certificates);
            }
            TrustManagerFactory managers =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return Optional.of(context);
        } catch (GeneralSecurityException failure) {
            throw new IOException(
                    "%s holds no certificates in PEM form: %s"
                            .formatted(certificates, failure.getMessage()),
                    failure);
        }
    }
}
