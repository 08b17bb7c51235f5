package dev.tidemark.core.encoding.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The plain Java twin: the reference for the tests, and the kernel for machines without SIMD.
 *
 * <p>A number that lies within one word is read as the low and the high part of the same word; the
 * mask then cuts off what the high part adds. That saves a branch for every value.
 */
public final class ScalarPackingKernel implements PackingKernel {
    private static final int LANES_16 = VECTOR_ROWS / Short.SIZE;
    private static final int LANES_32 = VECTOR_ROWS / Integer.SIZE;
    private static final int LANES_64 = VECTOR_ROWS / Long.SIZE;

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    @Override
    public void pack16(short[] numbers, Packing packing, MemorySegment target, long offset) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        for (int lane = 0; lane < LANES_16; lane++) {
            int word = 0;
            int filled = 0;
            long at = offset + lane * 2L;
            for (int row = 0; row < laneRows; row++) {
                word |= Short.toUnsignedInt(numbers[row * LANES_16 + lane]) << filled;
                filled += width;
                if (filled >= Short.SIZE) {
                    target.set(SHORT, at, (short) word);
                    at += WORD_ROW_BYTES;
                    filled -= Short.SIZE;
                    word >>>= Short.SIZE;
                }
            }
            if (filled > 0) {
                target.set(SHORT, at, (short) word);
            }
        }
    }

    @Override
    public void pack32(int[] numbers, Packing packing, MemorySegment target, long offset) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        for (int lane = 0; lane < LANES_32; lane++) {
            long word = 0;
            int filled = 0;
            long at = offset + lane * 4L;
            for (int row = 0; row < laneRows; row++) {
                word |= Integer.toUnsignedLong(numbers[row * LANES_32 + lane]) << filled;
                filled += width;
                if (filled >= Integer.SIZE) {
                    target.set(INT, at, (int) word);
                    at += WORD_ROW_BYTES;
                    filled -= Integer.SIZE;
                    word >>>= Integer.SIZE;
                }
            }
            if (filled > 0) {
                target.set(INT, at, (int) word);
            }
        }
    }

    @Override
    public void pack64(long[] numbers, Packing packing, MemorySegment target, long offset) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        for (int lane = 0; lane < LANES_64; lane++) {
            long word = 0;
            int filled = 0;
            long at = offset + lane * 8L;
            for (int row = 0; row < laneRows; row++) {
                long number = numbers[row * LANES_64 + lane];
                word |= number << filled;
                filled += width;
                if (filled >= Long.SIZE) {
                    target.set(LONG, at, word);
                    at += WORD_ROW_BYTES;
                    filled -= Long.SIZE;
                    word = filled == 0 ? 0 : number >>> (width - filled);
                }
            }
            if (filled > 0) {
                target.set(LONG, at, word);
            }
        }
    }

    @Override
    public void unpack16(Packing packing, MemorySegment source, long offset, long[] out) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        int mask = 0xFFFF >>> (Short.SIZE - width);
        long reference = packing.reference();
        long divisor = packing.divisor();
        for (int row = 0; row < laneRows; row++) {
            int bit = row * width;
            int shift = bit % Short.SIZE;
            long lowAt = wordAt(offset, bit / Short.SIZE);
            long highAt = wordAt(offset, (bit + width - 1) / Short.SIZE);
            for (int lane = 0; lane < LANES_16; lane++) {
                int low = source.get(SHORT, lowAt + lane * 2L) & 0xFFFF;
                int high = source.get(SHORT, highAt + lane * 2L) & 0xFFFF;
                out[row * LANES_16 + lane] =
                        reference
                                + divisor
                                        * (long)
                                                ((low >>> shift | high << (Short.SIZE - shift))
                                                        & mask);
            }
        }
    }

    @Override
    public void unpack32(Packing packing, MemorySegment source, long offset, long[] out) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        long mask = 0xFFFF_FFFFL >>> (Integer.SIZE - width);
        long reference = packing.reference();
        long divisor = packing.divisor();
        for (int row = 0; row < laneRows; row++) {
            int bit = row * width;
            int shift = bit % Integer.SIZE;
            long lowAt = wordAt(offset, bit / Integer.SIZE);
            long highAt = wordAt(offset, (bit + width - 1) / Integer.SIZE);
            for (int lane = 0; lane < LANES_32; lane++) {
                long low = source.get(INT, lowAt + lane * 4L) & 0xFFFF_FFFFL;
                long high = source.get(INT, highAt + lane * 4L) & 0xFFFF_FFFFL;
                out[row * LANES_32 + lane] =
                        reference
                                + divisor
                                        * ((low >>> shift | high << (Integer.SIZE - shift)) & mask);
            }
        }
    }

    @Override
    public void unpack64(Packing packing, MemorySegment source, long offset, long[] out) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        long mask = -1L >>> (Long.SIZE - width);
        long reference = packing.reference();
        long divisor = packing.divisor();
        for (int row = 0; row < laneRows; row++) {
            int bit = row * width;
            int shift = bit % Long.SIZE;
            long lowAt = wordAt(offset, bit / Long.SIZE);
            long highAt = wordAt(offset, (bit + width - 1) / Long.SIZE);
            for (int lane = 0; lane < LANES_64; lane++) {
                long low = source.get(LONG, lowAt + lane * 8L);
                long high = source.get(LONG, highAt + lane * 8L);
                out[row * LANES_64 + lane] =
                        reference + divisor * ((low >>> shift | high << -shift) & mask);
            }
        }
    }

    @Override
    public void unpack16(Packing packing, MemorySegment source, long offset, int[] out) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        int mask = 0xFFFF >>> (Short.SIZE - width);
        int reference = (int) packing.reference();
        for (int row = 0; row < laneRows; row++) {
            int bit = row * width;
            int shift = bit % Short.SIZE;
            long lowAt = wordAt(offset, bit / Short.SIZE);
            long highAt = wordAt(offset, (bit + width - 1) / Short.SIZE);
            for (int lane = 0; lane < LANES_16; lane++) {
                int low = source.get(SHORT, lowAt + lane * 2L) & 0xFFFF;
                int high = source.get(SHORT, highAt + lane * 2L) & 0xFFFF;
                out[row * LANES_16 + lane] =
                        reference + ((low >>> shift | high << (Short.SIZE - shift)) & mask);
            }
        }
    }

    @Override
    public void unpack32(Packing packing, MemorySegment source, long offset, int[] out) {
        int laneRows = packing.laneRows();
        int width = packing.width();
        int mask = -1 >>> (Integer.SIZE - width);
        int reference = (int) packing.reference();
        for (int row = 0; row < laneRows; row++) {
            int bit = row * width;
            int shift = bit % Integer.SIZE;
            long lowAt = wordAt(offset, bit / Integer.SIZE);
            long highAt = wordAt(offset, (bit + width - 1) / Integer.SIZE);
            for (int lane = 0; lane < LANES_32; lane++) {
                int low = source.get(INT, lowAt + lane * 4L);
                int high = source.get(INT, highAt + lane * 4L);
                out[row * LANES_32 + lane] = reference + ((low >>> shift | high << -shift) & mask);
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

    private static long wordAt(long offset, int word) {
        return offset + (long) word * WORD_ROW_BYTES;
    }
}
