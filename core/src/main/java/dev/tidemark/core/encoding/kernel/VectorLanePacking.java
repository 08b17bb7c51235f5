package dev.tidemark.core.encoding.kernel;

import static dev.tidemark.core.encoding.kernel.PackingKernel.WORD_ROW_BYTES;
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
 * How {@link VectorPackingKernel} packs: down two registers side by side where the compiler copes
 * with it, as it unpacks, so that neither waits for its own last step.
 */
final class VectorLanePacking {
    private VectorLanePacking() {}

    /** One register at a time: two of these do not fit what the compiler optimises in one go. */
    static void pack16(
            long[] values, int from, Packing packing, MemorySegment target, long offset) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        long reference = packing.reference();
        for (int column = 0; column < COLUMNS_64; column += LONGS.length()) {
            ShortVector word = ShortVector.zero(SHORTS);
            int filled = 0;
            long at = offset + column * 8L;
            for (int row = 0; row < laneRows; row++) {
                int first = from + row * LANES_16 + column;
                LongVector joined =
                        LongVector.fromArray(LONGS, values, first)
                                .sub(reference)
                                .or(
                                        LongVector.fromArray(LONGS, values, first + COLUMNS_64)
                                                .sub(reference)
                                                .lanewise(VectorOperators.LSHL, 16))
                                .or(
                                        LongVector.fromArray(LONGS, values, first + 2 * COLUMNS_64)
                                                .sub(reference)
                                                .lanewise(VectorOperators.LSHL, 32))
                                .or(
                                        LongVector.fromArray(LONGS, values, first + 3 * COLUMNS_64)
                                                .sub(reference)
                                                .lanewise(VectorOperators.LSHL, 48));
                ShortVector number = joined.reinterpretAsShorts();
                word = word.or(number.lanewise(VectorOperators.LSHL, (short) filled));
                filled += width;
                if (filled >= Short.SIZE) {
                    word.intoMemorySegment(target, at, ORDER);
                    at += WORD_ROW_BYTES;
                    filled -= Short.SIZE;
                    word =
                            filled == 0
                                    ? ShortVector.zero(SHORTS)
                                    : number.lanewise(
                                            VectorOperators.LSHR, (short) (width - filled));
                }
            }
            if (filled > 0) {
                word.intoMemorySegment(target, at, ORDER);
            }
        }
    }

    static void pack32(
            long[] values, int from, Packing packing, MemorySegment target, long offset) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        long reference = packing.reference();
        for (int column = 0; column < COLUMNS_64; column += 2 * LONGS.length()) {
            IntVector word = IntVector.zero(INTS);
            IntVector nextWord = word;
            int filled = 0;
            long at = offset + column * 8L;
            for (int row = 0; row < laneRows; row++) {
                int first = from + row * LANES_32 + column;
                int next = first + LONGS.length();
                IntVector number =
                        LongVector.fromArray(LONGS, values, first)
                                .sub(reference)
                                .or(
                                        LongVector.fromArray(LONGS, values, first + COLUMNS_64)
                                                .sub(reference)
                                                .lanewise(VectorOperators.LSHL, 32))
                                .reinterpretAsInts();
                IntVector nextNumber =
                        LongVector.fromArray(LONGS, values, next)
                                .sub(reference)
                                .or(
                                        LongVector.fromArray(LONGS, values, next + COLUMNS_64)
                                                .sub(reference)
                                                .lanewise(VectorOperators.LSHL, 32))
                                .reinterpretAsInts();
                word = word.or(number.lanewise(VectorOperators.LSHL, filled));
                nextWord = nextWord.or(nextNumber.lanewise(VectorOperators.LSHL, filled));
                filled += width;
                if (filled >= Integer.SIZE) {
                    word.intoMemorySegment(target, at, ORDER);
                    nextWord.intoMemorySegment(target, at + NEXT, ORDER);
                    at += WORD_ROW_BYTES;
                    filled -= Integer.SIZE;
                    int rest = width - filled;
                    word = number.lanewise(VectorOperators.LSHR, rest);
                    nextWord = nextNumber.lanewise(VectorOperators.LSHR, rest);
                    if (rest == Integer.SIZE) { // such a shift would do nothing
                        word = IntVector.zero(INTS);
                        nextWord = word;
                    }
                }
            }
            if (filled > 0) {
                word.intoMemorySegment(target, at, ORDER);
                nextWord.intoMemorySegment(target, at + NEXT, ORDER);
            }
        }
    }

    static void pack64(
            long[] values, int from, Packing packing, MemorySegment target, long offset) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        long reference = packing.reference();
        for (int column = 0; column < COLUMNS_64; column += 2 * LONGS.length()) {
            LongVector word = LongVector.zero(LONGS);
            LongVector nextWord = word;
            int filled = 0;
            long at = offset + column * 8L;
            for (int row = 0; row < laneRows; row++) {
                int first = from + row * LANES_64 + column;
                LongVector number = LongVector.fromArray(LONGS, values, first).sub(reference);
                LongVector nextNumber =
                        LongVector.fromArray(LONGS, values, first + LONGS.length()).sub(reference);
                word = word.or(number.lanewise(VectorOperators.LSHL, filled));
                nextWord = nextWord.or(nextNumber.lanewise(VectorOperators.LSHL, filled));
                filled += width;
                if (filled >= Long.SIZE) {
                    word.intoMemorySegment(target, at, ORDER);
                    nextWord.intoMemorySegment(target, at + NEXT, ORDER);
                    at += WORD_ROW_BYTES;
                    filled -= Long.SIZE;
                    int rest = width - filled;
                    word = number.lanewise(VectorOperators.LSHR, rest);
                    nextWord = nextNumber.lanewise(VectorOperators.LSHR, rest);
                    if (rest == Long.SIZE) { // such a shift would do nothing
                        word = LongVector.zero(LONGS);
                        nextWord = word;
                    }
                }
            }
            if (filled > 0) {
                word.intoMemorySegment(target, at, ORDER);
                nextWord.intoMemorySegment(target, at + NEXT, ORDER);
            }
        }
    }

    static void pack16(int[] values, int from, Packing packing, MemorySegment target, long offset) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        int reference = (int) packing.reference();
        for (int column = 0; column < COLUMNS_32; column += 2 * INTS.length()) {
            ShortVector word = ShortVector.zero(SHORTS);
            ShortVector nextWord = word;
            int filled = 0;
            long at = offset + column * 4L;
            for (int row = 0; row < laneRows; row++) {
                int first = from + row * LANES_16 + column;
                int next = first + INTS.length();
                ShortVector number =
                        IntVector.fromArray(INTS, values, first)
                                .sub(reference)
                                .or(
                                        IntVector.fromArray(INTS, values, first + COLUMNS_32)
                                                .sub(reference)
                                                .lanewise(VectorOperators.LSHL, 16))
                                .reinterpretAsShorts();
                ShortVector nextNumber =
                        IntVector.fromArray(INTS, values, next)
                                .sub(reference)
                                .or(
                                        IntVector.fromArray(INTS, values, next + COLUMNS_32)
                                                .sub(reference)
                                                .lanewise(VectorOperators.LSHL, 16))
                                .reinterpretAsShorts();
                word = word.or(number.lanewise(VectorOperators.LSHL, (short) filled));
                nextWord = nextWord.or(nextNumber.lanewise(VectorOperators.LSHL, (short) filled));
                filled += width;
                if (filled >= Short.SIZE) {
                    word.intoMemorySegment(target, at, ORDER);
                    nextWord.intoMemorySegment(target, at + NEXT, ORDER);
                    at += WORD_ROW_BYTES;
                    filled -= Short.SIZE;
                    int rest = width - filled;
                    word = number.lanewise(VectorOperators.LSHR, (short) rest);
                    nextWord = nextNumber.lanewise(VectorOperators.LSHR, (short) rest);
                    if (rest == Short.SIZE) { // such a shift would do nothing
                        word = ShortVector.zero(SHORTS);
                        nextWord = word;
                    }
                }
            }
            if (filled > 0) {
                word.intoMemorySegment(target, at, ORDER);
                nextWord.intoMemorySegment(target, at + NEXT, ORDER);
            }
        }
    }

    static void pack32(int[] values, int from, Packing packing, MemorySegment target, long offset) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        int reference = (int) packing.reference();
        for (int column = 0; column < COLUMNS_32; column += 2 * INTS.length()) {
            IntVector word = IntVector.zero(INTS);
            IntVector nextWord = word;
            int filled = 0;
            long at = offset + column * 4L;
            for (int row = 0; row < laneRows; row++) {
                int first = from + row * LANES_32 + column;
                IntVector number = IntVector.fromArray(INTS, values, first).sub(reference);
                IntVector nextNumber =
                        IntVector.fromArray(INTS, values, first + INTS.length()).sub(reference);
                word = word.or(number.lanewise(VectorOperators.LSHL, filled));
                nextWord = nextWord.or(nextNumber.lanewise(VectorOperators.LSHL, filled));
                filled += width;
                if (filled >= Integer.SIZE) {
                    word.intoMemorySegment(target, at, ORDER);
                    nextWord.intoMemorySegment(target, at + NEXT, ORDER);
                    at += WORD_ROW_BYTES;
                    filled -= Integer.SIZE;
                    int rest = width - filled;
                    word = number.lanewise(VectorOperators.LSHR, rest);
                    nextWord = nextNumber.lanewise(VectorOperators.LSHR, rest);
                    if (rest == Integer.SIZE) { // such a shift would do nothing
                        word = IntVector.zero(INTS);
                        nextWord = word;
                    }
                }
            }
            if (filled > 0) {
                word.intoMemorySegment(target, at, ORDER);
                nextWord.intoMemorySegment(target, at + NEXT, ORDER);
            }
        }
    }
}
