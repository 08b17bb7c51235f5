package dev.tidemark.core.encoding.kernel;

import static dev.tidemark.core.encoding.kernel.PackingKernel.VECTOR_ROWS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.encoding.Randomness;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DecimalKernelTest {
    private final Random random = Randomness.random();
    private final Arena arena = Arena.ofConfined();
    private final DecimalKernel scalar = new ScalarDecimalKernel();
    private final DecimalKernel vector = new VectorDecimalKernel();
    private final PackingKernel packer = new ScalarPackingKernel();

    @AfterEach
    void close() {
        arena.close();
    }

    @Test
    void everyDecimalNumberOfFifteenFiguresIsExact() {
        for (int round = 0; round < 20_000; round++) {
            int digits = random.nextInt(DecimalForm.MAXIMUM_DIGITS + 1);
            long number = random.nextLong() % (1L << random.nextInt(1, 50));
            double value = Double.parseDouble(BigDecimal.valueOf(number, digits).toString());
            DecimalForm form = new DecimalForm(digits, false);
            assertEquals(value, form.decode(number), () -> number + " with digits " + digits);
            assertTrue(form.isExact(value), () -> number + " with digits " + digits);
        }
    }

    @Test
    void whatIsNoDecimalNumberIsAnException() {
        double[] others = {
            -0.0,
            Double.NaN,
            Double.longBitsToDouble(0x7FF0_0000_0000_0001L),
            Double.longBitsToDouble(0xFFF8_0000_DEAD_BEEFL),
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.MIN_VALUE,
            Double.MIN_NORMAL,
            Double.MAX_VALUE,
            -0x1p51,
            0x1p60,
            Math.nextUp(0.1),
            1e300
        };
        DecimalNumbers byScalar = new DecimalNumbers();
        DecimalNumbers byVector = new DecimalNumbers();
        for (int digits = 0; digits <= DecimalForm.MAXIMUM_DIGITS; digits++) {
            DecimalForm form = new DecimalForm(digits, false);
            byScalar.clear(others.length);
            byVector.clear(others.length);
            scalar.encode(others, 0, others.length, form, byScalar);
            vector.encode(others, 0, others.length, form, byVector);
            assertEquals(others.length, byScalar.exceptionCount(), "digits " + digits);
            assertEquals(others.length, byVector.exceptionCount(), "digits " + digits);
        }
        assertTrue(new DecimalForm(0, false).isExact(0x1p51 - 1));
        assertFalse(new DecimalForm(0, true).isExact(0.1));
        assertTrue(new DecimalForm(1, true).isExact(0.1f));
    }

    @Test
    void twinsFindTheSameNumbersAndExceptionsForEveryLength() {
        for (int length = 0; length <= 130; length++) {
            for (boolean isSingle : new boolean[] {false, true}) {
                int digits = random.nextInt(6);
                int from = random.nextInt(9);
                double[] values = new double[from + length];
                for (int row = from; row < values.length; row++) {
                    double value = random.nextInt(-100_000, 100_000) / 100.0;
                    value = random.nextInt(9) == 0 ? special() : value;
                    values[row] = isSingle ? (float) value : value;
                }
                checkEncoding(values, from, new DecimalForm(digits, isSingle));
            }
        }
    }

    private void checkEncoding(double[] values, int from, DecimalForm form) {
        int length = values.length - from;
        int firstRow = random.nextInt(200);
        DecimalNumbers byScalar = new DecimalNumbers();
        DecimalNumbers byVector = new DecimalNumbers();
        for (DecimalNumbers numbers : new DecimalNumbers[] {byScalar, byVector}) {
            numbers.clear(firstRow + length);
            numbers.startVector(firstRow);
        }
        scalar.encode(values, from, length, form, byScalar);
        vector.encode(values, from, length, form, byVector);
        int exceptions = 0;
        assertEquals(byScalar.exceptionCount(), byVector.exceptionCount());
        for (int row = 0; row < length; row++) {
            double value = values[from + row];
            if (form.isExact(value)) {
                long number = byScalar.numbers()[firstRow + row];
                assertEquals(number, byVector.numbers()[firstRow + row]);
                assertEquals(value, form.decode(number));
            } else {
                assertEquals(row, byScalar.exceptionRow(exceptions));
                assertEquals(row, byVector.exceptionRow(exceptions));
                exceptions++;
            }
        }
        assertEquals(exceptions, byScalar.exceptionCount());
    }

    @Test
    void twinsAgreeOnWhatFloatsHoldForEveryLength() {
        double[] others = {
            0.1,
            Math.PI,
            Double.NaN,
            Double.longBitsToDouble(0x7FF0_0000_2000_0000L),
            Double.MIN_VALUE,
            -1e-60,
            Double.MAX_VALUE,
            Math.nextUp((double) Float.MAX_VALUE),
            (double) Float.MIN_VALUE / 2
        };
        float[] floats = {
            0.1f,
            -0.0f,
            Float.MIN_VALUE,
            -Float.MIN_NORMAL,
            Float.MAX_VALUE,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY
        };
        for (int length = 0; length <= 130; length++) {
            int from = random.nextInt(9);
            double[] values = new double[from + length + 1];
            Arrays.fill(values, Math.PI);
            for (int row = 0; row < length; row++) {
                values[from + row] = floats[random.nextInt(floats.length)];
            }
            assertTrue(scalar.areSingles(values, from, length), "length " + length);
            assertTrue(vector.areSingles(values, from, length), "length " + length);
            if (length > 0) {
                values[from + random.nextInt(length)] = others[random.nextInt(others.length)];
                assertFalse(scalar.areSingles(values, from, length), "length " + length);
                assertFalse(vector.areSingles(values, from, length), "length " + length);
            }
        }
    }

    @Test
    void rangeOfBitsAtEveryLength() {
        for (int length = 1; length <= 130; length++) {
            int from = random.nextInt(5);
            double[] values = new double[from + length + 3];
            long minimum = Long.MAX_VALUE;
            long maximum = Long.MIN_VALUE;
            for (int index = 0; index < values.length; index++) {
                long bits = random.nextLong() >> random.nextInt(40);
                values[index] = Double.longBitsToDouble(bits);
                if (index >= from && index < from + length) {
                    minimum = Math.min(minimum, bits);
                    maximum = Math.max(maximum, bits);
                }
            }
            for (DecimalKernel twin : List.of(scalar, vector)) {
                Statistics range = new Statistics(IntegerKernel.best());
                twin.measureBits(values, from, length, range);
                assertEquals(minimum, range.minimum(), "length " + length);
                assertEquals(maximum, range.maximum(), "length " + length);
            }
        }
    }

    @Test
    void twinsUnpackTheSameValuesForEveryWidthAndLength() {
        MemorySegment packed = arena.allocate(64 * PackingKernel.WORD_ROW_BYTES, 64);
        for (int width = 1; width <= DecimalForm.MAXIMUM_WIDTH; width++) {
            for (int rowCount = 1; rowCount <= 130; rowCount++) {
                checkUnpacking(width, rowCount, packed);
            }
            checkUnpacking(width, VECTOR_ROWS, packed);
        }
    }

    private void checkUnpacking(int width, int rowCount, MemorySegment packed) {
        long divisor = width > 40 ? 1 : random.nextLong(1, 500);
        long limit = (long) DecimalForm.MAXIMUM_NUMBER;
        long low = random.nextLong(-limit, limit - (divisor << (width - 1)) + 1);
        long highest = Math.min((1L << width) - 1, (limit - low) / divisor);
        long[] numbers = new long[VECTOR_ROWS];
        for (int row = 0; row < rowCount; row++) {
            numbers[row] = row % 5 == 2 ? highest : random.nextLong(highest + 1);
        }
        packer.pack(numbers, 0, new Packing(rowCount, width, 0, 1), packed, 0);
        Packing packing = new Packing(rowCount, width, low, divisor);
        DecimalForm form = new DecimalForm(random.nextInt(19), random.nextBoolean());
        double[] byScalar = new double[VECTOR_ROWS];
        double[] byVector = new double[VECTOR_ROWS];
        scalar.unpack(packing, form, packed, 0, byScalar);
        vector.unpack(packing, form, packed, 0, byVector);
        for (int row = 0; row < rowCount; row++) {
            double expected = form.decode(low + divisor * numbers[row]);
            assertEquals(expected, byScalar[row], "width " + width);
            assertEquals(expected, byVector[row], "width " + width);
        }
    }

    @Test
    void twinsUnpackTheSameBits() {
        MemorySegment packed = arena.allocate(64 * PackingKernel.WORD_ROW_BYTES, 64);
        for (int width = 33; width <= 64; width++) {
            for (int rowCount : new int[] {1, 15, 16, 17, 130, VECTOR_ROWS}) {
                long[] numbers = new long[VECTOR_ROWS];
                for (int row = 0; row < rowCount; row++) {
                    numbers[row] = random.nextLong() >>> (64 - width);
                }
                packer.pack(numbers, 0, new Packing(rowCount, width, 0, 1), packed, 0);
                Packing packing = new Packing(rowCount, width, random.nextLong(), 1);
                double[] byScalar = new double[VECTOR_ROWS];
                double[] byVector = new double[VECTOR_ROWS];
                scalar.unpackBits(packing, packed, 0, byScalar);
                vector.unpackBits(packing, packed, 0, byVector);
                for (int row = 0; row < rowCount; row++) {
                    long expected = packing.reference() + numbers[row];
                    assertEquals(expected, Double.doubleToRawLongBits(byScalar[row]));
                    assertEquals(expected, Double.doubleToRawLongBits(byVector[row]));
                }
            }
        }
    }

    private double special() {
        return switch (random.nextInt(5)) {
            case 0 -> Double.NaN;
            case 1 -> -0.0;
            case 2 -> Double.NEGATIVE_INFINITY;
            case 3 -> Math.PI;
            default -> Double.longBitsToDouble(random.nextLong());
        };
    }
}
