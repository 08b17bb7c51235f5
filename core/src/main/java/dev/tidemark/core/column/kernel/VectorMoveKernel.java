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
 * The Vector API twin: a register of narrow values becomes one of as many wide ones, and a wide
 * value or a short text is moved by one register. What does not fill a register is left to the
 * plain twin, and so is what it does no slower: the {@linkplain dev.tidemark.core.column.kernel
 * package} tells the figures.
 */
final class VectorMoveKernel extends ScalarMoveKernel {
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

    private static final VectorSpecies<Long> PAIR = LongVector.SPECIES_128;
    private static final VectorSpecies<Long> QUAD = LongVector.SPECIES_256;
    private static final VectorSpecies<Byte> SHORT_TEXT = ByteVector.SPECIES_256;

    private static VectorShape narrower(int times) {
        int bits = LONGS.vectorBitSize() / times;
        return VectorShape.forBitSize(Math.max(SMALLEST_VECTOR_BITS, bits));
    }

    @Override
    void narrowToBytes(long[] from, Run run, MemorySegment into) {
        int step = LONGS.length();
        int done = 0;
        while (WIDENS_BYTES && done + step <= run.count()) {
            ByteVector narrow =
                    (ByteVector)
                            LongVector.fromArray(LONGS, from, run.row() + done).castShape(BYTES, 0);
            narrow.intoMemorySegment(into, (long) run.at() + done, ORDER);
            done += step;
        }
        super.narrowToBytes(from, run.from(done), into);
    }

    @Override
    void narrowToShorts(long[] from, Run run, MemorySegment into) {
        int step = LONGS.length();
        int done = 0;
        while (done + step <= run.count()) {
            ShortVector narrow =
                    (ShortVector)
                            LongVector.fromArray(LONGS, from, run.row() + done)
                                    .castShape(SHORTS, 0);
            narrow.intoMemorySegment(into, (run.at() + done) * 2L, ORDER);
            done += step;
        }
        super.narrowToShorts(from, run.from(done), into);
    }

    @Override
    void narrowToInts(long[] from, Run run, MemorySegment into) {
        int step = LONGS.length();
        int done = 0;
        while (done + step <= run.count()) {
            IntVector narrow =
                    (IntVector)
                            LongVector.fromArray(LONGS, from, run.row() + done).castShape(INTS, 0);
            narrow.intoMemorySegment(into, (run.at() + done) * 4L, ORDER);
            done += step;
        }
        super.narrowToInts(from, run.from(done), into);
    }

    @Override
    void widenBytes(MemorySegment chunk, Run run, long[] into) {
        int step = LONGS.length();
        int done = 0;
        while (WIDENS_BYTES && done + step <= run.count()) {
            ByteVector narrow =
                    ByteVector.fromMemorySegment(BYTES, chunk, (long) run.row() + done, ORDER);
            LongVector wide = (LongVector) narrow.castShape(LONGS, 0);
            wide.intoArray(into, run.at() + done);
            done += step;
        }
        super.widenBytes(chunk, run.from(done), into);
    }

    @Override
    void widenShorts(MemorySegment chunk, Run run, long[] into) {
        int step = LONGS.length();
        int done = 0;
        while (done + step <= run.count()) {
            ShortVector narrow =
                    ShortVector.fromMemorySegment(SHORTS, chunk, (run.row() + done) * 2L, ORDER);
            LongVector wide = (LongVector) narrow.castShape(LONGS, 0);
            wide.intoArray(into, run.at() + done);
            done += step;
        }
        super.widenShorts(chunk, run.from(done), into);
    }

    @Override
    void widenInts(MemorySegment chunk, Run run, long[] into) {
        int step = LONGS.length();
        int done = 0;
        while (done + step <= run.count()) {
            IntVector narrow =
                    IntVector.fromMemorySegment(INTS, chunk, (run.row() + done) * 4L, ORDER);
            LongVector wide = (LongVector) narrow.castShape(LONGS, 0);
            wide.intoArray(into, run.at() + done);
            done += step;
        }
        super.widenInts(chunk, run.from(done), into);
    }

    @Override
    void widenFloats(MemorySegment chunk, Run run, double[] into) {
        int step = DOUBLES.length();
        int done = 0;
        while (done + step <= run.count()) {
            FloatVector narrow =
                    FloatVector.fromMemorySegment(FLOATS, chunk, (run.row() + done) * 4L, ORDER);
            DoubleVector wide = (DoubleVector) narrow.castShape(DOUBLES, 0);
            wide.intoArray(into, run.at() + done);
            done += step;
        }
        super.widenFloats(chunk, run.from(done), into);
    }

    @Override
    void shift(MemorySegment chunk, Run run, int shift, int[] into) {
        int step = OFFSETS.length();
        int done = 0;
        while (done + step <= run.count()) {
            IntVector.fromMemorySegment(OFFSETS, chunk, (run.row() + done) * 4L, ORDER)
                    .add(shift)
                    .intoArray(into, run.at() + done);
            done += step;
        }
        super.shift(chunk, run.from(done), shift, into);
    }

    @Override
    void gatherPairs(MemorySegment chunk, Picks picks, long[] into) {
        for (int place = picks.at(); place < picks.end(); place++) {
            long offset = picks.rowFor(place) * 16L;
            LongVector.fromMemorySegment(PAIR, chunk, offset, ORDER).intoArray(into, place * 2);
        }
    }

    @Override
    void gatherQuads(MemorySegment chunk, Picks picks, long[] into) {
        for (int place = picks.at(); place < picks.end(); place++) {
            long offset = picks.rowFor(place) * 32L;
            LongVector.fromMemorySegment(QUAD, chunk, offset, ORDER).intoArray(into, place * 4);
        }
    }

    @Override
    void gatherPairs(long[] from, Picks picks, long[] into) {
        for (int place = picks.at(); place < picks.end(); place++) {
            LongVector.fromArray(PAIR, from, picks.rowFor(place) * 2).intoArray(into, place * 2);
        }
    }

    @Override
    void gatherQuads(long[] from, Picks picks, long[] into) {
        for (int place = picks.at(); place < picks.end(); place++) {
            LongVector.fromArray(QUAD, from, picks.rowFor(place) * 4).intoArray(into, place * 4);
        }
    }

    /** Writes whole registers: what is too much is written over by the texts that follow. */
    @Override
    public void gatherTexts(
            int[] offsets, byte[] texts, Picks picks, int[] intoOffsets, byte[] intoTexts) {
        int step = SHORT_TEXT.length();
        int lastStart = texts.length - step;
        int lastTarget = intoTexts.length - step;
        for (int place = picks.at(); place < picks.end(); place++) {
            int start = offsets[picks.rowFor(place)];
            int target = intoOffsets[place];
            int lengthBytes = intoOffsets[place + 1] - target;
            if (lengthBytes <= step && start <= lastStart && target <= lastTarget) {
                ByteVector.fromArray(SHORT_TEXT, texts, start).intoArray(intoTexts, target);
            } else {
                System.arraycopy(texts, start, intoTexts, target, lengthBytes);
            }
        }
    }

    @Override
    void scatterPairs(MemorySegment chunk, Run run, Slots slots, long[] into) {
        for (int number = run.at(); number < run.end(); number++) {
            int target = slots.index(number);
            if (slots.has(target)) {
                LongVector.fromMemorySegment(PAIR, chunk, run.rowFor(number) * 16L, ORDER)
                        .intoArray(into, target * 2);
            }
        }
    }

    @Override
    void scatterQuads(MemorySegment chunk, Run run, Slots slots, long[] into) {
        for (int number = run.at(); number < run.end(); number++) {
            int target = slots.index(number);
            if (slots.has(target)) {
                LongVector.fromMemorySegment(QUAD, chunk, run.rowFor(number) * 32L, ORDER)
                        .intoArray(into, target * 4);
            }
        }
    }
}
