package dev.tidemark.core.encoding.kernel;

import java.lang.foreign.MemorySegment;

/** The plain Java twin. */
public final class ScalarDecimalKernel implements DecimalKernel {
    @Override
    public void unpack(
            Packing packing, DecimalForm form, MemorySegment source, long offset, double[] out) {
        for (int row = 0; row < packing.rowCount(); row++) {
            out[row] = form.decode(packing.longAt(source, offset, row));
        }
    }

    @Override
    public void unpackBits(Packing packing, MemorySegment source, long offset, double[] out) {
        for (int row = 0; row < packing.rowCount(); row++) {
            out[row] = Double.longBitsToDouble(packing.longAt(source, offset, row));
        }
    }

    @Override
    public void encode(double[] values, int from, int count, DecimalForm form, DecimalNumbers out) {
        encode(values, from, 0, count, form, out);
    }

    @Override
    public void measureBits(double[] values, int from, int count, Statistics into) {
        long low = Double.doubleToRawLongBits(values[from]);
        long high = low;
        for (int index = from + 1; index < from + count; index++) {
            long bits = Double.doubleToRawLongBits(values[index]);
            low = Math.min(low, bits);
            high = Math.max(high, bits);
        }
        into.set(low, high, 0);
    }

    @Override
    public boolean areSingles(double[] values, int from, int count) {
        return areSinglesUpTo(values, from, from + count);
    }

    /** Encodes the rows from {@code row} on. */
    static void encode(
            double[] values, int from, int row, int count, DecimalForm form, DecimalNumbers out) {
        for (int index = row; index < count; index++) {
            double value = values[from + index];
            long number = (long) form.nearest(value);
            out.numbers()[out.firstRow() + index] = number;
            out.include(number, number);
            if (!form.isExact(value)) {
                out.addException(index);
            }
        }
    }

    /** Whether {@code [from, to)} are numbers that a float can hold. */
    static boolean areSinglesUpTo(double[] values, int from, int to) {
        boolean same = true;
        for (int index = from; index < to; index++) {
            same &= (float) values[index] == values[index];
        }
        return same;
    }
}
