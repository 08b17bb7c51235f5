package dev.tidemark.ingest.parse;

/** Which names tables and columns may have. */
final class NameRules {
    /** Longest name of a table or column, in UTF-8. */
    static final int MAX_NAME_BYTES = 127;

    private static final String FORBIDDEN = "?,'\"\\/:)(+*%~";
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private NameRules() {}

    /** What forbids a table name that is not empty, or an empty text if nothing does. */
    static String tableNameFault(String name) {
        if (name.startsWith(".") || name.endsWith(".")) {
            return "must not start or end with '.'";
        }
        return fault(name, FORBIDDEN);
    }

    /** What forbids a column name that is not empty, or an empty text if nothing does. */
    static String columnNameFault(String name) {
        return fault(name, FORBIDDEN + ".-");
    }

    private static String fault(String name, String forbidden) {
        for (int index = 0; index < name.length(); index++) {
            char character = name.charAt(index);
            if (Character.isISOControl(character)) {
                return "must not contain the control character 0x%02x".formatted((int) character);
            }
            if (character == BYTE_ORDER_MARK) {
                return "must not contain a byte order mark";
            }
            if (forbidden.indexOf(character) >= 0) {
                return "must not contain '" + character + "'";
            }
        }
        return "";
    }
}
