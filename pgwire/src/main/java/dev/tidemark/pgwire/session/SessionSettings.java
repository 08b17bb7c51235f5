package dev.tidemark.pgwire.session;

import dev.tidemark.pgwire.codec.BackendMessage.ParameterStatus;
import dev.tidemark.sql.Session;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The settings of a session: those with which it starts and to which RESET ALL leads back, and
 * those that the client is told of at login and whenever one changes. For the worker of a
 * connection.
 */
final class SessionSettings {
    private static final String ENCODING = "UTF8";
    private static final String DATE_STYLE = "ISO, MDY";

    /** With the spelling that clients look for. */
    private static final List<String> NAMES =
            List.of(
                    "server_version",
                    "server_encoding",
                    "client_encoding",
                    "application_name",
                    "DateStyle",
                    "default_transaction_read_only",
                    "in_hot_standby",
                    "integer_datetimes",
                    "IntervalStyle",
                    "is_superuser",
                    "session_authorization",
                    "standard_conforming_strings",
                    "TimeZone");

    private final Map<String, String> startup;
    private final Map<String, String> told = new HashMap<>();

    /**
     * @param startup what the client says about itself at startup
     */
    SessionSettings(Map<String, String> startup) {
        this.startup = startup;
    }

    /**
     * Gives a session whose settings are the defaults those that it starts with.
     *
     * @throws RequestException if one of them cannot be
     * @throws dev.tidemark.sql.type.SqlException if a setting refuses its value
     */
    void applyStartup(Session session) {
        session.set("session_authorization", startup.getOrDefault("user", ""));
        StartupOptions.apply(startup, session);
    }

    /** Sends those that differ from what the client was told last. */
    void send(Session session, Outbox outbox) {
        for (String name : NAMES) {
            String value = value(session, name);
            if (!value.equals(told.put(name, value))) {
                outbox.send(new ParameterStatus(name, value));
            }
        }
    }

    /**
     * Whether a client may ask for an encoding; there is only one.
     *
     * @param encoding in any spelling; asyncpg sends it with quotes
     */
    static boolean isUtf8(String encoding) {
        String plain = encoding.replace("'", "").replace("\"", "").strip();
        return switch (plain.toLowerCase(Locale.ROOT)) {
            case "utf8", "utf-8", "unicode" -> true;
            default -> false;
        };
    }

    /** What holds, which for two of them is not what the client may have set. */
    private static String value(Session session, String name) {
        return switch (name) {
            case "client_encoding" -> ENCODING;
            case "DateStyle" -> DATE_STYLE;
            default -> session.setting(name).orElse("");
        };
    }
}
