package dev.tidemark.core.encoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Numbers the distinct texts of a block in the order in which they come up. Reusable scratch; the
 * texts stay in the caller's array.
 */
final class TextDictionary {
    /** Most texts: codes of 16 bits, unpacked fastest, and a table that stays in the cache. */
    static final int MAXIMUM_TEXTS = 1 << 14;

    private static final int SLOTS = 2 * MAXIMUM_TEXTS;
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L; // 2^64 / golden ratio, odd

    /** By slot of the hash table, code + 1; 0 is free. */
    private final int[] slots = new int[SLOTS];

    private final int[] starts = new int[MAXIMUM_TEXTS];
    private final int[] lengths = new int[MAXIMUM_TEXTS];
    private byte[] bytes = {};
    private int count;
    private long byteCount;

    /** Forgets everything, and goes on with texts of this array. */
    void start(byte[] source) {
        Arrays.fill(slots, 0);
        bytes = source;
        count = 0;
        byteCount = 0;
    }

    /** Distinct texts so far. */
    int count() {
        return count;
    }

    /** Bytes of the distinct texts. */
    long byteCount() {
        return byteCount;
    }

    int start(int code) {
        return starts[code];
    }

    int length(int code) {
        return lengths[code];
    }

    /** The code of a text, or -1 if it would be one too many. */
    int code(int from, int length) {
        int slot = (int) (hash(from, length) >>> 32) & (SLOTS - 1);
        while (slots[slot] != 0) {
            int code = slots[slot] - 1;
            if (lengths[code] == length
                    && Arrays.equals(
                            bytes,
                            starts[code],
                            starts[code] + length,
                            bytes,
                            from,
                            from + length)) {
                return code;
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        if (count == MAXIMUM_TEXTS) {
            return -1;
        }
        starts[count] = from;
        lengths[count] = length;
        byteCount += length;
        slots[slot] = ++count;
        return count - 1;
    }

    private long hash(int from, int length) {
        long hash = length * MULTIPLIER;
        int at = from;
        int end = from + length;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            hash = mix(hash ^ (long) LONGS.get(bytes, at));
        }
        for (; at < end; at++) {
            hash = mix(hash ^ bytes[at]);
        }
        return hash;
    }

    private static long mix(long value) {
        long product = value * MULTIPLIER;
        return product ^ product >>> 29;
    }
}
