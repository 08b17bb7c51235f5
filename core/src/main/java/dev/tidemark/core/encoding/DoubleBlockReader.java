package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.DOUBLE;
import static dev.tidemark.core.encoding.BlockLayout.INT;
import static dev.tidemark.core.encoding.BlockLayout.SHORT;

import dev.tidemark.core.encoding.kernel.DecimalForm;
import dev.tidemark.core.encoding.kernel.DecimalKernel;
import dev.tidemark.core.encoding.kernel.Packing;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Reads blocks of floating point numbers. Vectors and rows were checked by the caller. */
final class DoubleBlockReader {
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
                if (isSingle(view)) {
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
                    DecimalForm form = new DecimalForm(digits, isSingle(view));
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
        if (isConstant(view, vector)) {
            return Double.longBitsToDouble(view.minimum(vector));
        }
        return switch (view.encoding()) {
            case PLAIN ->
                    isSingle(view)
                            ? floatAt(view, view.payload(vector), index)
                            : view.segment().get(DOUBLE, view.payload(vector) + index * 8L);
            case DECIMAL -> decimalAt(view, vector, index);
            case RUN_LENGTH -> Double.longBitsToDouble(new Runs(view, vector).valueAt(index));
            case CONSTANT, FRAME_OF_REFERENCE, DELTA, DICTIONARY -> throw view.notEncodedSo();
        };
    }

    private static double decimalAt(BlockView view, int vector, int index) {
        Packing packing = packing(view, vector);
        long number = packing.longAt(view.segment(), view.payload(vector), index);
        int digits = view.digits(vector);
        if (digits == BlockLayout.DIGITS_OF_BITS) {
            return Double.longBitsToDouble(number);
        }
        int count = exceptionCount(view, vector);
        if (count == 0) {
            return new DecimalForm(digits, isSingle(view)).decode(number);
        }
        long rowsAt = exceptionsAt(view, vector, count);
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (view.segment().get(SHORT, rowsAt + (long) middle * Short.BYTES) < index) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low < count && view.segment().get(SHORT, rowsAt + (long) low * Short.BYTES) == index) {
            long valuesAt = rowsAt + (long) count * Short.BYTES;
            return view.segment().get(DOUBLE, valuesAt + (long) low * Double.BYTES);
        }
        return new DecimalForm(digits, isSingle(view)).decode(number);
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

    private static boolean isSingle(BlockView view) {
        return view.header().valueType().widthBytes() == Float.BYTES;
    }

    private static double floatAt(BlockView view, long payload, int index) {
        return SingleBits.widen(view.segment().get(INT, payload + index * 4L));
    }
}
