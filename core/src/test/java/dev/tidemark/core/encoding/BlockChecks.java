package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.VECTOR_ROWS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** What the tests of all kinds of blocks share: validity bitmaps, built and compared naively. */
final class BlockChecks {
    private BlockChecks() {}

    static long[] validity(int count, IntPredicate present) {
        long[] validity = new long[(count + 63) / 64];
        for (int row = 0; row < count; row++) {
            if (present.test(row)) {
                validity[row / 64] |= 1L << (row % 64);
            }
        }
        return validity;
    }

    /** The bitmap with {@code from} more rows before its first, all present. */
    static long @Nullable [] shifted(long @Nullable [] validity, int from, int count) {
        if (validity == null) {
            return null;
        }
        return validity(
                from + count + 3, row -> row < from || isPresent(validity, count, row - from));
    }

    private static boolean isPresent(long @Nullable [] validity, int count, int row) {
        return validity == null || row >= count || (validity[row / 64] & 1L << (row % 64)) != 0;
    }

    /** Up to 40 of a vector's rows, ascending or not, the first and the last among them. */
    static int[] someRows(Random random, int vectorRows) {
        int[] rows = random.ints(2 + random.nextInt(39), 0, vectorRows).toArray();
        rows[0] = vectorRows - 1;
        rows[rows.length - 1] = 0;
        return rows;
    }

    static void checkNulls(EncodedBlock block, long @Nullable [] validity, int count) {
        assertEquals(count, block.rowCount());
        long[] out = new long[BlockLayout.VECTOR_VALIDITY_WORDS];
        int nulls = 0;
        for (int vector = 0; vector < block.vectorCount(); vector++) {
            int first = vector * VECTOR_ROWS;
            int rows = block.vectorRowCount(vector);
            assertEquals(Math.min(VECTOR_ROWS, count - first), rows);
            Arrays.fill(out, -1);
            int vectorNulls = block.decodeValidity(vector, out);
            assertEquals(vectorNulls, block.vectorNullCount(vector));
            for (int index = 0; index < (rows + 63) / 64 * 64; index++) {
                boolean expected = index < rows && isPresent(validity, count, first + index);
                assertEquals(expected, (out[index / 64] & 1L << (index % 64)) != 0);
                if (index < rows) {
                    assertEquals(expected, block.isPresent(first + index));
                    nulls += expected ? 0 : 1;
                }
            }
        }
        assertEquals(nulls, block.nullCount());
    }
}
