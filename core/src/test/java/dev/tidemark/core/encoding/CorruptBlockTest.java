package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.VECTOR_ROWS;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CorruptBlockTest {
    private static final int ROWS = 2_100;

    private final Random random = Randomness.random();
    private final Arena arena = Arena.ofConfined();

    /** One block of each kind and encoding, each in memory that ends where the block ends. */
    private final List<MemorySegment> blocks = new ArrayList<>();

    @AfterEach
    void close() {
        arena.close();
    }

    @BeforeEach
    void encodeBlocks() {
        BlockEncoder encoder = new BlockEncoder();
        BlockOutput output = new BlockOutput(arena, 64);
        long[] longs = random.longs(ROWS).toArray();
        long[] small = random.longs(ROWS, -50, 50).toArray();
        long[] times = new long[ROWS];
        Arrays.setAll(times, row -> row * 1_000L);
        long[] runs = new long[ROWS];
        Arrays.setAll(runs, row -> row / 100 * 7_000L);
        int[] codes = random.ints(ROWS, 0, 70_000).toArray();
        int[] codeRuns = new int[ROWS];
        Arrays.setAll(codeRuns, row -> row / 50);
        double[] doubles = random.doubles(ROWS).toArray();
        double[] decimals = new double[ROWS];
        Arrays.setAll(decimals, row -> row % 40 == 3 ? Math.PI : random.nextInt(10_000) / 100.0);
        double[] doubleRuns = new double[ROWS];
        Arrays.setAll(doubleRuns, row -> Math.PI * Math.floorDiv(row, 100));
        byte[] bytes = new byte[ROWS * 10];
        random.nextBytes(bytes);
        byte[] words = "a few words that come again and again".repeat(600).getBytes(US_ASCII);
        int[] offsets = new int[ROWS + 1];
        Arrays.setAll(offsets, row -> row * 10 - row % 10);
        int[] wordOffsets = new int[ROWS + 1];
        Arrays.setAll(wordOffsets, row -> row * 37 / 5);
        long[] validity = BlockChecks.validity(ROWS, row -> row % 5 != 2);
        for (long[] present : new long[][] {null, validity, new long[ROWS / 64 + 1]}) {
            encoder.encodeLongs(longs, present, 0, ROWS, output);
            encoder.encodeLongs(small, present, 0, ROWS, output);
            encoder.encodeLongs(times, present, 0, ROWS, output);
            encoder.encodeLongs(new long[ROWS], present, 0, ROWS, output);
            encoder.encodeLongs(runs, present, 0, ROWS, output);
            encoder.encodeCodes(codeRuns, present, 0, ROWS, output);
            encoder.encodeDoubles(decimals, present, 0, ROWS, output);
            encoder.encodeDoubles(doubleRuns, present, 0, ROWS, output);
            encoder.encodeBytes(words, wordOffsets, present, 0, ROWS, output);
            encoder.encodeCodes(codes, present, 0, ROWS, output);
            encoder.encodeDoubles(doubles, present, 0, ROWS, output);
            encoder.encodeFloats(doubles, present, 0, ROWS, output);
            encoder.encodeBytes(bytes, offsets, present, 0, ROWS, output);
            encoder.encodeWide(longs, 2, present, 0, ROWS / 2, output);
            encoder.encodeWide(new long[ROWS], 4, present, 0, ROWS / 4, output);
        }
        for (long at = 0; at < output.lengthBytes(); ) {
            int length = EncodedBlock.open(output.segment(), at).lengthBytes();
            MemorySegment block = arena.allocate(length, 64);
            block.copyFrom(output.segment().asSlice(at, length));
            blocks.add(block);
            at += length;
        }
        assertEquals(45, blocks.size());
        assertTrue(
                blocks.stream()
                        .map(block -> EncodedBlock.open(block, 0).encoding())
                        .toList()
                        .containsAll(List.of(Encoding.values())));
    }

    @Test
    void everyFlippedBitIsDetectedAndNoneCrashesTheDecoder() {
        for (MemorySegment block : blocks) {
            readAll(EncodedBlock.open(block, 0));
            for (int bit = 0; bit < BlockLayout.HEADER_BYTES * 8; bit++) {
                checkFlipped(block, bit);
            }
            long headBits = headBytes(block) * 8;
            for (int round = 0; round < 30; round++) {
                checkFlipped(block, random.nextLong(headBits));
                checkFlipped(block, random.nextLong(block.byteSize() * 8));
            }
            EncodedBlock.open(block, 0).verify();
        }
    }

    @Test
    void randomBytesInHeaderAndDirectoryNeverCrashTheDecoderEvenIfTheirChecksumMatches() {
        for (MemorySegment block : blocks) {
            MemorySegment original = arena.allocate(block.byteSize());
            original.copyFrom(block);
            long headBytes = headBytes(block);
            for (int round = 0; round < 100; round++) {
                long from = random.nextLong(12, headBytes - 7);
                block.set(
                        ValueLayout.JAVA_LONG_UNALIGNED,
                        from,
                        random.nextLong() >> random.nextInt(64));
                BlockChecksum.sealHead(block, 0, (int) headBytes);
                readUnlessCorrupt(block);
                block.copyFrom(original);
            }
        }
    }

    /** Two starts that follow one another and both lie before the texts. */
    @Test
    void textsOfADictionaryThatBeginBeforeItAreRefused() {
        MemorySegment block =
                blocks.stream()
                        .filter(each ->
                                EncodedBlock.open(each, 0).encoding() == Encoding.DICTIONARY)
                        .findFirst()
                        .orElseThrow();
        EncodedBlock opened = EncodedBlock.open(block, 0);
        long dictionary = BlockHeader.read(block, 0).payloadsOffset();
        long starts = dictionary + BlockLayout.DICTIONARY_HEAD_BYTES;
        int texts = block.get(BlockLayout.INT, dictionary);
        assertTrue(texts > 2);
        for (int code = 0; code < texts; code++) {
            long from = starts + (long) code * Integer.BYTES;
            long both = block.get(BlockLayout.LONG, from);
            block.set(BlockLayout.INT, from, -10);
            block.set(BlockLayout.INT, from + Integer.BYTES, -5);
            int refused = 0;
            for (int row = 0; row < ROWS; row++) {
                try {
                    assertTrue(opened.bytesAt(row).byteSize() >= 0);
                } catch (CorruptBlockException _) {
                    refused++;
                }
            }
            assertTrue(refused > 0, "text " + code + " is believed");
            block.set(BlockLayout.LONG, from, both);
        }
    }

    @Test
    void randomBytesInTheValuesNeverCrashTheDecoder() {
        for (MemorySegment block : blocks) {
            MemorySegment original = arena.allocate(block.byteSize());
            original.copyFrom(block);
            for (int round = 0; headBytes(block) < block.byteSize() && round < 50; round++) {
                long from = random.nextLong(headBytes(block), block.byteSize() - 7);
                block.set(
                        ValueLayout.JAVA_LONG_UNALIGNED,
                        from,
                        random.nextLong() >> random.nextInt(64));
                readUnlessCorrupt(block);
                EncodedBlock opened = EncodedBlock.open(block, 0);
                if (block.mismatch(original) >= 0) {
                    assertThrows(CorruptBlockException.class, opened::verify);
                }
                block.copyFrom(original);
            }
        }
    }

    @Test
    void aBlockThatIsCutOffIsRefused() {
        for (MemorySegment block : blocks) {
            for (long length : new long[] {0, 1, 63, 64, block.byteSize() - 1}) {
                if (length < block.byteSize()) {
                    assertThrows(
                            CorruptBlockException.class,
                            () -> EncodedBlock.open(block.asSlice(0, length), 0));
                }
            }
        }
    }

    @Test
    void messagesSayWhatAndWhere() {
        MemorySegment two = arena.allocate(512);
        two.asSlice(64).copyFrom(blocks.get(3).asSlice(0, 64));
        assertEquals(ROWS, EncodedBlock.open(two, 64).rowCount());
        two.set(ValueLayout.JAVA_BYTE, 64 + 8, (byte) 9);
        CorruptBlockException version =
                assertThrows(CorruptBlockException.class, () -> EncodedBlock.open(two, 64));
        assertEquals("corrupt block at offset 64: unknown format version 9", version.getMessage());
        assertEquals(64, version.offset());
        CorruptBlockException magic =
                assertThrows(CorruptBlockException.class, () -> EncodedBlock.open(two, 128));
        assertTrue(magic.toString().contains("magic number is 0x00000000"));
        assertThrows(CorruptBlockException.class, () -> EncodedBlock.open(two, -64));
        assertThrows(CorruptBlockException.class, () -> EncodedBlock.open(two, Long.MAX_VALUE));
    }

    @Test
    void heapMemoryIsRefused() {
        MemorySegment heap = MemorySegment.ofArray(new byte[64]);
        assertThrows(IllegalArgumentException.class, () -> EncodedBlock.open(heap, 0));
    }

    /** Length of header and directory, if there is one. */
    private static long headBytes(MemorySegment block) {
        EncodedBlock opened = EncodedBlock.open(block, 0);
        return BlockLayout.headBytes(opened.encoding(), opened.rowCount());
    }

    private void checkFlipped(MemorySegment block, long bit) {
        flip(block, bit);
        readUnlessCorrupt(block);
        try {
            EncodedBlock.open(block, 0).verify();
            fail("bit " + bit + " of " + block.byteSize() * 8 + " was not missed");
        } catch (CorruptBlockException expected) {
            assertEquals(0, expected.offset());
        }
        flip(block, bit);
    }

    private static void flip(MemorySegment block, long bit) {
        byte old = block.get(ValueLayout.JAVA_BYTE, bit / 8);
        block.set(ValueLayout.JAVA_BYTE, bit / 8, (byte) (old ^ 1 << (bit % 8)));
    }

    /** Any exception but the one allowed fails the test. */
    private static void readUnlessCorrupt(MemorySegment block) {
        EncodedBlock opened;
        try {
            opened = EncodedBlock.open(block, 0);
        } catch (CorruptBlockException expected) {
            assertEquals(0, expected.offset());
            return;
        }
        try {
            readAll(opened);
        } catch (CorruptBlockException expected) {
            assertEquals(0, expected.offset());
        }
    }

    private static void readAll(EncodedBlock block) {
        long[] validity = new long[16];
        long[] longs = new long[4 * VECTOR_ROWS];
        int[] ints = new int[VECTOR_ROWS + 1];
        double[] doubles = new double[VECTOR_ROWS];
        for (int vector = 0; vector < block.vectorCount(); vector++) {
            block.decodeValidity(vector, validity);
            block.vectorNullCount(vector);
            block.isConstant(vector);
            int row = vector * VECTOR_ROWS + block.vectorRowCount(vector) / 2;
            switch (block.kind()) {
                case LONGS -> {
                    block.decodeLongs(vector, longs);
                    block.longAt(row);
                    if (block.isScannable()) {
                        block.selectRange(vector, -1, 1L << 40, validity);
                    }
                }
                case DOUBLES -> {
                    block.decodeDoubles(vector, doubles);
                    block.doubleAt(row);
                }
                case CODES -> {
                    block.decodeCodes(vector, ints);
                    block.codeAt(row);
                }
                case WIDE -> {
                    block.decodeWide(vector, longs);
                    block.wordAt(row, block.valueWidthBytes() / 8 - 1);
                }
                case BYTES -> {
                    block.bytesAt(row);
                    byte[] bytes = new byte[block.vectorByteCount(vector)];
                    block.decodeBytes(vector, bytes, ints);
                }
            }
        }
    }
}
