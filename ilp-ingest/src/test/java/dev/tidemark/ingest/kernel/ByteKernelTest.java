package dev.tidemark.ingest.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.ingest.SeededRandom;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteKernelTest {
    private static final int MAX_LENGTH = 130;

    private final ByteKernel scalar = new ScalarByteKernel();
    private final ByteKernel vector = new VectorByteKernel();
    private final Random random = SeededRandom.create(ByteKernelTest.class);

    @Test
    void equalAgreesOnEveryLengthAndReadsNothingBeyond() {
        try (Arena arena = Arena.ofConfined()) {
            for (int length = 0; length <= MAX_LENGTH; length++) {
                MemorySegment left = random(arena, length);
                MemorySegment right = arena.allocate(length).copyFrom(left);
                assertTrue(scalar.equal(left, 0, right, 0, length));
                assertTrue(vector.equal(left, 0, right, 0, length));
                for (int at = 0; at < length; at++) {
                    byte original = right.get(ValueLayout.JAVA_BYTE, at);
                    right.set(ValueLayout.JAVA_BYTE, at, (byte) (original ^ (1 << (at % 8))));
                    assertFalse(scalar.equal(left, 0, right, 0, length));
                    assertFalse(vector.equal(left, 0, right, 0, length));
                    right.set(ValueLayout.JAVA_BYTE, at, original);
                }
            }
        }
    }

    @Test
    void searchesFindEachMarkAtEveryPlaceOfEveryLength() {
        try (Arena arena = Arena.ofConfined()) {
            for (int length = 0; length <= MAX_LENGTH; length++) {
                MemorySegment text = arena.allocate(length).fill((byte) 'x');
                for (ByteKernel kernel : new ByteKernel[] {scalar, vector}) {
                    assertEquals(length, kernel.firstBreak(text, 0, length));
                    assertEquals(-1, kernel.lastLineEnd(text, 0, length));
                    for (int at = 0; at < length; at++) {
                        for (char mark : " \\\n\r".toCharArray()) {
                            text.set(ValueLayout.JAVA_BYTE, at, (byte) mark);
                            boolean endsLine = mark == '\n' || mark == '\r';
                            assertEquals(at, kernel.firstBreak(text, 0, length));
                            assertEquals(endsLine ? at : -1, kernel.lastLineEnd(text, 0, length));
                            assertEquals(at, kernel.firstBreak(text, 0, at));
                            assertEquals(-1, kernel.lastLineEnd(text, at + 1, length));
                        }
                        text.set(ValueLayout.JAVA_BYTE, at, (byte) 'x');
                    }
                }
            }
        }
    }

    @Test
    void searchesAgreeOnRandomBytes() {
        try (Arena arena = Arena.ofConfined()) {
            for (int round = 0; round < 2_000; round++) {
                MemorySegment text = random(arena, random.nextInt(400));
                long from = random.nextLong(text.byteSize() + 1);
                long to = from + random.nextLong(text.byteSize() - from + 1);
                assertEquals(scalar.firstBreak(text, from, to), vector.firstBreak(text, from, to));
                assertEquals(
                        scalar.lastLineEnd(text, from, to), vector.lastLineEnd(text, from, to));
            }
        }
    }

    private MemorySegment random(Arena arena, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return arena.allocate(length).copyFrom(MemorySegment.ofArray(bytes));
    }
}
