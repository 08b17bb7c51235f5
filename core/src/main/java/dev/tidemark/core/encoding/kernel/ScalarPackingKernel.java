package dev.tidemark.core.encoding.kernel;

import java.lang.foreign.MemorySegment;
import java.util.function.IntToLongFunction;

/** The plain Java twin: the reference for the tests, and the kernel for machines without SIMD. */
public final class ScalarPackingKernel implements PackingKernel {
    @Override
    public void pack16(
            long[] values, int from, Packing packing, MemorySegment target, long offset) {
        pack(Lanes.ofLongs(packing), row -> values[from + row], packing, target, offset);
    }

    @Override
    public void pack32(
            long[] values, int from, Packing packing, MemorySegment target, long offset) {
        pack(Lanes.ofLongs(packing), row -> values[from + row], packing, target, offset);
    }

    @Override
    public void pack64(
            long[] values, int from, Packing packing, MemorySegment target, long offset) {
        pack(Lanes.ofLongs(packing), row -> values[from + row], packing, target, offset);
    }

    @Override
    public void pack16(int[] values, int from, Packing packing, MemorySegment target, long offset) {
        pack(Lanes.ofInts(packing), row -> values[from + row], packing, target, offset);
    }

    @Override
    public void pack32(int[] values, int from, Packing packing, MemorySegment target, long offset) {
        pack(Lanes.ofInts(packing), row -> values[from + row], packing, target, offset);
    }

    private static void pack(
            Lanes lanes,
            IntToLongFunction values,
            Packing packing,
            MemorySegment target,
            long offset) {
        int width = packing.width();
        int laneRows = packing.laneRows();
        long mask = -1L >>> -width;
        for (int lane = 0; lane < lanes.count(); lane++) {
            long at = lanes.wordAt(offset, lane);
            int row = lanes.firstRow(lane);
            long word = 0;
            int filled = 0;
            for (int index = 0; index < laneRows; index++) {
                long number = values.applyAsLong(row) - packing.reference() & mask;
                row += lanes.count();
                word |= number << filled;
                filled += width;
                if (filled >= lanes.bits()) {
                    lanes.write(target, at, word);
                    at += WORD_ROW_BYTES;
                    filled -= lanes.bits();
                    word = filled == 0 ? 0 : number >>> (width - filled);
                }
            }
            if (filled > 0) {
                lanes.write(target, at, word);
            }
        }
    }

    @Override
    public void unpack16(Packing packing, MemorySegment source, long offset, long[] out) {
        unpackLongs(packing, source, offset, out);
    }

    @Override
    public void unpack32(Packing packing, MemorySegment source, long offset, long[] out) {
        unpackLongs(packing, source, offset, out);
    }

    @Override
    public void unpack64(Packing packing, MemorySegment source, long offset, long[] out) {
        unpackLongs(packing, source, offset, out);
    }

    private static void unpackLongs(
            Packing packing, MemorySegment source, long offset, long[] out) {
        Lanes lanes = Lanes.ofLongs(packing);
        int width = packing.width();
        int laneRows = packing.laneRows();
        for (int lane = 0; lane < lanes.count(); lane++) {
            long at = lanes.wordAt(offset, lane);
            int row = lanes.firstRow(lane);
            for (int index = 0; index < laneRows; index++) {
                long number = lanes.number(source, at, index * width, width);
                out[row] = packing.reference() + packing.divisor() * number;
                row += lanes.count();
            }
        }
    }

    @Override
    public void unpack16(Packing packing, MemorySegment source, long offset, int[] out) {
        unpackInts(packing, source, offset, out);
    }

    @Override
    public void unpack32(Packing packing, MemorySegment source, long offset, int[] out) {
        unpackInts(packing, source, offset, out);
    }

    private static void unpackInts(Packing packing, MemorySegment source, long offset, int[] out) {
        Lanes lanes = Lanes.ofInts(packing);
        int width = packing.width();
        int laneRows = packing.laneRows();
        for (int lane = 0; lane < lanes.count(); lane++) {
            long at = lanes.wordAt(offset, lane);
            int row = lanes.firstRow(lane);
            for (int index = 0; index < laneRows; index++) {
                out[row] =
                        (int)
                                (packing.reference()
                                        + lanes.number(source, at, index * width, width));
                row += lanes.count();
            }
        }
    }

    @Override
    public void sumStrided(long[] values, int rowCount) {
        int end = (rowCount + DELTA_STRIDE - 1) / DELTA_STRIDE * DELTA_STRIDE;
        for (int index = DELTA_STRIDE; index < end; index++) {
            values[index] += values[index - DELTA_STRIDE];
        }
    }
}
