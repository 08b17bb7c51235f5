package dev.tidemark.core.encoding.kernel;

import static dev.tidemark.core.encoding.kernel.PackingKernel.VECTOR_ROWS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.encoding.Randomness;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Both twins against each other and against a reader that takes the layout bit by bit. */
class PackingKernelTest {
    private static final int GUARD_BYTES = 64;
    private static final byte GUARD = 0x5A;

    private final Random random = Randomness.random();
    private final Arena arena = Arena.ofConfined();
    private final PackingKernel scalar = new ScalarPackingKernel();
    private final PackingKernel vector = new VectorPackingKernel();
    private final MemorySegment scalarBytes = allocate();
    private final MemorySegment vectorBytes = allocate();

    @AfterEach
    void close() {
        arena.close();
    }

    @Test
    void twinsAgreeForEveryWidthAndLength() {
        for (int width = 1; width <= 64; width++) {
            for (int rowCount = 1; rowCount <= 130; rowCount++) {
                check(width, rowCount, 1);
            }
            check(width, VECTOR_ROWS - 1, 1);
            check(width, VECTOR_ROWS, 1);
            check(width, VECTOR_ROWS, 10_000_000);
        }
    }

    @Test
    void widthZeroNeedsNoBytes() {
        Packing packing = new Packing(130, 0, -5, 3);
        assertEquals(0, packing.lengthBytes());
        for (PackingKernel kernel : new PackingKernel[] {scalar, vector}) {
            long[] longs = new long[130];
            kernel.unpack(packing, MemorySegment.NULL, 0, longs);
            int[] ints = new int[130];
            kernel.unpack(packing, MemorySegment.NULL, 0, ints);
            for (int row = 0; row < 130; row++) {
                assertEquals(-5, longs[row]);
                assertEquals(-5, ints[row]);
                assertEquals(-5, packing.longAt(MemorySegment.NULL, 0, row));
                assertEquals(-5, packing.intAt(MemorySegment.NULL, 0, row));
            }
        }
    }

    @Test
    void stridedSumsAgree() {
        for (int rowCount = 0; rowCount <= VECTOR_ROWS; rowCount += rowCount < 130 ? 1 : 149) {
            long[] values = random.longs(VECTOR_ROWS).toArray();
            long[] byScalar = values.clone();
            long[] byVector = values.clone();
            int padded = (rowCount + 15) / 16 * 16;
            scalar.sumStrided(byScalar, rowCount);
            vector.sumStrided(byVector, rowCount);
            for (int row = 0; row < VECTOR_ROWS; row++) {
                long expected = values[row];
                for (int before = row - 16; row < padded && before >= 0; before -= 16) {
                    expected += values[before];
                }
                assertEquals(expected, byScalar[row], "row " + row);
                assertEquals(expected, byVector[row], "row " + row);
            }
        }
    }

    @Test
    void aSegmentThatIsTooShortIsRefused() {
        Packing packing = new Packing(VECTOR_ROWS, 7, 0, 1);
        MemorySegment segment = arena.allocate(7 * 128 - 1);
        for (PackingKernel kernel : new PackingKernel[] {scalar, vector}) {
            assertThrows(
                    IndexOutOfBoundsException.class,
                    () -> kernel.unpack(packing, segment, 0, new long[VECTOR_ROWS]));
            assertThrows(
                    IndexOutOfBoundsException.class,
                    () -> kernel.pack16(new long[VECTOR_ROWS], 0, packing, segment, 0));
        }
    }

    private void check(int width, int rowCount, long divisor) {
        long[] numbers = new long[VECTOR_ROWS];
        for (int row = 0; row < rowCount; row++) {
            // Mostly random, with the extremes of the width among them.
            numbers[row] = row % 7 == 3 ? -1L >>> (64 - width) : random.nextLong() >>> (64 - width);
        }
        long reference = random.nextLong();
        int from = random.nextInt(9);
        long[] values = new long[from + VECTOR_ROWS];
        Arrays.setAll(values, index -> index < from ? 7 : reference + numbers[index - from]);
        Packing packed = new Packing(rowCount, width, reference, 1);
        scalarBytes.fill(GUARD);
        vectorBytes.fill(GUARD);
        scalar.pack(values, from, packed, scalarBytes, 0);
        vector.pack(values, from, packed, vectorBytes, 0);
        assertEquals(-1, scalarBytes.mismatch(vectorBytes), "width " + width);
        int length = packed.lengthBytes();
        for (int guard = 0; guard < GUARD_BYTES; guard++) {
            assertEquals(GUARD, scalarBytes.get(ValueLayout.JAVA_BYTE, length + guard));
        }
        Packing packing = new Packing(rowCount, width, reference, divisor);
        long[] byScalar = new long[VECTOR_ROWS];
        long[] byVector = new long[VECTOR_ROWS];
        scalar.unpack(packing, scalarBytes, 0, byScalar);
        vector.unpack(packing, scalarBytes, 0, byVector);
        for (int row = 0; row < rowCount; row++) {
            String place = "width " + width + ", row " + row + " of " + rowCount;
            assertEquals(numbers[row], bitByBit(scalarBytes, width, row, 64), place);
            assertEquals(numbers[row], Packing.numberAt(scalarBytes, 0, row, width), place);
            long expected = reference + divisor * numbers[row];
            assertEquals(expected, byScalar[row], place);
            assertEquals(expected, byVector[row], place);
            assertEquals(expected, packing.longAt(scalarBytes, 0, row), place);
        }
        if (width <= 32 && divisor == 1) {
            checkInts(new Packing(rowCount, width, (int) reference, 1), numbers);
        }
    }

    private void checkInts(Packing packing, long[] numbers) {
        int rowCount = packing.rowCount();
        int from = random.nextInt(9);
        int[] values = new int[from + VECTOR_ROWS];
        for (int row = 0; row < VECTOR_ROWS; row++) {
            values[from + row] = (int) (packing.reference() + numbers[row]);
        }
        scalarBytes.fill(GUARD);
        vectorBytes.fill(GUARD);
        scalar.pack(values, from, packing, scalarBytes, 0);
        vector.pack(values, from, packing, vectorBytes, 0);
        assertEquals(-1, scalarBytes.mismatch(vectorBytes), "width " + packing.width());
        int[] byScalar = new int[VECTOR_ROWS];
        int[] byVector = new int[VECTOR_ROWS];
        scalar.unpack(packing, scalarBytes, 0, byScalar);
        vector.unpack(packing, scalarBytes, 0, byVector);
        for (int row = 0; row < rowCount; row++) {
            String place = "width " + packing.width() + ", row " + row + " of " + rowCount;
            assertEquals(numbers[row], bitByBit(scalarBytes, packing.width(), row, 32), place);
            assertEquals(values[from + row], byScalar[row], place);
            assertEquals(values[from + row], byVector[row], place);
            assertEquals(values[from + row], packing.intAt(scalarBytes, 0, row), place);
        }
    }

    /** Reads a number as the package documentation describes the layout. */
    private static long bitByBit(MemorySegment packed, int width, int row, int columnBits) {
        int laneBits = width <= 16 ? 16 : width <= 32 ? 32 : 64;
        int columns = 1_024 / columnBits;
        int lanesOfColumn = columnBits / laneBits;
        int lane = row % columns * lanesOfColumn + row / columns % lanesOfColumn;
        int index = row / (columns * lanesOfColumn);
        long number = 0;
        for (int bit = 0; bit < width; bit++) {
            int laneBit = index * width + bit;
            int bitOfWord = laneBit % laneBits;
            long at = 128L * (laneBit / laneBits) + lane * laneBits / 8 + bitOfWord / 8;
            int isSet = packed.get(ValueLayout.JAVA_BYTE, at) >>> (bitOfWord % 8) & 1;
            number |= (long) isSet << bit;
        }
        return number;
    }

    private MemorySegment allocate() {
        MemorySegment segment = arena.allocate(64 * 128 + GUARD_BYTES, 64);
        assertTrue(segment.isNative());
        return segment;
    }
}
