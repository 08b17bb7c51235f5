package dev.tidemark.core.encoding.kernel;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** The plain Java twin. */
public final class ScalarPackedScanKernel implements PackedScanKernel {
    @Override
    public long sum16(Packing packing, MemorySegment source, long offset) {
        return sumLanes(packing, source, offset);
    }

    @Override
    public long sum32(Packing packing, MemorySegment source, long offset) {
        return sumLanes(packing, source, offset);
    }

    @Override
    public long sum64(Packing packing, MemorySegment source, long offset) {
        return sumLanes(packing, source, offset);
    }

    private static long sumLanes(Packing packing, MemorySegment source, long offset) {
        Lanes lanes = Lanes.ofLongs(packing);
        int width = packing.width();
        long sum = 0;
        for (int lane = 0; lane < lanes.count(); lane++) {
            long at = lanes.wordAt(offset, lane);
            for (int index = 0; index < packing.laneRows(); index++) {
                sum += lanes.number(source, at, index * width, width);
            }
        }
        return sum;
    }

    @Override
    public void selectLongs16(
            Packing packing, MemorySegment source, long offset, PackedRange range, long[] bits) {
        select(Lanes.ofLongs(packing), packing, source, offset, range, bits);
    }

    @Override
    public void selectLongs32(
            Packing packing, MemorySegment source, long offset, PackedRange range, long[] bits) {
        select(Lanes.ofLongs(packing), packing, source, offset, range, bits);
    }

    @Override
    public void selectLongs64(
            Packing packing, MemorySegment source, long offset, PackedRange range, long[] bits) {
        select(Lanes.ofLongs(packing), packing, source, offset, range, bits);
    }

    @Override
    public void selectInts16(
            Packing packing, MemorySegment source, long offset, PackedRange range, long[] bits) {
        select(Lanes.ofInts(packing), packing, source, offset, range, bits);
    }

    @Override
    public void selectInts32(
            Packing packing, MemorySegment source, long offset, PackedRange range, long[] bits) {
        select(Lanes.ofInts(packing), packing, source, offset, range, bits);
    }

    private static void select(
            Lanes lanes,
            Packing packing,
            MemorySegment source,
            long offset,
            PackedRange range,
            long[] bits) {
        int width = packing.width();
        Arrays.fill(bits, 0, WORDS, 0);
        for (int lane = 0; lane < lanes.count(); lane++) {
            long at = lanes.wordAt(offset, lane);
            int row = lanes.firstRow(lane);
            for (int index = 0; index < packing.laneRows(); index++) {
                long found = range.contains(lanes.number(source, at, index * width, width)) ? 1 : 0;
                bits[row >>> 6] |= found << row;
                row += lanes.count();
            }
        }
        PackedScanKernel.clearFrom(packing.rowCount(), bits);
    }
}
