package dev.tidemark.core.column.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The plain twin. */
final class ScalarRunKernel implements RunKernel {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    @Override
    public void bytes(MemorySegment chunk, RunCopy.Run run, long[] into) {
        for (int index = 0; index < run.count(); index++) {
            into[run.at() + index] = chunk.get(ValueLayout.JAVA_BYTE, run.row() + index);
        }
    }

    @Override
    public void shorts(MemorySegment chunk, RunCopy.Run run, long[] into) {
        for (int index = 0; index < run.count(); index++) {
            into[run.at() + index] = chunk.get(SHORT, (run.row() + index) * 2L);
        }
    }

    @Override
    public void ints(MemorySegment chunk, RunCopy.Run run, long[] into) {
        for (int index = 0; index < run.count(); index++) {
            into[run.at() + index] = chunk.get(INT, (run.row() + index) * 4L);
        }
    }

    @Override
    public void floats(MemorySegment chunk, RunCopy.Run run, double[] into) {
        for (int index = 0; index < run.count(); index++) {
            into[run.at() + index] = chunk.get(FLOAT, (run.row() + index) * 4L);
        }
    }

    @Override
    public void offsets(MemorySegment chunk, RunCopy.Run run, int shift, int[] into) {
        for (int index = 0; index < run.count(); index++) {
            into[run.at() + index] = chunk.get(INT, (run.row() + index) * 4L) + shift;
        }
    }
}
