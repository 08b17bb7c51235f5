package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.INT;
import static dev.tidemark.core.encoding.BlockLayout.LONG;

import dev.tidemark.core.encoding.kernel.PackedRange;
import dev.tidemark.core.encoding.kernel.PackedScanKernel;
import dev.tidemark.core.encoding.kernel.Packing;
import dev.tidemark.core.encoding.kernel.PackingKernel;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Reads blocks of longs and of dictionary codes. Vectors and rows were checked by the caller. */
final class IntegerBlockReader {
    private IntegerBlockReader() {}

    static void decodeLongs(BlockView view, PackingKernel kernel, int vector, long[] out) {
        int rows = view.vectorRowCount(vector);
        MemorySegment segment = view.segment();
        switch (view.encoding()) {
            case CONSTANT -> Arrays.fill(out, 0, rows, view.minimum(vector));
            case PLAIN -> MemorySegment.copy(segment, LONG, view.payload(vector), out, 0, rows);
            case FRAME_OF_REFERENCE ->
                    kernel.unpack(view.packing(vector), segment, view.payload(vector), out);
            case DELTA -> decodeDeltas(view, kernel, vector, out);
            case RUN_LENGTH -> {
                if (view.width(vector) == 0) {
                    Arrays.fill(out, 0, rows, view.minimum(vector));
                } else {
                    new Runs(view, vector).decode(out);
                }
            }
            case DECIMAL, DICTIONARY -> throw view.notEncodedSo();
        }
    }

    private static void decodeDeltas(BlockView view, PackingKernel kernel, int vector, long[] out) {
        long payload = view.payload(vector);
        Packing packing = view.recordedPacking(vector);
        kernel.unpack(packing, view.segment(), payload, out);
        long starts = view.record(vector) + BlockLayout.DELTA_STARTS_OFFSET;
        MemorySegment.copy(view.segment(), LONG, starts, out, 0, PackingKernel.DELTA_STRIDE);
        kernel.sumStrided(out, packing.rowCount());
    }

    static void decodeCodes(BlockView view, PackingKernel kernel, int vector, int[] out) {
        int rows = view.vectorRowCount(vector);
        MemorySegment segment = view.segment();
        switch (view.encoding()) {
            case CONSTANT -> Arrays.fill(out, 0, rows, (int) view.minimum(vector));
            case PLAIN -> MemorySegment.copy(segment, INT, view.payload(vector), out, 0, rows);
            case FRAME_OF_REFERENCE ->
                    kernel.unpack(view.packing(vector), segment, view.payload(vector), out);
            case RUN_LENGTH -> {
                if (view.width(vector) == 0) {
                    Arrays.fill(out, 0, rows, (int) view.minimum(vector));
                } else {
                    new Runs(view, vector).decode(out);
                }
            }
            case DELTA, DECIMAL, DICTIONARY -> throw view.notEncodedSo();
        }
    }

    static long longAt(BlockView view, int vector, int index) {
        return switch (view.encoding()) {
            case CONSTANT -> view.minimum(vector);
            case PLAIN -> view.segment().get(LONG, view.payload(vector) + index * 8L);
            case DELTA -> sumAt(view, vector, index);
            case FRAME_OF_REFERENCE -> view.packedLongAt(vector, index);
            case RUN_LENGTH -> runAt(view, vector, index);
            case DECIMAL, DICTIONARY -> throw view.notEncodedSo();
        };
    }

    /** Reads the rows {@code rows[0 .. count)} of a vector. */
    static void longsAt(BlockView view, int vector, int[] rows, int count, long[] out, int to) {
        if (view.encoding() == Encoding.FRAME_OF_REFERENCE) {
            Packing packing = view.packing(vector);
            packing.longsAt(view.segment(), view.payload(vector), rows, count, out, to);
        } else {
            for (int index = 0; index < count; index++) {
                out[to + index] = longAt(view, vector, rows[index]);
            }
        }
    }

    /** As {@link #longsAt}. */
    static void codesAt(BlockView view, int vector, int[] rows, int count, int[] out, int to) {
        if (view.encoding() == Encoding.FRAME_OF_REFERENCE) {
            Packing packing = view.packing(vector);
            packing.intsAt(view.segment(), view.payload(vector), rows, count, out, to);
        } else {
            for (int index = 0; index < count; index++) {
                out[to + index] = codeAt(view, vector, rows[index]);
            }
        }
    }

    static int codeAt(BlockView view, int vector, int index) {
        return switch (view.encoding()) {
            case CONSTANT -> (int) view.minimum(vector);
            case PLAIN -> view.segment().get(INT, view.payload(vector) + index * 4L);
            case FRAME_OF_REFERENCE -> view.packedCodeAt(vector, index);
            case RUN_LENGTH -> (int) runAt(view, vector, index);
            case DELTA, DECIMAL, DICTIONARY -> throw view.notEncodedSo();
        };
    }

    private static long runAt(BlockView view, int vector, int index) {
        return view.width(vector) == 0
                ? view.minimum(vector)
                : new Runs(view, vector).valueAt(index);
    }

    private static long sumAt(BlockView view, int vector, int index) {
        int lane = index % PackingKernel.DELTA_STRIDE;
        long payload = view.payload(vector);
        Packing packing = view.recordedPacking(vector);
        MemorySegment segment = view.segment();
        long starts = view.record(vector) + BlockLayout.DELTA_STARTS_OFFSET;
        long sum = segment.get(LONG, starts + lane * 8L);
        for (int at = lane + PackingKernel.DELTA_STRIDE;
                at <= index;
                at += PackingKernel.DELTA_STRIDE) {
            sum += packing.longAt(segment, payload, at);
        }
        return sum;
    }

    /** Whether a vector can be summed and filtered as it is encoded. */
    static boolean isScannable(BlockView view) {
        return switch (view.encoding()) {
            case CONSTANT, FRAME_OF_REFERENCE, RUN_LENGTH -> true;
            case PLAIN, DELTA, DECIMAL, DICTIONARY -> false;
        };
    }

    private static boolean isConstant(BlockView view, int vector) {
        return view.encoding() == Encoding.CONSTANT || view.width(vector) == 0;
    }

    /** The sum of all rows of a scannable vector, wrapping. */
    static long sum(BlockView view, PackedScanKernel kernel, int vector) {
        int rows = view.vectorRowCount(vector);
        if (isConstant(view, vector)) {
            return view.minimum(vector) * rows;
        } else if (view.encoding() == Encoding.RUN_LENGTH) {
            return new Runs(view, vector).sum();
        }
        Packing packing = view.packing(vector);
        long numbers = kernel.sum(packing, view.segment(), view.payload(vector));
        return packing.reference() * rows + packing.divisor() * numbers;
    }

    /** Marks the rows of a scannable vector whose value is in {@code [low, high]}. */
    static void select(
            BlockView view, PackedScanKernel kernel, int vector, long low, long high, long[] bits) {
        boolean constant = isConstant(view, vector);
        long minimum = view.minimum(vector);
        long maximum = constant ? minimum : view.maximum(vector);
        if (low > maximum || high < minimum || low > high) {
            Arrays.fill(bits, 0, PackedScanKernel.WORDS, 0);
        } else if (low <= minimum && high >= maximum) {
            Arrays.fill(bits, 0, PackedScanKernel.WORDS, 0);
            Validity.fillPresent(bits, view.vectorRowCount(vector));
        } else if (view.encoding() == Encoding.RUN_LENGTH) {
            new Runs(view, vector).select(low, high, bits);
        } else {
            selectPacked(view, kernel, vector, low, high, bits);
        }
    }

    private static void selectPacked(
            BlockView view, PackedScanKernel kernel, int vector, long low, long high, long[] bits) {
        Packing packing = view.packing(vector);
        long divisor = packing.divisor();
        long fromLow = Math.max(low, packing.reference()) - packing.reference(); // unsigned
        long fromHigh = Math.min(high, view.maximum(vector)) - packing.reference();
        boolean between = Long.remainderUnsigned(fromLow, divisor) != 0;
        long lowNumber = Long.divideUnsigned(fromLow, divisor) + (between ? 1 : 0);
        long highNumber = Long.divideUnsigned(fromHigh, divisor);
        if (Long.compareUnsigned(lowNumber, highNumber) > 0) {
            Arrays.fill(bits, 0, PackedScanKernel.WORDS, 0);
            return;
        }
        PackedRange range = new PackedRange(lowNumber, highNumber);
        MemorySegment segment = view.segment();
        switch (view.kind()) {
            case LONGS -> kernel.selectLongs(packing, segment, view.payload(vector), range, bits);
            case CODES -> kernel.selectInts(packing, segment, view.payload(vector), range, bits);
            case DOUBLES, WIDE, BYTES -> throw view.notEncodedSo();
        }
    }
}
