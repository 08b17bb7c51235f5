package dev.tidemark.ingest.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes at a time, within a 64-bit register. */
public final class ScalarByteKernel implements ByteKernel {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LOW_BITS = ~HIGH_BITS;

    @Override
    public int firstBreak(byte[] text, int from, int to) {
        int position = from;
        for (; position + Long.BYTES <= to; position += Long.BYTES) {
            long word = (long) LONG.get(text, position);
            long found = equalTo(word, ' ') | equalTo(word, '\\') | lineEnds(word);
            if (found != 0) {
                return position + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        for (; position < to; position++) {
            byte value = text[position];
            if (value == ' ' || value == '\\' || value == '\n' || value == '\r') {
                return position;
            }
        }
        return to;
    }

    @Override
    public int lastLineEnd(byte[] text, int from, int to) {
        int end = to;
        for (; end - Long.BYTES >= from; end -= Long.BYTES) {
            long found = lineEnds((long) LONG.get(text, end - Long.BYTES));
            if (found != 0) {
                return end - 1 - (Long.numberOfLeadingZeros(found) >>> 3);
            }
        }
        for (int position = end - 1; position >= from; position--) {
            byte value = text[position];
            if (value == '\n' || value == '\r') {
                return position;
            }
        }
        return -1;
    }

    private static long lineEnds(long word) {
        return equalTo(word, '\n') | equalTo(word, '\r');
    }

    /** The high bit of every byte that equals {@code value}, and no other bit. */
    private static long equalTo(long word, int value) {
        long difference = word ^ (ONES * value);
        return ~(((difference & LOW_BITS) + LOW_BITS) | difference) & HIGH_BITS;
    }
}
