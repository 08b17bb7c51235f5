package dev.tidemark.core.encoding.kernel;

import static dev.tidemark.core.encoding.kernel.Registers.COLUMNS_32;
import static dev.tidemark.core.encoding.kernel.Registers.COLUMNS_64;
import static dev.tidemark.core.encoding.kernel.Registers.INTS;
import static dev.tidemark.core.encoding.kernel.Registers.LANES_16;
import static dev.tidemark.core.encoding.kernel.Registers.LANES_32;
import static dev.tidemark.core.encoding.kernel.Registers.LANES_64;
import static dev.tidemark.core.encoding.kernel.Registers.LONGS;
import static dev.tidemark.core.encoding.kernel.Registers.NEXT;
import static dev.tidemark.core.encoding.kernel.Registers.ORDER;
import static dev.tidemark.core.encoding.kernel.Registers.SHORTS;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The Vector API twin. A register holds neighbouring columns; the inner loop walks down the rows of
 * lanes.
 *
 * <p>Unpacking walks down two registers side by side, so that they share the counting and checking,
 * and keeps the words that numbers are taken from until these are used up: every word is read once.
 * Reading the words of each number anew, register by register, is a loop without branches, but
 * takes twice the time. Lanes are joined to columns and parted again by shifts within the column,
 * never by moving values across a register. All vectors stay local to a method, because one that
 * escapes is allocated on the heap.
 */
public final class VectorPackingKernel implements PackingKernel {
    @Override
    public void pack16(
            long[] values, int from, Packing packing, MemorySegment target, long offset) {
        VectorLanePacking.pack16(values, from, packing, target, offset);
    }

    @Override
    public void pack32(
            long[] values, int from, Packing packing, MemorySegment target, long offset) {
        VectorLanePacking.pack32(values, from, packing, target, offset);
    }

    @Override
    public void pack64(
            long[] values, int from, Packing packing, MemorySegment target, long offset) {
        VectorLanePacking.pack64(values, from, packing, target, offset);
    }

    @Override
    public void pack16(int[] values, int from, Packing packing, MemorySegment target, long offset) {
        VectorLanePacking.pack16(values, from, packing, target, offset);
    }

    @Override
    public void pack32(int[] values, int from, Packing packing, MemorySegment target, long offset) {
        VectorLanePacking.pack32(values, from, packing, target, offset);
    }

    @Override
    public void unpack16(Packing packing, MemorySegment source, long offset, long[] out) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        long mask = -1L >>> -width;
        long reference = packing.divisor() == 1 ? packing.reference() : 0;
        for (int column = 0; column < COLUMNS_64; column += 2 * LONGS.length()) {
            long at = offset + column * 8L;
            ShortVector word = ShortVector.fromMemorySegment(SHORTS, source, at, ORDER);
            ShortVector nextWord = ShortVector.fromMemorySegment(SHORTS, source, at + NEXT, ORDER);
            int used = 0;
            for (int row = 0; row < laneRows; row++) {
                ShortVector turned = word.lanewise(VectorOperators.LSHR, (short) used);
                ShortVector nextTurned = nextWord.lanewise(VectorOperators.LSHR, (short) used);
                used += width;
                if (used >= Short.SIZE) {
                    used -= Short.SIZE;
                    if (used > 0 || row + 1 < laneRows) {
                        at += WORD_ROW_BYTES;
                        word = ShortVector.fromMemorySegment(SHORTS, source, at, ORDER);
                        nextWord = ShortVector.fromMemorySegment(SHORTS, source, at + NEXT, ORDER);
                    }
                    if (used > 0) {
                        int shift = width - used;
                        turned = turned.or(word.lanewise(VectorOperators.LSHL, (short) shift));
                        nextTurned =
                                nextTurned.or(
                                        nextWord.lanewise(VectorOperators.LSHL, (short) shift));
                    }
                }
                int to = row * LANES_16 + column;
                int next = to + LONGS.length();
                LongVector numbers = turned.reinterpretAsLongs();
                LongVector nextNumbers = nextTurned.reinterpretAsLongs();
                numbers.and(mask).add(reference).intoArray(out, to);
                nextNumbers.and(mask).add(reference).intoArray(out, next);
                numbers.lanewise(VectorOperators.LSHR, 16)
                        .and(mask)
                        .add(reference)
                        .intoArray(out, to + COLUMNS_64);
                nextNumbers
                        .lanewise(VectorOperators.LSHR, 16)
                        .and(mask)
                        .add(reference)
                        .intoArray(out, next + COLUMNS_64);
                numbers.lanewise(VectorOperators.LSHR, 32)
                        .and(mask)
                        .add(reference)
                        .intoArray(out, to + 2 * COLUMNS_64);
                nextNumbers
                        .lanewise(VectorOperators.LSHR, 32)
                        .and(mask)
                        .add(reference)
                        .intoArray(out, next + 2 * COLUMNS_64);
                numbers.lanewise(VectorOperators.LSHR, 48)
                        .and(mask)
                        .add(reference)
                        .intoArray(out, to + 3 * COLUMNS_64);
                nextNumbers
                        .lanewise(VectorOperators.LSHR, 48)
                        .and(mask)
                        .add(reference)
                        .intoArray(out, next + 3 * COLUMNS_64);
            }
        }
        if (packing.divisor() != 1) {
            multiply(out, laneRows * LANES_16, packing);
        }
    }

    @Override
    public void unpack32(Packing packing, MemorySegment source, long offset, long[] out) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        long mask = -1L >>> -width;
        long reference = packing.divisor() == 1 ? packing.reference() : 0;
        for (int column = 0; column < COLUMNS_64; column += 2 * LONGS.length()) {
            long at = offset + column * 8L;
            IntVector word = IntVector.fromMemorySegment(INTS, source, at, ORDER);
            IntVector nextWord = IntVector.fromMemorySegment(INTS, source, at + NEXT, ORDER);
            int used = 0;
            for (int row = 0; row < laneRows; row++) {
                IntVector turned = word.lanewise(VectorOperators.LSHR, used);
                IntVector nextTurned = nextWord.lanewise(VectorOperators.LSHR, used);
                used += width;
                if (used >= Integer.SIZE) {
                    used -= Integer.SIZE;
                    if (used > 0 || row + 1 < laneRows) {
                        at += WORD_ROW_BYTES;
                        word = IntVector.fromMemorySegment(INTS, source, at, ORDER);
                        nextWord = IntVector.fromMemorySegment(INTS, source, at + NEXT, ORDER);
                    }
                    if (used > 0) {
                        int shift = width - used;
                        turned = turned.or(word.lanewise(VectorOperators.LSHL, shift));
                        nextTurned = nextTurned.or(nextWord.lanewise(VectorOperators.LSHL, shift));
                    }
                }
                int to = row * LANES_32 + column;
                int next = to + LONGS.length();
                LongVector numbers = turned.reinterpretAsLongs();
                LongVector nextNumbers = nextTurned.reinterpretAsLongs();
                numbers.and(mask).add(reference).intoArray(out, to);
                nextNumbers.and(mask).add(reference).intoArray(out, next);
                numbers.lanewise(VectorOperators.LSHR, 32)
                        .and(mask)
                        .add(reference)
                        .intoArray(out, to + COLUMNS_64);
                nextNumbers
                        .lanewise(VectorOperators.LSHR, 32)
                        .and(mask)
                        .add(reference)
                        .intoArray(out, next + COLUMNS_64);
            }
        }
        if (packing.divisor() != 1) {
            multiply(out, laneRows * LANES_32, packing);
        }
    }

    @Override
    public void unpack64(Packing packing, MemorySegment source, long offset, long[] out) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        long mask = -1L >>> -width;
        long reference = packing.divisor() == 1 ? packing.reference() : 0;
        for (int column = 0; column < COLUMNS_64; column += 2 * LONGS.length()) {
            long at = offset + column * 8L;
            LongVector word = LongVector.fromMemorySegment(LONGS, source, at, ORDER);
            LongVector nextWord = LongVector.fromMemorySegment(LONGS, source, at + NEXT, ORDER);
            int used = 0;
            for (int row = 0; row < laneRows; row++) {
                LongVector turned = word.lanewise(VectorOperators.LSHR, used);
                LongVector nextTurned = nextWord.lanewise(VectorOperators.LSHR, used);
                used += width;
                if (used >= Long.SIZE) {
                    used -= Long.SIZE;
                    if (used > 0 || row + 1 < laneRows) {
                        at += WORD_ROW_BYTES;
                        word = LongVector.fromMemorySegment(LONGS, source, at, ORDER);
                        nextWord = LongVector.fromMemorySegment(LONGS, source, at + NEXT, ORDER);
                    }
                    if (used > 0) {
                        int shift = width - used;
                        turned = turned.or(word.lanewise(VectorOperators.LSHL, shift));
                        nextTurned = nextTurned.or(nextWord.lanewise(VectorOperators.LSHL, shift));
                    }
                }
                int to = row * LANES_64 + column;
                int next = to + LONGS.length();
                turned.and(mask).add(reference).intoArray(out, to);
                nextTurned.and(mask).add(reference).intoArray(out, next);
            }
        }
        if (packing.divisor() != 1) {
            multiply(out, laneRows * LANES_64, packing);
        }
    }

    /**
     * Turns packed numbers into values in a second pass: fast, because it stays in the cache, where
     * multiplying between unpacking and storing needs a loop of its own for each lane width.
     */
    private static void multiply(long[] numbers, int count, Packing packing) {
        long divisor = packing.divisor();
        long reference = packing.reference();
        for (int row = 0; row < count; row++) {
            numbers[row] = numbers[row] * divisor + reference;
        }
    }

    @Override
    public void unpack16(Packing packing, MemorySegment source, long offset, int[] out) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        int mask = -1 >>> -width;
        int reference = (int) packing.reference();
        for (int column = 0; column < COLUMNS_32; column += 2 * INTS.length()) {
            long at = offset + column * 4L;
            ShortVector word = ShortVector.fromMemorySegment(SHORTS, source, at, ORDER);
            ShortVector nextWord = ShortVector.fromMemorySegment(SHORTS, source, at + NEXT, ORDER);
            int used = 0;
            for (int row = 0; row < laneRows; row++) {
                ShortVector turned = word.lanewise(VectorOperators.LSHR, (short) used);
                ShortVector nextTurned = nextWord.lanewise(VectorOperators.LSHR, (short) used);
                used += width;
                if (used >= Short.SIZE) {
                    used -= Short.SIZE;
                    if (used > 0 || row + 1 < laneRows) {
                        at += WORD_ROW_BYTES;
                        word = ShortVector.fromMemorySegment(SHORTS, source, at, ORDER);
                        nextWord = ShortVector.fromMemorySegment(SHORTS, source, at + NEXT, ORDER);
                    }
                    if (used > 0) {
                        int shift = width - used;
                        turned = turned.or(word.lanewise(VectorOperators.LSHL, (short) shift));
                        nextTurned =
                                nextTurned.or(
                                        nextWord.lanewise(VectorOperators.LSHL, (short) shift));
                    }
                }
                int to = row * LANES_16 + column;
                int next = to + INTS.length();
                IntVector numbers = turned.reinterpretAsInts();
                IntVector nextNumbers = nextTurned.reinterpretAsInts();
                numbers.and(mask).add(reference).intoArray(out, to);
                nextNumbers.and(mask).add(reference).intoArray(out, next);
                numbers.lanewise(VectorOperators.LSHR, 16)
                        .and(mask)
                        .add(reference)
                        .intoArray(out, to + COLUMNS_32);
                nextNumbers
                        .lanewise(VectorOperators.LSHR, 16)
                        .and(mask)
                        .add(reference)
                        .intoArray(out, next + COLUMNS_32);
            }
        }
    }

    @Override
    public void unpack32(Packing packing, MemorySegment source, long offset, int[] out) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        int mask = -1 >>> -width;
        int reference = (int) packing.reference();
        for (int column = 0; column < COLUMNS_32; column += 2 * INTS.length()) {
            long at = offset + column * 4L;
            IntVector word = IntVector.fromMemorySegment(INTS, source, at, ORDER);
            IntVector nextWord = IntVector.fromMemorySegment(INTS, source, at + NEXT, ORDER);
            int used = 0;
            for (int row = 0; row < laneRows; row++) {
                IntVector turned = word.lanewise(VectorOperators.LSHR, used);
                IntVector nextTurned = nextWord.lanewise(VectorOperators.LSHR, used);
                used += width;
                if (used >= Integer.SIZE) {
                    used -= Integer.SIZE;
                    if (used > 0 || row + 1 < laneRows) {
                        at += WORD_ROW_BYTES;
                        word = IntVector.fromMemorySegment(INTS, source, at, ORDER);
                        nextWord = IntVector.fromMemorySegment(INTS, source, at + NEXT, ORDER);
                    }
                    if (used > 0) {
                        int shift = width - used;
                        turned = turned.or(word.lanewise(VectorOperators.LSHL, shift));
                        nextTurned = nextTurned.or(nextWord.lanewise(VectorOperators.LSHL, shift));
                    }
                }
                int to = row * LANES_32 + column;
                int next = to + INTS.length();
                turned.and(mask).add(reference).intoArray(out, to);
                nextTurned.and(mask).add(reference).intoArray(out, next);
            }
        }
    }

    @Override
    public void sumStrided(long[] values, int rowCount) {
        int end = (rowCount + DELTA_STRIDE - 1) / DELTA_STRIDE * DELTA_STRIDE;
        for (int lane = 0; lane < DELTA_STRIDE; lane += LONGS.length()) {
            LongVector sum = LongVector.fromArray(LONGS, values, lane);
            for (int index = lane + DELTA_STRIDE; index < end; index += DELTA_STRIDE) {
                sum = sum.add(LongVector.fromArray(LONGS, values, index));
                sum.intoArray(values, index);
            }
        }
    }
}
