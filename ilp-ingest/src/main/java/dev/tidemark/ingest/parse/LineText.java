package dev.tidemark.ingest.parse;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/** The start of a line as error messages show it. */
final class LineText {
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final int MAX_BYTES_PER_CHARACTER = 4;

    private LineText() {}

    /** The first characters of {@code [start, end)}; what cannot be printed becomes a '?'. */
    static String start(MemorySegment segment, long start, long end) {
        long length =
                Math.min(
                        end - start,
                        (long) LineError.MAX_TEXT_CHARACTERS * MAX_BYTES_PER_CHARACTER);
        byte[] bytes = segment.asSlice(start, length).toArray(BYTE);
        String text = new String(bytes, StandardCharsets.UTF_8);
        int[] characters =
                text.codePoints()
                        .limit(LineError.MAX_TEXT_CHARACTERS)
                        .map(c -> Character.isISOControl(c) || c == 0xFFFD ? '?' : c)
                        .toArray();
        return new String(characters, 0, characters.length);
    }
}
