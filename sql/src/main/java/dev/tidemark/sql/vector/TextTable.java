package dev.tidemark.sql.vector;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import java.util.Arrays;

/** Numbers texts 0, 1, 2, ... in order of first use; nothing is allocated for a known text. */
final class TextTable {
    private static final int FIRST_SLOTS = 64;
    private static final int FIRST_BYTES = 1 << 10;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int[] ends = new int[FIRST_SLOTS / 2];
    private int[] hashes = new int[FIRST_SLOTS / 2];

    /** Number + 1 of the text in a slot, 0 = free. */
    private int[] slots = new int[FIRST_SLOTS];

    private int size;

    /**
     * The number of {@code source[from .. to)}.
     *
     * @param adds whether a new text gets a number, or -1
     */
    int number(byte[] source, int from, int to, boolean adds) {
        int hash = hash(source, from, to);
        int slot = hash & (slots.length - 1);
        while (slots[slot] != 0) {
            int number = slots[slot] - 1;
            if (hashes[number] == hash
                    && Arrays.equals(bytes, start(number), ends[number], source, from, to)) {
                return number;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        if (!adds) {
            return -1;
        }
        slots[slot] = size + 1;
        return add(hash, source, from, to);
    }

    /** Appends a text to a VARCHAR vector. */
    void appendTo(int number, Vector target) {
        VectorCopy.appendText(bytes, start(number), ends[number] - start(number), target);
    }

    private int start(int number) {
        return number == 0 ? 0 : ends[number - 1];
    }

    private int add(int hash, byte[] source, int from, int to) {
        int number = size++;
        if (number == ends.length) {
            ends = Arrays.copyOf(ends, number * 2);
            hashes = Arrays.copyOf(hashes, number * 2);
        }
        int start = start(number);
        int end = Math.addExact(start, to - from);
        if (end > bytes.length) {
            bytes =
                    Arrays.copyOf(
                            bytes,
                            Math.max(
                                    end, (int) Math.min(Integer.MAX_VALUE - 8, bytes.length * 2L)));
        }
        System.arraycopy(source, from, bytes, start, to - from);
        ends[number] = end;
        hashes[number] = hash;
        if (size * 2 > slots.length) {
            rehash();
        }
        return number;
    }

    private void rehash() {
        slots = new int[slots.length * 2];
        for (int number = 0; number < size; number++) {
            int slot = hashes[number] & (slots.length - 1);
            while (slots[slot] != 0) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = number + 1;
        }
    }

    private static int hash(byte[] source, int from, int to) {
        int hash = 1;
        for (int index = from; index < to; index++) {
            hash = 31 * hash + source[index];
        }
        hash *= 0x9E3779B9;
        return hash ^ (hash >>> 15);
    }
}
