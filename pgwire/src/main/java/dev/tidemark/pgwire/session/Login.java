package dev.tidemark.pgwire.session;

import dev.tidemark.pgwire.codec.BackendEncoder;
import dev.tidemark.pgwire.codec.BackendMessage.AuthenticationOk;
import dev.tidemark.pgwire.codec.BackendMessage.BackendKeyData;
import dev.tidemark.pgwire.codec.BackendMessage.NegotiateProtocolVersion;
import dev.tidemark.pgwire.codec.BackendMessage.PasswordRequest;
import dev.tidemark.pgwire.codec.FrontendDecoder;
import dev.tidemark.pgwire.codec.FrontendMessage;
import dev.tidemark.pgwire.codec.FrontendMessage.EncryptionRequest;
import dev.tidemark.pgwire.codec.FrontendMessage.Malformed;
import dev.tidemark.pgwire.codec.FrontendMessage.Password;
import dev.tidemark.pgwire.codec.FrontendMessage.Startup;
import dev.tidemark.sql.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client that has not logged in yet. For the worker of a connection. */
final class Login {
    private static final int MAJOR_VERSION = 3;
    private static final int VERSION = MAJOR_VERSION << 16;

    private final ListenerContext listener;
    private final FrontendDecoder decoder;
    private final Outbox outbox;
    private final Inbox inbox;
    private final Runnable cancel;
    private @Nullable Startup startup;
    private SessionRegistry.@Nullable Entry entry;

    /**
     * @param decoder is allowed longer messages once the client is known
     * @param cancel stops what the session runs; from any thread
     */
    Login(
            ListenerContext listener,
            FrontendDecoder decoder,
            Outbox outbox,
            Inbox inbox,
            Runnable cancel) {
        this.listener = listener;
        this.decoder = decoder;
        this.outbox = outbox;
        this.inbox = inbox;
        this.cancel = cancel;
    }

    /**
     * Takes the next step.
     *
     * @return the session if this was the last one, else null
     * @throws RequestException if the client may not enter
     * @throws dev.tidemark.sql.type.SqlException if a setting it asks for is refused
     */
    @Nullable PgSession handle(FrontendMessage message) {
        Startup begun = startup;
        if (message instanceof Malformed(String reason)) {
            throw RequestException.fatal(ErrorCode.PROTOCOL_VIOLATION, reason);
        } else if (message instanceof EncryptionRequest && begun == null) {
            outbox.sendByte(BackendEncoder.ENCRYPTION_REFUSED);
            outbox.flush();
            return null;
        } else if (message instanceof Startup newStartup && begun == null) {
            begin(newStartup);
            return null;
        } else if (message instanceof Password(String password) && begun != null) {
            return finish(begun, password);
        }
        throw RequestException.fatal(
                ErrorCode.PROTOCOL_VIOLATION, "a message that has no place in a login");
    }

    /** Gives up the session's place, if it has one. */
    void close() {
        if (entry != null) {
            listener.registry().remove(entry);
        }
    }

    private void begin(Startup newStartup) {
        if (newStartup.majorVersion() != MAJOR_VERSION) {
            throw RequestException.fatal(
                    ErrorCode.NOT_SUPPORTED,
                    "protocol version "
                            + newStartup.majorVersion()
                            + "."
                            + newStartup.minorVersion()
                            + " is not supported, only 3.0");
        }
        if (newStartup.parameters().getOrDefault("user", "").isEmpty()) {
            throw RequestException.fatal(
                    ErrorCode.INVALID_AUTHORIZATION, "the startup names no user");
        }
        entry = listener.registry().add(cancel);
        startup = newStartup;
        List<String> unknown = StartupOptions.protocolOptions(newStartup.parameters());
        if (newStartup.minorVersion() > 0 || !unknown.isEmpty()) {
            outbox.send(new NegotiateProtocolVersion(VERSION, unknown));
        }
        outbox.send(new PasswordRequest());
        outbox.flush();
    }

    private PgSession finish(Startup begun, String password) {
        String user = begun.parameters().getOrDefault("user", "");
        SessionRegistry.Entry place = entry;
        if (place == null || !listener.settings().passwords().matches(user, password)) {
            throw RequestException.fatal(
                    ErrorCode.INVALID_PASSWORD,
                    "password authentication failed for user '" + user + "'");
        }
        Session engine = listener.database().session();
        SessionSettings settings = new SessionSettings(begun.parameters());
        settings.applyStartup(engine);
        PgSession session =
                new PgSession(
                        SessionContext.create(
                                engine, outbox, settings, listener.settings().limits()),
                        inbox);
        decoder.limitMessages(listener.settings().limits().maxMessageBytes());
        outbox.send(new AuthenticationOk());
        session.greet();
        outbox.send(new BackendKeyData(place.processId(), place.secretKey()));
        session.ready();
        return session;
    }
}
