package dev.tidemark.core.column.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The plain twin. What keeps its width and its order is left to the copies of the JDK, which no
 * loop beats. Loops are alike but for one access, because an access that is chosen inside a loop
 * costs more than the access.
 */
sealed class ScalarMoveKernel implements MoveKernel permits VectorMoveKernel {
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    @Override
    public final void copy(@Nullable MemorySegment chunk, int widthBytes, Run run, long[] into) {
        int words = words(widthBytes);
        if (chunk == null) {
            Arrays.fill(into, run.at() * words, (run.at() + run.count()) * words, 0);
            return;
        }
        switch (widthBytes) {
            case 1 -> widenBytes(chunk, run, into);
            case 2 -> widenShorts(chunk, run, into);
            case 4 -> widenInts(chunk, run, into);
            default -> {
                long offset = (long) run.row() * widthBytes;
                MemorySegment.copy(
                        chunk, LONG, offset, into, run.at() * words, run.count() * words);
            }
        }
    }

    @Override
    public final int narrowestWidth(long[] values, int from, int count) {
        long magnitudes = 0;
        for (int index = from; index < from + count; index++) {
            magnitudes |= values[index] ^ values[index] >> (Long.SIZE - 1);
        }
        int bits = Long.SIZE + 1 - Long.numberOfLeadingZeros(magnitudes);
        return Integer.highestOneBit(2 * Math.ceilDiv(bits, Byte.SIZE) - 1);
    }

    @Override
    public final void narrow(long[] from, Run run, MemorySegment into, int widthBytes) {
        switch (widthBytes) {
            case 1 -> narrowToBytes(from, run, into);
            case 2 -> narrowToShorts(from, run, into);
            case 4 -> narrowToInts(from, run, into);
            default -> MemorySegment.copy(from, run.row(), into, LONG, run.at() * 8L, run.count());
        }
    }

    @Override
    public final void copy(@Nullable MemorySegment chunk, int widthBytes, Run run, double[] into) {
        if (chunk == null) {
            Arrays.fill(into, run.at(), run.at() + run.count(), 0);
        } else if (widthBytes == Float.BYTES) {
            widenFloats(chunk, run, into);
        } else {
            MemorySegment.copy(chunk, DOUBLE, run.row() * 8L, into, run.at(), run.count());
        }
    }

    @Override
    public final void copy(@Nullable MemorySegment chunk, Run run, int shift, int[] into) {
        if (chunk == null) {
            Arrays.fill(into, run.at(), run.at() + run.count(), shift);
        } else if (shift == 0) {
            MemorySegment.copy(chunk, INT, run.row() * 4L, into, run.at(), run.count());
        } else {
            shift(chunk, run, shift, into);
        }
    }

    @Override
    public final void copy(int[] from, Run run, int shift, int[] into) {
        for (int place = run.at(); place < run.end(); place++) {
            into[place] = from[run.rowFor(place)] + shift;
        }
    }

    void narrowToBytes(long[] from, Run run, MemorySegment into) {
        for (int place = run.at(); place < run.end(); place++) {
            into.set(BYTE, place, (byte) from[run.rowFor(place)]);
        }
    }

    void narrowToShorts(long[] from, Run run, MemorySegment into) {
        for (int place = run.at(); place < run.end(); place++) {
            into.set(SHORT, place * 2L, (short) from[run.rowFor(place)]);
        }
    }

    void narrowToInts(long[] from, Run run, MemorySegment into) {
        for (int place = run.at(); place < run.end(); place++) {
            into.set(INT, place * 4L, (int) from[run.rowFor(place)]);
        }
    }

    void widenBytes(MemorySegment chunk, Run run, long[] into) {
        for (int place = run.at(); place < run.end(); place++) {
            into[place] = chunk.get(BYTE, run.rowFor(place));
        }
    }

    void widenShorts(MemorySegment chunk, Run run, long[] into) {
        for (int place = run.at(); place < run.end(); place++) {
            into[place] = chunk.get(SHORT, run.rowFor(place) * 2L);
        }
    }

    void widenInts(MemorySegment chunk, Run run, long[] into) {
        for (int place = run.at(); place < run.end(); place++) {
            into[place] = chunk.get(INT, run.rowFor(place) * 4L);
        }
    }

    void widenFloats(MemorySegment chunk, Run run, double[] into) {
        for (int place = run.at(); place < run.end(); place++) {
            into[place] = chunk.get(FLOAT, run.rowFor(place) * 4L);
        }
    }

    void shift(MemorySegment chunk, Run run, int shift, int[] into) {
        for (int place = run.at(); place < run.end(); place++) {
            into[place] = chunk.get(INT, run.rowFor(place) * 4L) + shift;
        }
    }

    @Override
    public final void gather(MemorySegment chunk, int widthBytes, Picks picks, long[] into) {
        switch (widthBytes) {
            case 1 -> {
                for (int place = picks.at(); place < picks.end(); place++) {
                    into[place] = chunk.get(BYTE, picks.rowFor(place));
                }
            }
            case 2 -> {
                for (int place = picks.at(); place < picks.end(); place++) {
                    into[place] = chunk.get(SHORT, picks.rowFor(place) * 2L);
                }
            }
            case 4 -> {
                for (int place = picks.at(); place < picks.end(); place++) {
                    into[place] = chunk.get(INT, picks.rowFor(place) * 4L);
                }
            }
            case 8 -> {
                for (int place = picks.at(); place < picks.end(); place++) {
                    into[place] = chunk.get(LONG, picks.rowFor(place) * 8L);
                }
            }
            case 16 -> gatherPairs(chunk, picks, into);
            default -> gatherQuads(chunk, picks, into);
        }
    }

    void gatherPairs(MemorySegment chunk, Picks picks, long[] into) {
        for (int place = picks.at(); place < picks.end(); place++) {
            long offset = picks.rowFor(place) * 16L;
            int target = place * 2;
            into[target] = chunk.get(LONG, offset);
            into[target + 1] = chunk.get(LONG, offset + 8);
        }
    }

    void gatherQuads(MemorySegment chunk, Picks picks, long[] into) {
        for (int place = picks.at(); place < picks.end(); place++) {
            long offset = picks.rowFor(place) * 32L;
            int target = place * 4;
            into[target] = chunk.get(LONG, offset);
            into[target + 1] = chunk.get(LONG, offset + 8);
            into[target + 2] = chunk.get(LONG, offset + 16);
            into[target + 3] = chunk.get(LONG, offset + 24);
        }
    }

    @Override
    public final void gather(MemorySegment chunk, int widthBytes, Picks picks, double[] into) {
        if (widthBytes == Float.BYTES) {
            for (int place = picks.at(); place < picks.end(); place++) {
                into[place] = chunk.get(FLOAT, picks.rowFor(place) * 4L);
            }
        } else {
            for (int place = picks.at(); place < picks.end(); place++) {
                into[place] = chunk.get(DOUBLE, picks.rowFor(place) * 8L);
            }
        }
    }

    @Override
    public final void gather(MemorySegment chunk, Picks picks, int[] into) {
        for (int place = picks.at(); place < picks.end(); place++) {
            into[place] = chunk.get(INT, picks.rowFor(place) * 4L);
        }
    }

    @Override
    public final void gather(long[] from, int words, Picks picks, long[] into) {
        switch (words) {
            case 1 -> {
                for (int place = picks.at(); place < picks.end(); place++) {
                    into[place] = from[picks.rowFor(place)];
                }
            }
            case 2 -> gatherPairs(from, picks, into);
            default -> gatherQuads(from, picks, into);
        }
    }

    void gatherPairs(long[] from, Picks picks, long[] into) {
        for (int place = picks.at(); place < picks.end(); place++) {
            int source = picks.rowFor(place) * 2;
            int target = place * 2;
            into[target] = from[source];
            into[target + 1] = from[source + 1];
        }
    }

    void gatherQuads(long[] from, Picks picks, long[] into) {
        for (int place = picks.at(); place < picks.end(); place++) {
            int source = picks.rowFor(place) * 4;
            int target = place * 4;
            into[target] = from[source];
            into[target + 1] = from[source + 1];
            into[target + 2] = from[source + 2];
            into[target + 3] = from[source + 3];
        }
    }

    @Override
    public final void gather(double[] from, Picks picks, double[] into) {
        for (int place = picks.at(); place < picks.end(); place++) {
            into[place] = from[picks.rowFor(place)];
        }
    }

    @Override
    public final void gather(int[] from, Picks picks, int[] into) {
        for (int place = picks.at(); place < picks.end(); place++) {
            into[place] = from[picks.rowFor(place)];
        }
    }

    @Override
    public final long gatherEnds(int[] offsets, Picks picks, int[] intoOffsets) {
        long end = intoOffsets[picks.at()];
        for (int place = picks.at(); place < picks.end(); place++) {
            int row = picks.rowFor(place);
            end += offsets[row + 1] - offsets[row];
            intoOffsets[place + 1] = (int) end;
        }
        return end;
    }

    @Override
    public final long gatherEnds(MemorySegment offsets, Picks picks, int[] intoOffsets) {
        long end = intoOffsets[picks.at()];
        for (int place = picks.at(); place < picks.end(); place++) {
            long at = picks.rowFor(place) * 4L;
            end += offsets.get(INT, at + 4) - offsets.get(INT, at);
            intoOffsets[place + 1] = (int) end;
        }
        return end;
    }

    @Override
    public void gatherTexts(
            int[] offsets, byte[] texts, Picks picks, int[] intoOffsets, byte[] intoTexts) {
        for (int place = picks.at(); place < picks.end(); place++) {
            int start = offsets[picks.rowFor(place)];
            int target = intoOffsets[place];
            int lengthBytes = intoOffsets[place + 1] - target;
            System.arraycopy(texts, start, intoTexts, target, lengthBytes);
        }
    }

    @Override
    public final void gatherTexts(
            MemorySegment offsets,
            MemorySegment texts,
            Picks picks,
            int[] intoOffsets,
            byte[] intoTexts) {
        for (int place = picks.at(); place < picks.end(); place++) {
            int start = offsets.get(INT, picks.rowFor(place) * 4L);
            int target = intoOffsets[place];
            int lengthBytes = intoOffsets[place + 1] - target;
            MemorySegment.copy(texts, BYTE, start, intoTexts, target, lengthBytes);
        }
    }

    @Override
    public final void scatter(
            @Nullable MemorySegment chunk, int widthBytes, Run run, Slots slots, long[] into) {
        if (chunk == null) {
            scatterZeros(words(widthBytes), run, slots, into);
            return;
        }
        switch (widthBytes) {
            case 1 -> scatterBytes(chunk, run, slots, into);
            case 2 -> scatterShorts(chunk, run, slots, into);
            case 4 -> scatterInts(chunk, run, slots, into);
            case 8 -> scatterLongs(chunk, run, slots, into);
            case 16 -> scatterPairs(chunk, run, slots, into);
            default -> scatterQuads(chunk, run, slots, into);
        }
    }

    private static void scatterZeros(int words, Run run, Slots slots, long[] into) {
        for (int number = run.at(); number < run.end(); number++) {
            int target = slots.index(number);
            if (slots.has(target)) {
                Arrays.fill(into, target * words, (target + 1) * words, 0);
            }
        }
    }

    private static void scatterBytes(MemorySegment chunk, Run run, Slots slots, long[] into) {
        for (int number = run.at(); number < run.end(); number++) {
            int target = slots.index(number);
            if (slots.has(target)) {
                into[target] = chunk.get(BYTE, run.rowFor(number));
            }
        }
    }

    private static void scatterShorts(MemorySegment chunk, Run run, Slots slots, long[] into) {
        for (int number = run.at(); number < run.end(); number++) {
            int target = slots.index(number);
            if (slots.has(target)) {
                into[target] = chunk.get(SHORT, run.rowFor(number) * 2L);
            }
        }
    }

    private static void scatterInts(MemorySegment chunk, Run run, Slots slots, long[] into) {
        for (int number = run.at(); number < run.end(); number++) {
            int target = slots.index(number);
            if (slots.has(target)) {
                into[target] = chunk.get(INT, run.rowFor(number) * 4L);
            }
        }
    }

    private static void scatterLongs(MemorySegment chunk, Run run, Slots slots, long[] into) {
        for (int number = run.at(); number < run.end(); number++) {
            int target = slots.index(number);
            if (slots.has(target)) {
                into[target] = chunk.get(LONG, run.rowFor(number) * 8L);
            }
        }
    }

    void scatterPairs(MemorySegment chunk, Run run, Slots slots, long[] into) {
        for (int number = run.at(); number < run.end(); number++) {
            int target = slots.index(number);
            if (slots.has(target)) {
                long offset = run.rowFor(number) * 16L;
                into[target * 2] = chunk.get(LONG, offset);
                into[target * 2 + 1] = chunk.get(LONG, offset + 8);
            }
        }
    }

    void scatterQuads(MemorySegment chunk, Run run, Slots slots, long[] into) {
        for (int number = run.at(); number < run.end(); number++) {
            int target = slots.index(number);
            if (slots.has(target)) {
                long offset = run.rowFor(number) * 32L;
                into[target * 4] = chunk.get(LONG, offset);
                into[target * 4 + 1] = chunk.get(LONG, offset + 8);
                into[target * 4 + 2] = chunk.get(LONG, offset + 16);
                into[target * 4 + 3] = chunk.get(LONG, offset + 24);
            }
        }
    }

    @Override
    public final void scatter(
            @Nullable MemorySegment chunk, int widthBytes, Run run, Slots slots, double[] into) {
        boolean isFloat = widthBytes == Float.BYTES;
        for (int number = run.at(); number < run.end(); number++) {
            int target = slots.index(number);
            if (!slots.has(target)) {
                continue;
            }
            if (chunk == null) {
                into[target] = 0;
            } else if (isFloat) {
                into[target] = chunk.get(FLOAT, run.rowFor(number) * 4L);
            } else {
                into[target] = chunk.get(DOUBLE, run.rowFor(number) * 8L);
            }
        }
    }

    @Override
    public final void scatter(@Nullable MemorySegment chunk, Run run, Slots slots, int[] into) {
        for (int number = run.at(); number < run.end(); number++) {
            int target = slots.index(number);
            if (slots.has(target)) {
                into[target] = chunk == null ? 0 : chunk.get(INT, run.rowFor(number) * 4L);
            }
        }
    }

    @Override
    public final void scatterLengths(
            @Nullable MemorySegment offsets, Run run, Slots slots, int[] into) {
        int start = offsets == null ? 0 : offsets.get(INT, run.row() * 4L);
        for (int number = run.at(); number < run.end(); number++) {
            int end = offsets == null ? 0 : offsets.get(INT, (run.rowFor(number) + 1) * 4L);
            int target = slots.index(number);
            if (slots.has(target)) {
                into[target + 1] = end - start;
            }
            start = end;
        }
    }

    @Override
    public final void scatterTexts(
            MemorySegment offsets,
            MemorySegment texts,
            Run run,
            Slots slots,
            int[] intoOffsets,
            byte[] intoTexts) {
        int start = offsets.get(INT, run.row() * 4L);
        for (int number = run.at(); number < run.end(); number++) {
            int end = offsets.get(INT, (run.rowFor(number) + 1) * 4L);
            int target = slots.index(number);
            if (slots.has(target)) {
                MemorySegment.copy(texts, BYTE, start, intoTexts, intoOffsets[target], end - start);
            }
            start = end;
        }
    }

    private static int words(int widthBytes) {
        return Math.max(1, widthBytes / Long.BYTES);
    }
}
