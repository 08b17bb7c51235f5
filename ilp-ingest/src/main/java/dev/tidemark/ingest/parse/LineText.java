package dev.tidemark.ingest.parse;

import java.nio.charset.StandardCharsets;

/** The start of a line as error messages show it. */
final class LineText {
    private static final int MAX_BYTES_PER_CHARACTER = 4;

    private LineText() {}

    /** The first characters of {@code [start, end)}; what cannot be printed becomes a '?'. */
    static String start(byte[] bytes, int start, int end) {
        int length = Math.min(end - start, LineError.MAX_TEXT_CHARACTERS * MAX_BYTES_PER_CHARACTER);
        String text = new String(bytes, start, length, StandardCharsets.UTF_8);
        int[] characters =
                text.codePoints()
                        .limit(LineError.MAX_TEXT_CHARACTERS)
                        .map(c -> Character.isISOControl(c) || c == 0xFFFD ? '?' : c)
                        .toArray();
        return new String(characters, 0, characters.length);
    }
}
