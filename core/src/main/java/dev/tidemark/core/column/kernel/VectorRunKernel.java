package dev.tidemark.core.column.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API twin: a register of narrow values becomes one of as many wide ones. What does not
 * fill a register is left to the plain twin.
 */
final class VectorRunKernel implements RunKernel {
    /** Below this a register of as many 16-bit values would be smaller than any there is. */
    static final int MINIMUM_VECTOR_BITS = 256;

    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int SMALLEST_VECTOR_BITS = 64;

    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> OFFSETS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, narrower(2));
    private static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, narrower(2));
    private static final VectorSpecies<Short> SHORTS = VectorSpecies.of(short.class, narrower(4));
    private static final VectorSpecies<Byte> BYTES = VectorSpecies.of(byte.class, narrower(8));

    /** Whether there is a register of as many bytes as one has longs. */
    private static final boolean WIDENS_BYTES = BYTES.length() == LONGS.length();

    private final ScalarRunKernel rest = new ScalarRunKernel();

    private static VectorShape narrower(int times) {
        int bits = LONGS.vectorBitSize() / times;
        return VectorShape.forBitSize(Math.max(SMALLEST_VECTOR_BITS, bits));
    }

    @Override
    public void bytes(MemorySegment chunk, RunCopy.Run run, long[] into) {
        int step = LONGS.length();
        int done = 0;
        while (WIDENS_BYTES && done + step <= run.count()) {
            ByteVector narrow =
                    ByteVector.fromMemorySegment(BYTES, chunk, (long) run.row() + done, ORDER);
            LongVector wide = (LongVector) narrow.castShape(LONGS, 0);
            wide.intoArray(into, run.at() + done);
            done += step;
        }
        rest.bytes(chunk, run.from(done), into);
    }

    @Override
    public void shorts(MemorySegment chunk, RunCopy.Run run, long[] into) {
        int step = LONGS.length();
        int done = 0;
        while (done + step <= run.count()) {
            ShortVector narrow =
                    ShortVector.fromMemorySegment(SHORTS, chunk, (run.row() + done) * 2L, ORDER);
            LongVector wide = (LongVector) narrow.castShape(LONGS, 0);
            wide.intoArray(into, run.at() + done);
            done += step;
        }
        rest.shorts(chunk, run.from(done), into);
    }

    @Override
    public void ints(MemorySegment chunk, RunCopy.Run run, long[] into) {
        int step = LONGS.length();
        int done = 0;
        while (done + step <= run.count()) {
            IntVector narrow =
                    IntVector.fromMemorySegment(INTS, chunk, (run.row() + done) * 4L, ORDER);
            LongVector wide = (LongVector) narrow.castShape(LONGS, 0);
            wide.intoArray(into, run.at() + done);
            done += step;
        }
        rest.ints(chunk, run.from(done), into);
    }

    @Override
    public void floats(MemorySegment chunk, RunCopy.Run run, double[] into) {
        int step = DOUBLES.length();
        int done = 0;
        while (done + step <= run.count()) {
            FloatVector narrow =
                    FloatVector.fromMemorySegment(FLOATS, chunk, (run.row() + done) * 4L, ORDER);
            DoubleVector wide = (DoubleVector) narrow.castShape(DOUBLES, 0);
            wide.intoArray(into, run.at() + done);
            done += step;
        }
        rest.floats(chunk, run.from(done), into);
    }

    @Override
    public void offsets(MemorySegment chunk, RunCopy.Run run, int shift, int[] into) {
        int step = OFFSETS.length();
        int done = 0;
        while (done + step <= run.count()) {
            IntVector.fromMemorySegment(OFFSETS, chunk, (run.row() + done) * 4L, ORDER)
                    .add(shift)
                    .intoArray(into, run.at() + done);
            done += step;
        }
        rest.offsets(chunk, run.from(done), shift, into);
    }
}
