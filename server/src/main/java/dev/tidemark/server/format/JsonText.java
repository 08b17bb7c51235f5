package dev.tidemark.server.format;

import java.nio.charset.StandardCharsets;

/** Strings in JSON documents. */
public final class JsonText {
    private static final int FIRST_PRINTABLE = 0x20;

    private JsonText() {}

    /** Appends a text between quotes. */
    public static void append(TextBytes out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        append(out, bytes, 0, bytes.length);
    }

    /** Appends {@code "name":} and a text between quotes. */
    public static void appendField(TextBytes out, String name, String text) {
        append(out, name);
        out.put(':');
        append(out, text);
    }

    /** Appends {@code "name":} and a number. */
    public static void appendField(TextBytes out, String name, long number) {
        append(out, name);
        out.put(':');
        out.putLong(number);
    }

    /** Appends UTF-8 text between quotes. */
    static void append(TextBytes out, byte[] text, int offset, int lengthBytes) {
        out.put('"');
        int end = offset + lengthBytes;
        int plainFrom = offset;
        for (int index = offset; index < end; index++) {
            byte character = text[index];
            // Bytes of characters beyond ASCII are negative.
            boolean control = character >= 0 && character < FIRST_PRINTABLE;
            if (control || character == '"' || character == '\\') {
                out.put(text, plainFrom, index - plainFrom);
                plainFrom = index + 1;
                appendEscape(out, character);
            }
        }
        out.put(text, plainFrom, end - plainFrom);
        out.put('"');
    }

    private static void appendEscape(TextBytes out, byte character) {
        out.put('\\');
        switch (character) {
            case '"', '\\' -> out.put((char) character);
            case '\n' -> out.put('n');
            case '\r' -> out.put('r');
            case '\t' -> out.put('t');
            case '\b' -> out.put('b');
            case '\f' -> out.put('f');
            default -> {
                out.put('u');
                out.putHexadecimal(character, 4);
            }
        }
    }
}
