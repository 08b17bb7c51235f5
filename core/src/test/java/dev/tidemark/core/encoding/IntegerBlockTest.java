package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.BLOCK_ROWS;
import static dev.tidemark.core.encoding.BlockLayout.VECTOR_ROWS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.type.VectorKind;
import java.lang.foreign.Arena;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IntegerBlockTest {
    private static final int[] ROW_COUNTS = {
        1, 2, 15, 16, 17, 63, 64, 65, 130, 1_023, 1_024, 1_025, 3_000, BLOCK_ROWS - 1, BLOCK_ROWS
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
    void everyWidthComesBackAtEveryVectorBorder() {
        for (int width = 0; width <= 64; width++) {
            int bits = width;
            for (int count : new int[] {1, 16, 17, 1_023, 1_024, 1_025, 2_100}) {
                long base = random.nextLong();
                check(longs(count, _ -> base + randomBits(bits)), null);
            }
        }
    }

    @Test
    void everyRowCountWithEveryNullPattern() {
        for (int count : ROW_COUNTS) {
            long[] values = longs(count, _ -> random.nextInt(1_000) - 500L);
            check(values, null);
            for (double share : new double[] {0, 0.001, 0.5, 0.999, 1}) {
                check(values, randomValidity(count, share));
            }
            check(values, wholeVectorsOfNulls(count));
        }
    }

    @Test
    void extremeSpans() {
        check(new long[] {Long.MIN_VALUE, Long.MAX_VALUE}, null);
        check(new long[] {Long.MAX_VALUE, Long.MIN_VALUE, 0, -1, 1}, null);
        check(longs(5_000, _ -> random.nextLong()), null);
        check(longs(5_000, row -> row % 2 == 0 ? Long.MIN_VALUE : Long.MIN_VALUE + 8), null);
        check(longs(5_000, row -> row % 3 == 0 ? Long.MAX_VALUE : Long.MAX_VALUE - 12), null);
        check(longs(5_000, row -> row % 2 == 0 ? -(1L << 62) : 1L << 62), null);
        check(longs(5_000, row -> row % 2 == 0 ? -(1L << 62) : (1L << 62) - 1), null);
    }

    @Test
    void divisorsOfEveryShape() {
        long[] steps = {2, 3, 10, 1_000, 1 << 20, 86_400_000_000L, 3L << 40, 10_000_000};
        for (long step : steps) {
            long base = random.nextLong() >> 2;
            check(longs(3_000, _ -> base + step * random.nextInt(1_000)), null);
            check(longs(3_000, row -> base + step * row), null);
            check(longs(3_000, row -> base - step * row), null);
        }
    }

    @Test
    void codesOfEveryWidth() {
        for (int width = 0; width <= 32; width++) {
            int bits = width;
            for (int count : new int[] {1, 31, 33, 65, 1_025, 2_048}) {
                int[] codes = new int[count];
                Arrays.setAll(codes, _ -> (int) randomBits(bits));
                checkCodes(codes, null);
                checkCodes(codes, randomValidity(count, 0.3));
                checkCodes(codes, randomValidity(count, 1));
                Arrays.setAll(codes, row -> codes[row - row % 9]);
                checkCodes(codes, null);
                checkCodes(codes, randomValidity(count, 0.1));
            }
        }
    }

    @Test
    void equalValuesTakeOnlyAHeader() {
        long[] values = new long[BLOCK_ROWS];
        Arrays.fill(values, -7);
        EncodedBlock block = check(values, null);
        assertEquals(Encoding.CONSTANT, block.encoding());
        assertEquals(BlockLayout.HEADER_BYTES, block.lengthBytes());
        assertTrue(block.isConstant(63));
    }

    @Test
    void whatLiesUnderNullsCostsNothing() {
        long[] values = longs(BLOCK_ROWS, row -> row % 2 == 0 ? random.nextLong() : row % 3);
        long[] validity = new long[BLOCK_ROWS / 64];
        Arrays.fill(validity, 0xAAAA_AAAA_AAAA_AAAAL);
        EncodedBlock block = check(values, validity);
        assertEquals(Encoding.FRAME_OF_REFERENCE, block.encoding());
        int nullFree = 64 * (2 * 128 + BlockLayout.ENTRY_BYTES) + BlockLayout.HEADER_BYTES;
        assertEquals(nullFree + BLOCK_ROWS / 8, block.lengthBytes());
    }

    @Test
    void steadyTimestampsOfOneSeriesBecomeConstantDifferences() {
        EncodedBlock block = check(longs(BLOCK_ROWS, row -> row * 10_000_000L), null);
        assertEquals(Encoding.DELTA, block.encoding());
        assertTrue(block.lengthBytes() < BLOCK_ROWS / 5, "length " + block.lengthBytes());
    }

    @Test
    void irregularTimestampsBecomeDifferences() {
        long[] time = {1_700_000_000_000_000L};
        long[] values = longs(20_000, _ -> time[0] += 1_000L * random.nextInt(60));
        EncodedBlock block = check(values, null);
        assertEquals(Encoding.DELTA, block.encoding());
        EncodingChoice choice = encoder.lastChoice();
        assertNotNull(choice);
        Map<Encoding, Long> sizes = choice.payloadBytes();
        assertTrue(
                sizes.getOrDefault(Encoding.DELTA, Long.MAX_VALUE)
                        < sizes.getOrDefault(Encoding.FRAME_OF_REFERENCE, 0L));
    }

    @Test
    void timestampsThatManySeriesShareAreRuns() {
        EncodedBlock block = check(longs(BLOCK_ROWS, row -> row / 1_000 * 10_000_000L), null);
        assertEquals(Encoding.RUN_LENGTH, block.encoding());
        assertTrue(block.lengthBytes() * 8L < BLOCK_ROWS * 0.4, "length " + block.lengthBytes());
    }

    @Test
    void timestampsThatFewSeriesShareArePackedStepsOrDifferences() {
        EncodedBlock block =
                check(longs(BLOCK_ROWS, row -> row * 10_000_000L / 3_000 * 3_000), null);
        assertTrue(block.lengthBytes() * 8L < BLOCK_ROWS * 4L, "length " + block.lengthBytes());
    }

    @Test
    void runsOfEveryLengthWithEveryNullPattern() {
        for (int run : new int[] {1, 2, 3, 5, 16, 100, 1_000, 5_000}) {
            for (int width : new int[] {1, 8, 9, 16, 17, 32, 33, 63}) {
                long[] drawn = random.longs(3_100 / run + 2, 0, 1L << (width - 1)).toArray();
                long[] values = longs(3_100, row -> drawn[row / run] - 1_000);
                check(values, null);
                check(values, randomValidity(values.length, 0.2));
            }
        }
    }

    @Test
    void aSpanOfMoreThanHalfOfAllLongsHasNoDivisor() {
        // Wrapped differences are multiples of 3 where true ones are not.
        check(longs(3_000, row -> row % 2 == 0 ? Long.MIN_VALUE : Long.MAX_VALUE - row % 3), null);
        check(longs(3_000, row -> (row % 5 - 2) * (Long.MAX_VALUE / 2)), null);
    }

    @Test
    void randomNumbersStayPlain() {
        EncodedBlock block = check(longs(BLOCK_ROWS, _ -> random.nextLong()), null);
        assertEquals(Encoding.PLAIN, block.encoding());
    }

    @Test
    void bothKernelsWriteTheSameBytes() {
        BlockOutput other = new BlockOutput(arena, 64);
        long[] values = longs(10_000, row -> row * 1_000L + random.nextInt(1 << (row % 30)));
        int length = encoder.encodeLongs(values, null, 0, values.length, output);
        new BlockEncoder(EncodedBlock.Kernels.SCALAR)
                .encodeLongs(values, null, 0, values.length, other);
        assertEquals(
                -1,
                output.segment()
                        .asSlice(0, length)
                        .mismatch(other.segment().asSlice(0, other.lengthBytes())));
    }

    /** Encodes the values behind other ones, opens the block and compares everything with them. */
    private EncodedBlock check(long[] values, long @Nullable [] validity) {
        int from = random.nextInt(130);
        int count = values.length;
        long[] column = longs(from + count + 3, _ -> random.nextLong());
        System.arraycopy(values, 0, column, from, count);
        long offset = output.lengthBytes();
        int length =
                encoder.encodeLongs(
                        column, BlockChecks.shifted(validity, from, count), from, count, output);
        assertEquals(offset + length, output.lengthBytes());
        EncodedBlock block = EncodedBlock.open(output.segment(), offset);
        block.verify();
        assertEquals(length, block.lengthBytes());
        assertEquals(VectorKind.LONGS, block.kind());
        BlockChecks.checkNulls(block, validity, count);
        checkExtremes(block, row -> values[row]);
        EncodedBlock scalar =
                EncodedBlock.open(output.segment(), offset, EncodedBlock.Kernels.SCALAR);
        long[] out = new long[VECTOR_ROWS];
        long[] scalarOut = new long[VECTOR_ROWS];
        for (int vector = 0; vector < block.vectorCount(); vector++) {
            block.decodeLongs(vector, out);
            scalar.decodeLongs(vector, scalarOut);
            int rows = block.vectorRowCount(vector);
            assertArrayEquals(Arrays.copyOf(scalarOut, rows), Arrays.copyOf(out, rows));
            for (int index = 0; index < rows; index++) {
                int row = vector * VECTOR_ROWS + index;
                if (block.isPresent(row)) {
                    assertEquals(values[row], out[index], "row " + row);
                }
                if (count < 5_000 || index % 97 == 0) {
                    assertEquals(out[index], block.longAt(row), "row " + row);
                }
            }
            int[] some = BlockChecks.someRows(random, rows);
            long[] read = new long[some.length + 1];
            block.longsAt(vector, some, some.length, read, 1);
            for (int index = 0; index < some.length; index++) {
                assertEquals(out[some[index]], read[index + 1], "row " + some[index]);
            }
        }
        checkScans(block, scalar, validity, values);
        if (output.lengthBytes() > 1 << 22) {
            output.clear();
        }
        return block;
    }

    /** Sums and filters of the encoded values against the values. */
    private void checkScans(
            EncodedBlock block, EncodedBlock scalar, long @Nullable [] validity, long[] values) {
        BigInteger sum = BigInteger.ZERO;
        long[] bits = new long[BlockLayout.VECTOR_VALIDITY_WORDS];
        long[] scalarBits = new long[BlockLayout.VECTOR_VALIDITY_WORDS];
        for (int row = 0; row < values.length; row++) {
            if (block.isPresent(row)) {
                sum = sum.add(BigInteger.valueOf(values[row]));
            }
        }
        if (block.hasSum()) {
            assertEquals(sum, BigInteger.valueOf(block.sum()));
        } else {
            assertTrue(block.nullCount() == values.length || isFarFromZero(block));
        }
        if (!block.isScannable()) {
            return;
        }
        for (int vector = 0; vector < block.vectorCount(); vector++) {
            int first = vector * VECTOR_ROWS;
            int rows = block.vectorRowCount(vector);
            if (block.vectorNullCount(vector) == 0) {
                long expected = Arrays.stream(values, first, first + rows).sum();
                assertEquals(expected, block.sumLongs(vector));
                assertEquals(expected, scalar.sumLongs(vector));
            }
            long low = bound(values, first + random.nextInt(rows));
            long high = bound(values, first + random.nextInt(rows));
            Arrays.fill(bits, -1);
            block.selectRange(vector, low, high, bits);
            scalar.selectRange(vector, low, high, scalarBits);
            assertArrayEquals(scalarBits, bits);
            for (int index = 0; index < VECTOR_ROWS; index++) {
                boolean isIn = (bits[index / 64] >>> index & 1) != 0;
                if (index >= rows) {
                    assertFalse(isIn, "row " + index + " of " + rows);
                } else if (validity == null || block.isPresent(first + index)) {
                    long value = values[first + index];
                    assertEquals(value >= low && value <= high, isIn, "row " + index);
                }
            }
        }
    }

    private static boolean isFarFromZero(EncodedBlock block) {
        long limit = Long.MAX_VALUE / BLOCK_ROWS;
        return block.minimum() < -limit || block.maximum() > limit;
    }

    /** A value, a neighbour of one, or an end of all longs. */
    private long bound(long[] values, int row) {
        return switch (random.nextInt(8)) {
            case 0 -> Long.MIN_VALUE;
            case 1 -> Long.MAX_VALUE;
            default -> values[row] + random.nextInt(3) - 1;
        };
    }

    private void checkCodes(int[] codes, long @Nullable [] validity) {
        int count = codes.length;
        output.clear();
        encoder.encodeCodes(codes, validity, 0, count, output);
        EncodedBlock block = EncodedBlock.open(output.segment(), 0);
        block.verify();
        BlockChecks.checkNulls(block, validity, count);
        checkExtremes(block, row -> codes[row]);
        checkCodeSelection(block, codes);
        int[] out = new int[VECTOR_ROWS];
        for (int row = 0; row < count; row++) {
            if (row % VECTOR_ROWS == 0) {
                block.decodeCodes(row / VECTOR_ROWS, out);
            }
            assertEquals(out[row % VECTOR_ROWS], block.codeAt(row));
            if (row % VECTOR_ROWS == 0) {
                int vector = row / VECTOR_ROWS;
                int[] some = BlockChecks.someRows(random, block.vectorRowCount(vector));
                int[] read = new int[some.length + 1];
                block.codesAt(vector, some, some.length, read, 1);
                for (int index = 0; index < some.length; index++) {
                    assertEquals(out[some[index]], read[index + 1], "row " + some[index]);
                }
            }
            if (block.isPresent(row)) {
                assertEquals(codes[row], out[row % VECTOR_ROWS], "row " + row);
            }
        }
    }

    private void checkCodeSelection(EncodedBlock block, int[] codes) {
        if (!block.isScannable()) {
            return;
        }
        long[] bits = new long[BlockLayout.VECTOR_VALIDITY_WORDS];
        for (int vector = 0; vector < block.vectorCount(); vector++) {
            int first = vector * VECTOR_ROWS;
            int code = codes[first + random.nextInt(block.vectorRowCount(vector))];
            block.selectRange(vector, code, code, bits);
            for (int index = 0; index < block.vectorRowCount(vector); index++) {
                if (block.isPresent(first + index)) {
                    boolean isIn = (bits[index / 64] >>> index & 1) != 0;
                    assertEquals(codes[first + index] == code, isIn);
                }
            }
        }
    }

    private static void checkExtremes(EncodedBlock block, IntToLongFunction value) {
        long blockMinimum = Long.MAX_VALUE;
        long blockMaximum = Long.MIN_VALUE;
        for (int vector = 0; vector < block.vectorCount(); vector++) {
            long minimum = Long.MAX_VALUE;
            long maximum = Long.MIN_VALUE;
            for (int index = 0; index < block.vectorRowCount(vector); index++) {
                int row = vector * VECTOR_ROWS + index;
                if (block.isPresent(row)) {
                    minimum = Math.min(minimum, value.applyAsLong(row));
                    maximum = Math.max(maximum, value.applyAsLong(row));
                }
            }
            if (minimum <= maximum) {
                assertEquals(minimum, block.vectorMinimum(vector));
                assertEquals(maximum, block.vectorMaximum(vector));
                assertEquals(minimum == maximum, block.isConstant(vector));
            }
            blockMinimum = Math.min(blockMinimum, minimum);
            blockMaximum = Math.max(blockMaximum, maximum);
        }
        if (blockMinimum <= blockMaximum) {
            assertEquals(blockMinimum, block.minimum());
            assertEquals(blockMaximum, block.maximum());
        }
    }

    private static long[] longs(int count, IntToLongFunction value) {
        long[] values = new long[count];
        Arrays.setAll(values, value);
        return values;
    }

    private long randomBits(int bits) {
        return bits == 0 ? 0 : random.nextLong() >>> (64 - bits);
    }

    private long[] randomValidity(int count, double nullShare) {
        return BlockChecks.validity(count, _ -> random.nextDouble() >= nullShare);
    }

    private static long[] wholeVectorsOfNulls(int count) {
        return BlockChecks.validity(count, row -> row / VECTOR_ROWS % 2 == 1);
    }
}
