package dev.tidemark.sql;

import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What SHOW tells and SET changes. Settings that clients send and that change nothing here are kept
 * and told back.
 */
final class Settings {
    /** Milliseconds after which a statement is cancelled, 0 for never. */
    static final String STATEMENT_TIMEOUT = "statement_timeout";

    private static final Map<String, String> READ_ONLY =
            Map.of(
                    "server_version", "16.6",
                    "server_version_num", "160006",
                    "server_encoding", "UTF8",
                    "integer_datetimes", "on",
                    "max_identifier_length", "63",
                    "in_hot_standby", "off",
                    "is_superuser", "on",
                    "lc_collate", "C");

    private static final Map<String, String> DEFAULTS =
            Map.ofEntries(
                    Map.entry("application_name", ""),
                    Map.entry("client_encoding", "UTF8"),
                    Map.entry("datestyle", "ISO, MDY"),
                    Map.entry("default_transaction_isolation", "read committed"),
                    Map.entry("default_transaction_read_only", "off"),
                    Map.entry("extra_float_digits", "1"),
                    Map.entry("intervalstyle", "postgres"),
                    Map.entry("search_path", "\"$user\", public"),
                    Map.entry("session_authorization", "tidemark"),
                    Map.entry("standard_conforming_strings", "on"),
                    Map.entry(STATEMENT_TIMEOUT, "0"),
                    Map.entry("timezone", "UTC"),
                    Map.entry("transaction_isolation", "read committed"),
                    Map.entry("transaction_read_only", "off"));

    private final Map<String, String> values = new TreeMap<>(DEFAULTS);

    Settings() {
        values.putAll(READ_ONLY);
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(key(name)));
    }

    Map<String, String> all() {
        return new TreeMap<>(values);
    }

    void set(String name, String value) {
        String key = key(name);
        if (READ_ONLY.containsKey(key)) {
            throw invalid("setting '" + name + "' cannot be changed");
        }
        if (key.equals(STATEMENT_TIMEOUT)) {
            values.put(key, Long.toString(millis(value)));
        } else {
            values.put(key, value);
        }
    }

    /** Back to the defaults. */
    void resetAll() {
        values.putAll(DEFAULTS);
    }

    void reset(String name) {
        String key = key(name);
        String original = DEFAULTS.get(key);
        if (original != null) {
            values.put(key, original);
        } else if (!READ_ONLY.containsKey(key)) {
            values.remove(key);
        }
    }

    long statementTimeoutMillis() {
        return Long.parseLong(values.getOrDefault(STATEMENT_TIMEOUT, "0"));
    }

    private static long millis(String value) {
        String text = value.strip().toLowerCase(Locale.ROOT);
        long factor = 1;
        if (text.endsWith("ms")) {
            text = text.substring(0, text.length() - 2);
        } else if (text.endsWith("s")) {
            text = text.substring(0, text.length() - 1);
            factor = 1_000;
        } else if (text.endsWith("min")) {
            text = text.substring(0, text.length() - 3);
            factor = 60_000;
        }
        try {
            long millis = Math.multiplyExact(Long.parseLong(text.strip()), factor);
            if (millis >= 0) {
                return millis;
            }
        } catch (NumberFormatException | ArithmeticException _) {
            throw invalid("'" + value + "' is no time for " + STATEMENT_TIMEOUT);
        }
        throw invalid(STATEMENT_TIMEOUT + " cannot be negative");
    }

    /** Names that SQL writes in two words or another case. */
    private static String key(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return switch (lower) {
            case "time zone" -> "timezone";
            case "transaction isolation level" -> "transaction_isolation";
            default -> lower;
        };
    }

    private static SqlException invalid(String message) {
        return new SqlException(SqlState.INVALID_PARAMETER, SqlException.NO_POSITION, message);
    }
}
