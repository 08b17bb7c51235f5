package dev.tidemark.ingest.http;

import dev.tidemark.ingest.parse.LineErrorCode;

/**
 * Why a write request was refused, as its answer says it.
 *
 * @param kind of the error
 * @param message for people
 * @param line number of the bad line from 1, or 0 if no line is to blame
 * @param errorId under which the server's log has the error
 */
public record WriteError(Kind kind, String message, long line, String errorId) {
    /** Kinds of errors, with the HTTP status that belongs to each. */
    public enum Kind {
        /** A bad line. */
        INVALID(400, "invalid"),
        /** Something that no server of ours understands, for instance a precision. */
        NOT_SUPPORTED(400, "not supported"),
        /** The request comes from somebody who may not write. */
        UNAUTHORISED(401, "unauthorised"),
        /** A line or body beyond the limit. */
        TOO_LARGE(413, "request too large"),
        /** A body in an encoding that is not understood. */
        UNSUPPORTED_ENCODING(415, "not supported"),
        /** A fault of the server; the same request may succeed later. */
        INTERNAL(500, "internal error"),
        /** Too much work at present; the same request will succeed later. */
        UNAVAILABLE(503, "unavailable");

        private final int status;
        private final String code;

        Kind(int status, String code) {
            this.status = status;
            this.code = code;
        }

        /** The kind that a refused line makes its request. */
        static Kind of(LineErrorCode code) {
            return switch (code) {
                case LINE_TOO_LONG -> TOO_LARGE;
                case TRY_AGAIN -> UNAVAILABLE;
                default -> INVALID;
            };
        }

        /** The kind that an answer's status stands for. */
        public static Kind ofStatus(int status) {
            for (Kind kind : values()) {
                if (kind.status == status) {
                    return kind;
                }
            }
            return status < INTERNAL.status ? NOT_SUPPORTED : INTERNAL;
        }

        /** The HTTP status of the answer. */
        public int status() {
            return status;
        }

        /** What the answer's {@code code} says. */
        public String code() {
            return code;
        }
    }

    /** The body of the answer: an object of code, message, line if there is one, and errorId. */
    public String toJson() {
        StringBuilder json = new StringBuilder("{\"code\":");
        appendQuoted(json, kind.code());
        json.append(",\"message\":");
        appendQuoted(json, message);
        if (line > 0) {
            json.append(",\"line\":").append(line);
        }
        json.append(",\"errorId\":");
        appendQuoted(json, errorId);
        return json.append('}').toString();
    }

    /**
     * The body of the answer as InfluxDB 1 gives it and its clients read it: an object of error.
     */
    public String toInfluxDbJson() {
        StringBuilder json = new StringBuilder("{\"error\":");
        appendQuoted(json, message);
        return json.append('}').toString();
    }

    private static void appendQuoted(StringBuilder json, String text) {
        json.append('"');
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            switch (character) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (character < ' ') {
                        json.append("\\u%04x".formatted((int) character));
                    } else {
                        json.append(character);
                    }
                }
            }
        }
        json.append('"');
    }
}
