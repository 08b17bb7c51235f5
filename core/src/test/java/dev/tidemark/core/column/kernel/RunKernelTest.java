package dev.tidemark.core.column.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidemark.core.column.kernel.RunCopy.Run;
import dev.tidemark.core.encoding.Randomness;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Both twins against each other and against single values, at every length and any place. */
class RunKernelTest {
    private static final int ROWS = 300;

    private final ScalarRunKernel scalar = new ScalarRunKernel();
    private final VectorRunKernel vector = new VectorRunKernel();

    @Test
    void twinsAgreeAtEveryLength() {
        Random random = Randomness.random();
        try (Arena arena = Arena.ofConfined()) {
            // Not even the memory is aligned.
            MemorySegment chunk = arena.allocate(ROWS * 4L + 1).asSlice(1);
            for (long at = 0; at < chunk.byteSize(); at++) {
                chunk.set(ValueLayout.JAVA_BYTE, at, (byte) random.nextInt());
            }
            for (int count = 0; count <= 130; count++) {
                check(chunk, new Run(random.nextInt(ROWS - 130), count, random.nextInt(9)), random);
            }
        }
    }

    private void check(MemorySegment chunk, Run run, Random random) {
        // What lies beside the run must stay.
        long[] before = random.longs(150).toArray();
        checkLongs(chunk, run, before, RunKernel::bytes, 1);
        checkLongs(chunk, run, before, RunKernel::shorts, 2);
        checkLongs(chunk, run, before, RunKernel::ints, 4);
        double[] ofScalar = random.doubles(150).toArray();
        double[] ofVector = ofScalar.clone();
        scalar.floats(chunk, run, ofScalar);
        vector.floats(chunk, run, ofVector);
        for (int index = 0; index < ofScalar.length; index++) {
            assertEquals(
                    Double.doubleToLongBits(ofScalar[index]),
                    Double.doubleToLongBits(ofVector[index]));
        }
        int shift = random.nextInt();
        int[] offsetsOfScalar = new int[150];
        int[] offsetsOfVector = new int[150];
        scalar.offsets(chunk, run, shift, offsetsOfScalar);
        vector.offsets(chunk, run, shift, offsetsOfVector);
        assertArrayEquals(offsetsOfScalar, offsetsOfVector);
        for (int index = 0; index < run.count(); index++) {
            int offset = chunk.get(ValueLayout.JAVA_INT_UNALIGNED, (run.row() + index) * 4L);
            assertEquals(offset + shift, offsetsOfScalar[run.at() + index]);
        }
    }

    private interface Widening {
        void run(RunKernel twin, MemorySegment chunk, Run run, long[] into);
    }

    private void checkLongs(
            MemorySegment chunk, Run run, long[] before, Widening widening, int widthBytes) {
        long[] expected = before.clone();
        for (int index = 0; index < run.count(); index++) {
            long at = (long) (run.row() + index) * widthBytes;
            expected[run.at() + index] =
                    switch (widthBytes) {
                        case 1 -> chunk.get(ValueLayout.JAVA_BYTE, at);
                        case 2 -> chunk.get(ValueLayout.JAVA_SHORT_UNALIGNED, at);
                        default -> chunk.get(ValueLayout.JAVA_INT_UNALIGNED, at);
                    };
        }
        for (RunKernel twin : Arrays.asList(scalar, vector)) {
            long[] into = before.clone();
            widening.run(twin, chunk, run, into);
            assertArrayEquals(expected, into);
        }
    }
}
