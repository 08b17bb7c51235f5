package dev.tidemark.ingest.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidemark.ingest.SeededRandom;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteKernelTest {
    private static final int MAX_LENGTH = 130;

    private final ByteKernel scalar = new ScalarByteKernel();
    private final ByteKernel vector = new VectorByteKernel();
    private final Random random = SeededRandom.create(ByteKernelTest.class);

    @Test
    void searchesFindEachMarkAtEveryPlaceOfEveryLength() {
        for (int length = 0; length <= MAX_LENGTH; length++) {
            byte[] text = new byte[length];
            Arrays.fill(text, (byte) 'x');
            for (ByteKernel kernel : new ByteKernel[] {scalar, vector}) {
                assertEquals(length, kernel.firstBreak(text, 0, length));
                assertEquals(-1, kernel.lastLineEnd(text, 0, length));
                for (int at = 0; at < length; at++) {
                    for (char mark : " \\\n\r".toCharArray()) {
                        text[at] = (byte) mark;
                        boolean endsLine = mark == '\n' || mark == '\r';
                        assertEquals(at, kernel.firstBreak(text, 0, length));
                        assertEquals(endsLine ? at : -1, kernel.lastLineEnd(text, 0, length));
                        assertEquals(at, kernel.firstBreak(text, 0, at));
                        assertEquals(-1, kernel.lastLineEnd(text, at + 1, length));
                    }
                    text[at] = 'x';
                }
            }
        }
    }

    @Test
    void searchesAgreeWithTheirDefinitionOnRandomBytes() {
        for (int round = 0; round < 20_000; round++) {
            byte[] text = new byte[random.nextInt(400)];
            random.nextBytes(text);
            int bits = random.nextInt(256);
            for (int index = 0; index < text.length; index++) {
                // Neighbours of the marks, and bytes that differ from them in their high bit only.
                text[index] =
                        random.nextBoolean()
                                ? text[index]
                                : (byte)
                                        ("\n\r \\".charAt(random.nextInt(4))
                                                ^ (random.nextInt(8) == 0 ? 0 : bits));
            }
            int from = random.nextInt(text.length + 1);
            int to = from + random.nextInt(text.length - from + 1);
            int first = to;
            int last = -1;
            for (int index = to - 1; index >= from; index--) {
                boolean endsLine = text[index] == '\n' || text[index] == '\r';
                if (endsLine || text[index] == ' ' || text[index] == '\\') {
                    first = index;
                }
                if (endsLine && last < 0) {
                    last = index;
                }
            }
            assertEquals(first, scalar.firstBreak(text, from, to));
            assertEquals(first, vector.firstBreak(text, from, to));
            assertEquals(last, scalar.lastLineEnd(text, from, to));
            assertEquals(last, vector.lastLineEnd(text, from, to));
        }
    }
}
