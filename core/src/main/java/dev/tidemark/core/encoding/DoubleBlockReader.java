package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.DOUBLE;
import static dev.tidemark.core.encoding.BlockLayout.INT;
import static dev.tidemark.core.encoding.BlockLayout.LONG;
import static dev.tidemark.core.encoding.BlockLayout.SHORT;

import dev.tidemark.core.encoding.kernel.DecimalForm;
import dev.tidemark.core.encoding.kernel.DecimalKernel;
import dev.tidemark.core.encoding.kernel.Packing;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Reads blocks of floating point numbers. Vectors and rows were checked by the caller. */
final class DoubleBlockReader {
    private static final long NO_EXCEPTION = -1;

    private DoubleBlockReader() {}

    static boolean isConstant(BlockView view, int vector) {
        return view.encoding() == Encoding.CONSTANT || view.width(vector) == 0;
    }

    static void decode(BlockView view, DecimalKernel kernel, int vector, double[] out) {
        int rows = view.vectorRowCount(vector);
        if (isConstant(view, vector)) {
            Arrays.fill(out, 0, rows, Double.longBitsToDouble(view.minimum(vector)));
            return;
        }
        long payload = view.payload(vector);
        switch (view.encoding()) {
            case PLAIN -> {
                if (view.isSingle()) {
                    for (int row = 0; row < rows; row++) {
                        out[row] = floatAt(view, payload, row);
                    }
                } else {
                    MemorySegment.copy(view.segment(), DOUBLE, payload, out, 0, rows);
                }
            }
            case DECIMAL -> {
                Packing packing = packing(view, vector);
                int digits = view.digits(vector);
                if (digits == BlockLayout.DIGITS_OF_BITS) {
                    kernel.unpackBits(packing, view.segment(), payload, out);
                } else {
                    DecimalForm form = new DecimalForm(digits, view.isSingle());
                    kernel.unpack(packing, form, view.segment(), payload, out);
                    putExceptions(view, vector, out);
                }
            }
            case RUN_LENGTH -> new Runs(view, vector).decode(out);
            case CONSTANT, FRAME_OF_REFERENCE, DELTA, DICTIONARY -> throw view.notEncodedSo();
        }
    }

    private static void putExceptions(BlockView view, int vector, double[] out) {
        int count = exceptionCount(view, vector);
        if (count == 0) {
            return;
        }
        MemorySegment segment = view.segment();
        long rowsAt = exceptionsAt(view, vector, count);
        long valuesAt = rowsAt + (long) count * Short.BYTES;
        int rows = view.vectorRowCount(vector);
        for (int index = 0; index < count; index++) {
            int row = segment.get(SHORT, rowsAt + (long) index * Short.BYTES);
            if (row < 0 || row >= rows) {
                throw view.corrupt("vector %d: an exception for row %d".formatted(vector, row));
            }
            out[row] = segment.get(DOUBLE, valuesAt + (long) index * Double.BYTES);
        }
    }

    static double valueAt(BlockView view, int vector, int index) {
        if (view.encoding() == Encoding.DECIMAL) { // by far the most frequent
            return decimalAt(view, vector, index);
        } else if (isConstant(view, vector)) {
            return Double.longBitsToDouble(view.minimum(vector));
        }
        return switch (view.encoding()) {
            case PLAIN ->
                    view.isSingle()
                            ? floatAt(view, view.payload(vector), index)
                            : view.segment().get(DOUBLE, view.payload(vector) + index * 8L);
            case RUN_LENGTH -> Double.longBitsToDouble(new Runs(view, vector).valueAt(index));
            case CONSTANT, DECIMAL, FRAME_OF_REFERENCE, DELTA, DICTIONARY ->
                    throw view.notEncodedSo();
        };
    }

    /** Reads the rows {@code rows[0 .. count)} of a vector. */
    static void valuesAt(BlockView view, int vector, int[] rows, int count, double[] out, int to) {
        for (int index = 0; index < count; index++) {
            out[to + index] = valueAt(view, vector, rows[index]);
        }
    }

    private static double decimalAt(BlockView view, int vector, int index) {
        long place = view.place(vector);
        int width = BlockView.widthAt(place);
        if (width == 0) {
            return Double.longBitsToDouble(view.minimum(vector));
        }
        MemorySegment segment = view.segment();
        long record = view.record(vector);
        long reference = segment.get(LONG, record + BlockLayout.RECORD_REFERENCE_OFFSET);
        long number = Packing.numberAt(segment, view.payloadAt(place), index, width);
        int digits = BlockView.digitsAt(place);
        if (digits == BlockLayout.DIGITS_OF_BITS) {
            return Double.longBitsToDouble(reference + number);
        }
        if (segment.get(SHORT, record + BlockLayout.EXCEPTION_COUNT_OFFSET) != 0) {
            long exception = exceptionAt(view, vector, index);
            if (exception != NO_EXCEPTION) {
                return segment.get(DOUBLE, exception);
            }
        }
        long whole = reference + view.divisor() * number;
        double value = DecimalForm.divide((double) whole, digits);
        return view.isSingle() ? (float) value : value;
    }

    /** Where the value of a row is if it is an exception. */
    private static long exceptionAt(BlockView view, int vector, int index) {
        MemorySegment segment = view.segment();
        int count = exceptionCount(view, vector);
        long rowsAt = exceptionsAt(view, vector, count);
        int found = 0; // the last row that is not beyond the one asked for, or the first of all
        for (int left = count; left > 1; left -= left >>> 1) {
            int half = left >>> 1;
            int row = segment.get(SHORT, rowsAt + (long) (found + half) * Short.BYTES);
            found +=
                    half & ~((index - row) >> 31); // which a branch would guess wrong half the time
        }
        return segment.get(SHORT, rowsAt + (long) found * Short.BYTES) == index
                ? rowsAt + (long) count * Short.BYTES + (long) found * Double.BYTES
                : NO_EXCEPTION;
    }

    private static Packing packing(BlockView view, int vector) {
        Packing packing = view.recordedPacking(vector);
        return view.digits(vector) == BlockLayout.DIGITS_OF_BITS
                ? new Packing(packing.rowCount(), packing.width(), packing.reference(), 1)
                : packing;
    }

    private static int exceptionCount(BlockView view, int vector) {
        return view.segment().get(SHORT, view.record(vector) + BlockLayout.EXCEPTION_COUNT_OFFSET);
    }

    /** Where the rows of the exceptions are, and behind them their values. */
    private static long exceptionsAt(BlockView view, int vector, int count) {
        if (count < 0 || count > view.vectorRowCount(vector)) {
            throw view.corrupt("vector %d: %d exceptions".formatted(vector, count));
        }
        int inBlock = view.segment().get(INT, view.record(vector) + BlockLayout.EXCEPTIONS_OFFSET);
        if (inBlock < view.header().payloadsOffset()) {
            throw view.corrupt("vector %d: exceptions at %d".formatted(vector, inBlock));
        }
        long at = view.offset() + inBlock;
        view.requireInBlock(vector, at, (long) count * BlockLayout.EXCEPTION_BYTES);
        return at;
    }

    private static double floatAt(BlockView view, long payload, int index) {
        return SingleBits.widen(view.segment().get(INT, payload + index * 4L));
    }
}
