package dev.tidemark.core.encoding.kernel;

import static dev.tidemark.core.encoding.kernel.PackingKernel.VECTOR_ROWS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidemark.core.encoding.Randomness;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Both twins against each other and against the unpacked numbers. */
class PackedScanKernelTest {
    private final Random random = Randomness.random();
    private final Arena arena = Arena.ofConfined();
    private final PackedScanKernel[] twins = {
        new ScalarPackedScanKernel(), new VectorPackedScanKernel()
    };
    private final PackingKernel packer = new ScalarPackingKernel();
    private final MemorySegment packed = arena.allocate(64 * PackingKernel.WORD_ROW_BYTES, 64);

    @AfterEach
    void close() {
        arena.close();
    }

    @Test
    void twinsAgreeForEveryWidthAndLength() {
        for (int width = 1; width <= 64; width++) {
            for (int rowCount = 1; rowCount <= 130; rowCount++) {
                check(width, rowCount);
            }
            check(width, VECTOR_ROWS - 1);
            check(width, VECTOR_ROWS);
        }
    }

    @Test
    void theGreatestNumbersOverflowNoSum() {
        for (int width = 1; width <= 64; width++) {
            long greatest = -1L >>> (64 - width);
            long[] numbers = new long[VECTOR_ROWS];
            Arrays.fill(numbers, greatest);
            Packing packing = new Packing(VECTOR_ROWS, width, 0, 1);
            packer.pack(numbers, 0, packing, packed, 0);
            for (PackedScanKernel twin : twins) {
                assertEquals(
                        VECTOR_ROWS * greatest, twin.sum(packing, packed, 0), "width " + width);
            }
        }
    }

    private void check(int width, int rowCount) {
        long greatest = -1L >>> (64 - width);
        long[] numbers = new long[VECTOR_ROWS];
        for (int row = 0; row < rowCount; row++) {
            numbers[row] = row % 7 == 3 ? greatest : random.nextLong() >>> (64 - width);
        }
        Packing packing = new Packing(rowCount, width, 0, 1);
        packer.pack(numbers, 0, packing, packed, 0);
        long sum = Arrays.stream(numbers).sum();
        long one = numbers[random.nextInt(rowCount)];
        long other = random.nextLong() & greatest;
        boolean ordered = Long.compareUnsigned(one, other) <= 0;
        PackedRange[] ranges = {
            new PackedRange(one, one),
            new PackedRange(0, greatest),
            new PackedRange(ordered ? one : other, ordered ? other : one)
        };
        for (PackedScanKernel twin : twins) {
            assertEquals(sum, twin.sum(packing, packed, 0), "width " + width);
            for (PackedRange range : ranges) {
                long[] bits = new long[PackedScanKernel.WORDS];
                Arrays.fill(bits, -1);
                twin.selectLongs(packing, packed, 0, range, bits);
                assertArrayEquals(expected(numbers, rowCount, range), bits, "width " + width);
            }
        }
        if (width <= 32) {
            checkInts(numbers, packing, ranges);
        }
    }

    private void checkInts(long[] numbers, Packing packing, PackedRange[] ranges) {
        int[] ints = new int[VECTOR_ROWS];
        Arrays.setAll(ints, row -> (int) numbers[row]);
        packer.pack(ints, 0, packing, packed, 0);
        for (PackedScanKernel twin : twins) {
            for (PackedRange range : ranges) {
                long[] bits = new long[PackedScanKernel.WORDS];
                Arrays.fill(bits, -1);
                twin.selectInts(packing, packed, 0, range, bits);
                assertArrayEquals(
                        expected(numbers, packing.rowCount(), range),
                        bits,
                        "width " + packing.width());
            }
        }
    }

    private static long[] expected(long[] numbers, int rowCount, PackedRange range) {
        long[] bits = new long[PackedScanKernel.WORDS];
        for (int row = 0; row < rowCount; row++) {
            boolean isIn =
                    Long.compareUnsigned(numbers[row], range.low()) >= 0
                            && Long.compareUnsigned(numbers[row], range.high()) <= 0;
            bits[row / 64] |= (isIn ? 1L : 0) << row % 64;
        }
        return bits;
    }
}
