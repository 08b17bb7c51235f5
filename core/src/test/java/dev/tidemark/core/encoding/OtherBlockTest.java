package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.VECTOR_ROWS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Blocks of floating point numbers, wide values and byte strings. */
class OtherBlockTest {
    private static final int[] ROW_COUNTS = {1, 2, 64, 1_023, 1_024, 1_025, 2_500, 65_536};
    private static final double[] NULL_SHARES = {0, 0.01, 0.5, 0.99, 1};

    private static final long[] SPECIAL_DOUBLES = {
        0L,
        Long.MIN_VALUE, // -0.0
        Double.doubleToRawLongBits(Double.POSITIVE_INFINITY),
        Double.doubleToRawLongBits(Double.NEGATIVE_INFINITY),
        Double.doubleToRawLongBits(Double.MIN_VALUE),
        Double.doubleToRawLongBits(-Double.MAX_VALUE),
        0x7FF8_0000_0000_0000L,
        0x7FF0_0000_0000_0001L, // a signalling NaN
        0xFFF8_DEAD_BEEF_0001L
    };

    private final Random random = Randomness.random();
    private final Arena arena = Arena.ofConfined();
    private final BlockEncoder encoder = new BlockEncoder();
    private final BlockOutput output = new BlockOutput(arena, 64);

    @AfterEach
    void close() {
        arena.close();
    }

    @Test
    void doublesKeepEveryBit() {
        for (int count : ROW_COUNTS) {
            double[] values = new double[count];
            Arrays.setAll(values, _ -> Double.longBitsToDouble(random.nextLong()));
            checkDoubles(values, null);
            Arrays.setAll(values, _ -> special());
            checkDoubles(values, null);
            for (double share : NULL_SHARES) {
                checkDoubles(values, randomValidity(count, share));
            }
            Arrays.setAll(values, row -> row < 1_500 ? 0.5 : -2);
            checkDoubles(values, null);
        }
    }

    @Test
    void aConstantKeepsItsBits() {
        for (long bits : SPECIAL_DOUBLES) {
            double[] values = new double[3_000];
            Arrays.fill(values, Double.longBitsToDouble(bits));
            EncodedBlock block = checkDoubles(values, null);
            assertEquals(Encoding.CONSTANT, block.encoding());
            assertEquals(bits, block.vectorMinimum(2));
            block = checkDoubles(values, randomValidity(3_000, 0.4));
            assertEquals(Encoding.CONSTANT, block.encoding());
        }
    }

    @Test
    void zeroAndMinusZeroAreNotOneConstant() {
        EncodedBlock block = checkDoubles(new double[] {0.0, -0.0, 0.0}, null);
        assertFalse(block.isConstant(0));
        assertEquals(Double.doubleToRawLongBits(-0.0), block.minimum());
    }

    @Test
    void floatsKeepEveryValueAndTakeFourBytes() {
        for (int count : ROW_COUNTS) {
            double[] values = new double[count];
            Arrays.setAll(values, _ -> Float.intBitsToFloat(random.nextInt()));
            values[0] = -0.0;
            for (double share : NULL_SHARES) {
                long[] validity = randomValidity(count, share);
                output.clear();
                encoder.encodeFloats(values, validity, 0, count, output);
                EncodedBlock block = EncodedBlock.open(output.segment(), 0);
                block.verify();
                BlockChecks.checkNulls(block, validity, count);
                assertEquals(Float.BYTES, block.valueWidthBytes());
                checkDoubleValues(block, values);
            }
            assertTrue(output.lengthBytes() <= count * 4L + count / 8 + 64 * 43 + 128);
        }
    }

    @Test
    void wideValues() {
        for (int wordsPerValue = 1; wordsPerValue <= 4; wordsPerValue++) {
            for (int count : ROW_COUNTS) {
                long[] words = new long[(count + 5) * wordsPerValue];
                Arrays.setAll(words, _ -> random.nextLong());
                checkWide(words, wordsPerValue, 5, count, null);
                for (double share : NULL_SHARES) {
                    checkWide(words, wordsPerValue, 5, count, randomValidity(count + 5, share));
                }
                for (int index = wordsPerValue; index < words.length; index++) {
                    words[index] = words[index - wordsPerValue];
                }
                checkWide(words, wordsPerValue, 5, count, null);
                assertEquals(Encoding.CONSTANT, EncodedBlock.open(output.segment(), 0).encoding());
            }
        }
    }

    @Test
    void byteStringsOfEveryLength() {
        for (int longest : new int[] {0, 1, 5, 40, 300}) {
            for (int count : ROW_COUNTS) {
                if ((long) longest * count < 2_000_000) {
                    checkBytes(longest, count, null);
                    for (double share : NULL_SHARES) {
                        checkBytes(longest, count, randomValidity(count + 3, share));
                    }
                }
            }
        }
        checkBytes(1 << 20, 5, null);
    }

    @Test
    void impossibleRequestsAreRefused() {
        long[] values = new long[70_000];
        assertThrows(
                IllegalArgumentException.class,
                () -> encoder.encodeLongs(values, null, 0, 0, output));
        assertThrows(
                IllegalArgumentException.class,
                () -> encoder.encodeLongs(values, null, 0, 65_537, output));
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> encoder.encodeLongs(values, null, 69_999, 2, output));
        assertThrows(
                IllegalArgumentException.class,
                () -> encoder.encodeWide(values, 5, null, 0, 1, output));
        assertThrows(
                IllegalArgumentException.class,
                () -> encoder.encodeBytes(new byte[9], new int[] {5, 2}, null, 0, 1, output));
        assertEquals(0, output.lengthBytes());
    }

    @Test
    void aBlockAnswersOnlyForItsKindAndRows() {
        encoder.encodeLongs(new long[] {1, 2, 3}, null, 0, 3, output);
        EncodedBlock block = EncodedBlock.open(output.segment(), 0);
        assertThrows(IllegalStateException.class, () -> block.codeAt(0));
        assertThrows(IllegalStateException.class, () -> block.decodeDoubles(0, new double[1_024]));
        assertThrows(IndexOutOfBoundsException.class, () -> block.longAt(3));
        assertThrows(IndexOutOfBoundsException.class, () -> block.longAt(-1));
        long[] out = new long[2];
        for (int row : new int[] {-1, 3, 1_023}) {
            int[] rows = {0, row};
            assertThrows(IndexOutOfBoundsException.class, () -> block.longsAt(0, rows, 2, out, 0));
        }
        assertThrows(IndexOutOfBoundsException.class, () -> block.vectorRowCount(1));
        assertThrows(IndexOutOfBoundsException.class, () -> block.decodeLongs(1, new long[1_024]));
    }

    private EncodedBlock checkDoubles(double[] values, long @Nullable [] validity) {
        output.clear();
        encoder.encodeDoubles(values, validity, 0, values.length, output);
        EncodedBlock block = EncodedBlock.open(output.segment(), 0);
        block.verify();
        BlockChecks.checkNulls(block, validity, values.length);
        checkDoubleValues(block, values);
        return block;
    }

    private static void checkDoubleValues(EncodedBlock block, double[] values) {
        double[] out = new double[VECTOR_ROWS];
        Extremes whole = new Extremes();
        Extremes part = new Extremes();
        for (int row = 0; row < values.length; row++) {
            int vector = row / VECTOR_ROWS;
            if (row % VECTOR_ROWS == 0) {
                block.decodeDoubles(vector, out);
                part = new Extremes();
            }
            double decoded = out[row % VECTOR_ROWS];
            assertEquals(
                    Double.doubleToRawLongBits(decoded),
                    Double.doubleToRawLongBits(block.doubleAt(row)));
            if (block.isPresent(row)) {
                assertEquals(
                        Double.doubleToRawLongBits(values[row]),
                        Double.doubleToRawLongBits(decoded),
                        "row " + row);
                whole.add(values[row]);
                part.add(values[row]);
            }
            if (row % VECTOR_ROWS == VECTOR_ROWS - 1 || row == values.length - 1) {
                part.check(
                        block.vectorMinimum(vector),
                        block.vectorMaximum(vector),
                        block.vectorHasNaN(vector));
            }
        }
        whole.check(block.minimum(), block.maximum(), block.hasNaN());
    }

    /** Naive minimum and maximum of the numbers seen. */
    private static final class Extremes {
        private double minimum = Double.NaN;
        private double maximum = Double.NaN;
        private boolean any;
        private boolean hasNaN;

        void add(double value) {
            any = true;
            if (Double.isNaN(value)) {
                hasNaN = true;
            } else {
                minimum = Double.isNaN(minimum) ? value : Math.min(minimum, value);
                maximum = Double.isNaN(maximum) ? value : Math.max(maximum, value);
            }
        }

        void check(long minimumBits, long maximumBits, boolean blockHasNaN) {
            if (any) {
                assertEquals(minimum, Double.longBitsToDouble(minimumBits));
                assertEquals(maximum, Double.longBitsToDouble(maximumBits));
                assertEquals(hasNaN, blockHasNaN);
            }
        }
    }

    private void checkWide(
            long[] words, int wordsPerValue, int from, int count, long @Nullable [] validity) {
        output.clear();
        encoder.encodeWide(words, wordsPerValue, validity, from, count, output);
        EncodedBlock block = EncodedBlock.open(output.segment(), 0);
        block.verify();
        assertEquals(wordsPerValue * 8, block.valueWidthBytes());
        long[] out = new long[VECTOR_ROWS * wordsPerValue];
        for (int row = 0; row < count; row++) {
            int index = row % VECTOR_ROWS;
            if (index == 0) {
                block.decodeWide(row / VECTOR_ROWS, out);
            }
            assertEquals(isPresent(validity, from + row), block.isPresent(row));
            for (int word = 0; word < wordsPerValue; word++) {
                long decoded = out[index * wordsPerValue + word];
                assertEquals(decoded, block.wordAt(row, word));
                if (block.isPresent(row)) {
                    assertEquals(words[(from + row) * wordsPerValue + word], decoded);
                }
            }
        }
    }

    private void checkBytes(int longest, int count, long @Nullable [] validity) {
        int from = 3;
        int[] offsets = new int[from + count + 1];
        offsets[0] = 7;
        for (int index = 1; index < offsets.length; index++) {
            offsets[index] = offsets[index - 1] + random.nextInt(longest + 1);
        }
        byte[] bytes = new byte[offsets[from + count] + 9];
        random.nextBytes(bytes);
        output.clear();
        encoder.encodeBytes(bytes, offsets, validity, from, count, output);
        EncodedBlock block = EncodedBlock.open(output.segment(), 0);
        block.verify();
        byte[] out = new byte[0];
        int[] outOffsets = new int[VECTOR_ROWS + 1];
        for (int row = 0; row < count; row++) {
            int index = row % VECTOR_ROWS;
            if (index == 0) {
                out = new byte[block.vectorByteCount(row / VECTOR_ROWS)];
                block.decodeBytes(row / VECTOR_ROWS, out, outOffsets);
            }
            boolean present = isPresent(validity, from + row);
            byte[] expected =
                    present
                            ? Arrays.copyOfRange(
                                    bytes, offsets[from + row], offsets[from + row + 1])
                            : new byte[0];
            assertEquals(present, block.isPresent(row));
            assertArrayEquals(
                    expected, Arrays.copyOfRange(out, outOffsets[index], outOffsets[index + 1]));
            assertArrayEquals(expected, block.bytesAt(row).toArray(ValueLayout.JAVA_BYTE));
        }
    }

    private static boolean isPresent(long @Nullable [] validity, int row) {
        return validity == null || (validity[row / 64] >>> (row % 64) & 1) == 1;
    }

    private double special() {
        return Double.longBitsToDouble(SPECIAL_DOUBLES[random.nextInt(SPECIAL_DOUBLES.length)]);
    }

    private long[] randomValidity(int count, double nullShare) {
        return BlockChecks.validity(count, _ -> random.nextDouble() >= nullShare);
    }
}
