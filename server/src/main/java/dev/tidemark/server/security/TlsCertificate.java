package dev.tidemark.server.security;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.function.Supplier;

/**
 * A certificate and its key in PEM files, which are read again when they change: connections that
 * begin later get the new ones. Files that do not fit each other, as in the middle of their
 * replacement, change nothing. Thread-safe.
 */
public final class TlsCertificate implements Supplier<SslContext> {
    private static final Logger LOGGER = System.getLogger(TlsCertificate.class.getName());
    private static final long CHECK_NANOS = 1_000_000_000L;

    private final Path certificate;
    private final Path key;
    private Times times;
    private SslContext context;
    private long checkedNanos;

    /** When the files were changed last. */
    private record Times(FileTime certificate, FileTime key) {}

    /**
     * Reads the files.
     *
     * @param certificate chain in PEM form, the server's own first
     * @param key in PEM form (PKCS #8), not encrypted
     * @throws IOException if they cannot be read or understood
     */
    public TlsCertificate(Path certificate, Path key) throws IOException {
        this.certificate = certificate;
        this.key = key;
        this.times = times();
        this.context = read();
        this.checkedNanos = System.nanoTime();
    }

    /** For a connection that begins now. */
    @Override
    public synchronized SslContext get() {
        long now = System.nanoTime();
        if (now - checkedNanos >= CHECK_NANOS) {
            checkedNanos = now;
            reload();
        }
        return context;
    }

    private void reload() {
        try {
            Times present = times();
            if (!present.equals(times)) {
                times = present;
                context = read();
                LOGGER.log(Level.INFO, "the certificate {0} was read again", certificate);
            }
        } catch (IOException failure) {
            LOGGER.log(Level.WARNING, "the certificate stays as it was", failure);
        }
    }

    private Times times() throws IOException {
        return new Times(Files.getLastModifiedTime(certificate), Files.getLastModifiedTime(key));
    }

    private SslContext read() throws IOException {
        try (InputStream chain = Files.newInputStream(certificate);
                InputStream secret = Files.newInputStream(key)) {
            return SslContextBuilder.forServer(chain, secret).build();
        } catch (IllegalArgumentException wrong) {
            throw new IOException(
                    "%s and %s are no certificate with its key in PEM form (the key in PKCS #8,"
                                    .formatted(certificate, key)
                            + " not encrypted): "
                            + wrong.getMessage(),
                    wrong);
        }
    }
}
