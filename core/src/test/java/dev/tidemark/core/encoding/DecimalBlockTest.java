package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.VECTOR_ROWS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Blocks of floating point numbers that are decimals, wholly, mostly or in parts. */
class DecimalBlockTest {
    private static final int[] ROW_COUNTS = {1, 2, 63, 1_023, 1_024, 1_025, 2_500, 5_000};

    private static final double[] OTHERS = {
        -0.0,
        Double.NaN,
        Double.longBitsToDouble(0x7FF0_0000_0000_0001L), // a signalling NaN
        Double.longBitsToDouble(0xFFF8_DEAD_BEEF_0001L),
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        -Double.MIN_NORMAL,
        Double.MAX_VALUE,
        0x1p51,
        -0x1p51,
        0x1p60,
        Math.PI
    };

    private final Random random = Randomness.random();
    private final Arena arena = Arena.ofConfined();
    private final BlockEncoder encoder = new BlockEncoder();
    private final BlockEncoder scalarEncoder = new BlockEncoder(EncodedBlock.Kernels.SCALAR);
    private final BlockOutput output = new BlockOutput(arena, 1 << 16);
    private final BlockOutput scalarOutput = new BlockOutput(arena, 1 << 16);

    @AfterEach
    void close() {
        arena.close();
    }

    @Test
    void decimalsOfEveryShapeKeepEveryBit() {
        for (int digits = 0; digits <= 18; digits++) {
            for (double share : new double[] {0, 0.01, 0.3}) {
                for (int round = 0; round < 3; round++) {
                    int count = ROW_COUNTS[random.nextInt(ROW_COUNTS.length)];
                    double[] values = decimals(count, digits, share);
                    check(values, null, false);
                    check(values, validity(count, 0.1), false);
                    double[] floats = floats(values);
                    check(floats, null, true);
                    check(floats, validity(count, 0.5), true);
                }
            }
        }
    }

    @Test
    void vectorsOfOneBlockMayDiffer() {
        for (int round = 0; round < 20; round++) {
            double[] values = decimals(7 * VECTOR_ROWS + 5, random.nextInt(4), 0);
            for (int vector = 0; vector < 7; vector++) {
                int first = vector * VECTOR_ROWS;
                switch (random.nextInt(6)) {
                    case 0 -> Arrays.fill(values, first, first + VECTOR_ROWS, values[first]);
                    case 1 -> fill(values, first, () -> random.nextInt(-5, 5) * 40);
                    case 2 -> fill(values, first, random::nextDouble);
                    case 3 -> fill(values, first, () -> OTHERS[random.nextInt(OTHERS.length)]);
                    case 4 -> values[first + random.nextInt(VECTOR_ROWS)] = Double.NaN;
                    default -> {}
                }
            }
            check(values, null, false);
            check(values, validity(values.length, 0.2), false);
            check(floats(values), null, true);
        }
    }

    @Test
    void theGreatestNumbersThatAreCountedAndThoseBeyond() {
        double limit = 0x1p51;
        double[] values = new double[VECTOR_ROWS + 7];
        Arrays.setAll(values, row -> (row % 2 == 0 ? limit : -limit) + row % 5 - 2);
        check(values, null, false);
        Arrays.setAll(values, row -> (row % 2 == 0 ? limit : -limit) + (row % 2 == 0 ? -1 : 1));
        check(values, null, false);
        Arrays.setAll(values, row -> limit - 1 - row % 1_000);
        check(values, null, false);
        assertEquals(Encoding.DECIMAL, EncodedBlock.open(output.segment(), 0).encoding());
    }

    @Test
    void valuesThatNoFloatHoldsAreRounded() {
        for (int count : ROW_COUNTS) {
            double[] values = new double[count];
            Arrays.setAll(values, _ -> random.nextInt(10_000) / 100.0);
            double[] rounded = floats(values);
            output.clear();
            encoder.encodeFloats(values, null, 0, count, output);
            compare(rounded, null, EncodedBlock.open(output.segment(), 0));
        }
    }

    @Test
    void twoDigitsTakeTheirBitsAndNotMore() {
        double[] values = new double[BlockLayout.BLOCK_ROWS];
        Arrays.setAll(values, _ -> random.nextInt(10_001) / 100.0);
        assertTrue(
                encoder.encodeDoubles(values, null, 0, values.length, output) < 14.5 / 8 * 65_536);
        output.clear();
        double[] floats = floats(values);
        assertTrue(
                encoder.encodeFloats(floats, null, 0, floats.length, output) < 14.5 / 8 * 65_536);
    }

    private interface Source {
        double next();
    }

    private static void fill(double[] values, int first, Source source) {
        for (int row = first; row < first + VECTOR_ROWS; row++) {
            values[row] = source.next();
        }
    }

    private double[] decimals(int count, int digits, double otherShare) {
        double power = Math.pow(10, digits);
        long bound = 1L << random.nextInt(1, 48);
        long step = random.nextBoolean() ? 1 : random.nextLong(1, 1_000);
        double[] values = new double[count];
        for (int row = 0; row < count; row++) {
            long number = random.nextLong(-bound, bound) / step * step;
            boolean isOther = random.nextDouble() < otherShare;
            values[row] = isOther ? OTHERS[random.nextInt(OTHERS.length)] : number / power;
        }
        return values;
    }

    private static double[] floats(double[] values) {
        double[] floats = new double[values.length];
        Arrays.setAll(floats, row -> SingleBits.round(values[row]));
        return floats;
    }

    private long[] validity(int count, double nullShare) {
        return BlockChecks.validity(count, _ -> random.nextDouble() >= nullShare);
    }

    /** Encodes the values behind other ones, by both kernels, and reads them by both. */
    private void check(double[] values, long @Nullable [] validity, boolean isSingle) {
        int count = values.length;
        int from = random.nextInt(130);
        double[] column = new double[from + count + 3];
        Arrays.fill(column, Math.E);
        System.arraycopy(values, 0, column, from, count);
        long[] bits = BlockChecks.shifted(validity, from, count);
        output.clear();
        scalarOutput.clear();
        int length;
        if (isSingle) {
            length = encoder.encodeFloats(column, bits, from, count, output);
            scalarEncoder.encodeFloats(column, bits, from, count, scalarOutput);
        } else {
            length = encoder.encodeDoubles(column, bits, from, count, output);
            scalarEncoder.encodeDoubles(column, bits, from, count, scalarOutput);
        }
        assertEquals(length, scalarOutput.lengthBytes());
        assertEquals(
                -1,
                output.segment()
                        .asSlice(0, length)
                        .mismatch(scalarOutput.segment().asSlice(0, length)));
        EncodedBlock block = EncodedBlock.open(output.segment(), 0);
        block.verify();
        BlockChecks.checkNulls(block, validity, count);
        compare(values, validity, block);
        compare(
                values,
                validity,
                EncodedBlock.open(output.segment(), 0, EncodedBlock.Kernels.SCALAR));
    }

    private static void compare(double[] values, long @Nullable [] validity, EncodedBlock block) {
        double[] out = new double[VECTOR_ROWS];
        for (int row = 0; row < values.length; row++) {
            if (row % VECTOR_ROWS == 0) {
                int vector = row / VECTOR_ROWS;
                block.decodeDoubles(vector, out);
                int[] some = BlockChecks.someRows(new Random(row), block.vectorRowCount(vector));
                double[] read = new double[some.length + 1];
                block.doublesAt(vector, some, some.length, read, 1);
                for (int index = 0; index < some.length; index++) {
                    long expected = Double.doubleToRawLongBits(out[some[index]]);
                    assertEquals(expected, Double.doubleToRawLongBits(read[index + 1]));
                }
            }
            if (validity == null || block.isPresent(row)) {
                long expected = Double.doubleToRawLongBits(values[row]);
                double decoded = out[row % VECTOR_ROWS];
                assertEquals(expected, Double.doubleToRawLongBits(decoded), "row " + row);
                double single = block.doubleAt(row);
                assertEquals(expected, Double.doubleToRawLongBits(single), "row " + row);
            }
        }
    }
}
