package dev.tidemark.tsbs.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.tsbs.Lines;
import dev.tidemark.tsbs.Seeds;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineFileTest {

    /** Neighbours of the line end, in value and bit for bit, must not be taken for one. */
    private static final String ALPHABET = "\t\u000B\u008A*ab,= é";

    private static final long SEED = Seeds.seed("LineFileTest");

    private final Random random = new Random(SEED);

    @TempDir private Path folder = Path.of(".");

    private Path file(String text, boolean compressed) throws IOException {
        Path file = Files.createTempFile(folder, "lines", ".lp");
        try (OutputStream plain = Files.newOutputStream(file);
                OutputStream out = compressed ? new GZIPOutputStream(plain) : plain) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private String randomLines(int count, int longest) {
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < count; line++) {
            int length = random.nextInt(longest);
            for (int i = 0; i < length; i++) {
                text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            text.append('\n');
        }
        return text.toString();
    }

    @Test
    void handsOutTheFileInWholeLines() throws IOException {
        for (int round = 0; round < 20; round++) {
            boolean compressed = random.nextBoolean();
            // A few files are longer than what is read at once.
            int longest = round < 17 ? 1 + random.nextInt(100) : 6000;
            String text = randomLines(1 + random.nextInt(round < 17 ? 2000 : 1500), longest);
            String file = random.nextBoolean() ? text : text.substring(0, text.length() - 1);
            // Without its end, an empty last line is none.
            boolean lostLine =
                    file.length() < text.length() && (file.isEmpty() || file.endsWith("\n"));
            String expected = lostLine ? file : text;
            int maximumLines = random.nextBoolean() ? Integer.MAX_VALUE : 1 + random.nextInt(50);
            ByteBuffer buffer = ByteBuffer.allocate(2 * longest + 10 + random.nextInt(5000));
            StringBuilder result = new StringBuilder();
            try (LineFile source = LineFile.open(file(file, compressed))) {
                for (int lines = source.fill(buffer, maximumLines);
                        lines > 0;
                        lines = source.fill(buffer, maximumLines)) {
                    assertTrue(lines <= maximumLines, "too many lines");
                    String part =
                            new String(
                                    buffer.array(),
                                    buffer.arrayOffset(),
                                    buffer.position(),
                                    StandardCharsets.UTF_8);
                    assertEquals(lines, part.chars().filter(c -> c == '\n').count());
                    assertTrue(part.endsWith("\n"), "not whole");
                    result.append(part);
                    buffer.clear();
                }
            }
            assertEquals(expected, result.toString());
        }
    }

    @Test
    void linesUpToTheLimitAreAccepted() throws IOException {
        String longest = "x".repeat(LineSource.MAXIMUM_LINE_BYTES - 1) + "\n";
        String text = "a\n" + longest + longest + "b\n" + longest;
        try (LineFile source = LineFile.open(file(text, false))) {
            assertEquals(text, Lines.text(source));
        }
        String tooLong = "a\nb\n" + "x".repeat(3 * LineSource.MAXIMUM_LINE_BYTES) + "\n";
        try (LineFile source = LineFile.open(file(tooLong, false))) {
            ByteBuffer buffer = ByteBuffer.allocate(LineSource.MAXIMUM_LINE_BYTES);
            IOException e =
                    assertThrows(IOException.class, () -> source.fill(buffer, Integer.MAX_VALUE));
            assertTrue(String.valueOf(e.getMessage()).contains("line 3 is longer"), e.getMessage());
        }
    }

    @Test
    void aBufferWithoutRoomForALineIsAnError() throws IOException {
        try (LineFile source = LineFile.open(file("abc\ndefghi\n", false))) {
            ByteBuffer buffer = ByteBuffer.allocate(6);
            assertEquals(1, source.fill(buffer, 10));
            assertEquals(0, source.fill(buffer, 10));
            IOException e = assertThrows(IOException.class, () -> source.fill(buffer.clear(), 10));
            assertTrue(
                    String.valueOf(e.getMessage()).contains("line 2 of 7 bytes"), e.getMessage());
        }
    }

    @Test
    void emptyAndMissingFiles() throws IOException {
        try (LineFile source = LineFile.open(file("", false))) {
            assertEquals("", Lines.text(source));
        }
        try (LineFile source = LineFile.open(file("", true))) {
            assertEquals("", Lines.text(source));
        }
        assertThrows(IOException.class, () -> LineFile.open(folder.resolve("missing")));
    }

    @Test
    void lineEndsAreFoundAtEveryPlace() {
        for (int length = 0; length <= 40; length++) {
            for (int end = -1; end < length; end++) {
                for (int from = 0; from <= length; from++) {
                    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
                    for (int index = 0; index < length; index++) {
                        bytes.put(index, (byte) (index % 2 == 0 ? 0x0B : 0x8A));
                    }
                    if (end >= 0) {
                        bytes.put(end, (byte) '\n');
                    }
                    int expected = end >= from ? end : -1;
                    assertEquals(expected, LineEnds.indexOf(bytes, from, length));
                }
            }
        }
    }
}
