package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.BLOCK_ROWS;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a row of server metrics takes: 1,000 hosts report ten tags and ten percentages. */
class BlockSizeTest {
    private static final int HOSTS = 1_000;
    private static final int[] TAG_VALUES = {HOSTS, 9, 25, 100, 3, 2, 4, 20, 2, 3};
    private static final int METRICS = 10;
    private static final int BLOCKS = 3;

    @Test
    void aRowOfMetricsTakesAtMostSixteenBytes() {
        Random random = Randomness.random();
        try (Arena arena = Arena.ofConfined()) {
            BlockEncoder encoder = new BlockEncoder();
            BlockOutput output = new BlockOutput(arena, 1 << 20);
            int rows = BLOCKS * BLOCK_ROWS;
            long[] times = new long[rows];
            for (int row = 0; row < rows; row++) {
                times[row] = 1_451_606_400_000_000L + row / HOSTS * 10_000_000L;
            }
            encode(times, encoder, output);
            for (int tag = 0; tag < TAG_VALUES.length; tag++) {
                int[] ofHost = random.ints(HOSTS, 0, TAG_VALUES[tag]).toArray();
                int[] codes = new int[rows];
                for (int row = 0; row < rows; row++) {
                    codes[row] = tag == 0 ? row % HOSTS : ofHost[row % HOSTS];
                }
                for (int block = 0; block < BLOCKS; block++) {
                    encoder.encodeCodes(codes, null, block * BLOCK_ROWS, BLOCK_ROWS, output);
                }
            }
            for (int metric = 0; metric < METRICS; metric++) {
                encode(random.longs(rows, 0, 101).toArray(), encoder, output);
            }
            double rowBytes = (double) output.lengthBytes() / rows;
            assertTrue(rowBytes <= 15, rowBytes + " bytes a row");
        }
    }

    private static void encode(long[] column, BlockEncoder encoder, BlockOutput output) {
        for (int block = 0; block < BLOCKS; block++) {
            encoder.encodeLongs(column, null, block * BLOCK_ROWS, BLOCK_ROWS, output);
        }
    }
}
