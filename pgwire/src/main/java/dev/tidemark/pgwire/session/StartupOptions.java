package dev.tidemark.pgwire.session;

import dev.tidemark.sql.Session;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Applies what a client says about itself at startup to its session. */
final class StartupOptions {
    private StartupOptions() {}

    /**
     * Sets what the parameters say; any database will do.
     *
     * @throws RequestException if one of them cannot be
     * @throws dev.tidemark.sql.type.SqlException if a setting refuses its value
     */
    static void apply(Map<String, String> parameters, Session session) {
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            switch (parameter.getKey()) {
                case "user", "database" -> {
                    // Known from the login; there is one database.
                }
                case "replication" -> refuseReplication(parameter.getValue());
                case "options" -> applyArguments(parameter.getValue(), session);
                default -> set(parameter.getKey(), parameter.getValue(), session);
            }
        }
    }

    /** Options of the protocol itself, of which none is known here. */
    static List<String> protocolOptions(Map<String, String> parameters) {
        return parameters.keySet().stream()
                .filter(StartupOptions::isProtocolOption)
                .sorted()
                .toList();
    }

    private static boolean isProtocolOption(String name) {
        return name.startsWith("_pq_.");
    }

    private static void set(String name, String value, Session session) {
        if (isProtocolOption(name)) {
            return;
        }
        if (name.equals("client_encoding") && !SessionSettings.isUtf8(value)) {
            throw RequestException.fatal(
                    ErrorCode.INVALID_PARAMETER,
                    "client_encoding " + value + " is not supported, only UTF8");
        }
        session.set(name, value);
    }

    /** Arguments of a server program: {@code -c name=value} and {@code --name=value}. */
    private static void applyArguments(String options, Session session) {
        Iterator<String> arguments = split(options).iterator();
        while (arguments.hasNext()) {
            String argument = arguments.next();
            String assignment;
            if (argument.equals("-c") && arguments.hasNext()) {
                assignment = arguments.next();
            } else if (argument.startsWith("-c") || argument.startsWith("--")) {
                assignment = argument.substring(2);
            } else {
                throw invalid(argument);
            }
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw invalid(argument);
            }
            set(
                    assignment.substring(0, equals).replace('-', '_'),
                    assignment.substring(equals + 1),
                    session);
        }
    }

    /** Splits at blanks; a backslash takes the next character as it is. */
    private static List<String> split(String options) {
        List<String> arguments = new ArrayList<>();
        StringBuilder argument = new StringBuilder();
        for (int index = 0; index < options.length(); index++) {
            char character = options.charAt(index);
            if (Character.isWhitespace(character)) {
                if (!argument.isEmpty()) {
                    arguments.add(argument.toString());
                    argument.setLength(0);
                }
            } else {
                boolean isEscape = character == '\\' && index + 1 < options.length();
                argument.append(isEscape ? options.charAt(++index) : character);
            }
        }
        if (!argument.isEmpty()) {
            arguments.add(argument.toString());
        }
        return arguments;
    }

    private static void refuseReplication(String value) {
        switch (value) {
            case "false", "off", "no", "0" -> {
                // What other connections are.
            }
            default ->
                    throw RequestException.fatal(
                            ErrorCode.NOT_SUPPORTED, "replication connections are not supported");
        }
    }

    private static RequestException invalid(String argument) {
        return RequestException.fatal(
                ErrorCode.SYNTAX_ERROR, "startup option '" + argument + "' is not -c name=value");
    }
}
