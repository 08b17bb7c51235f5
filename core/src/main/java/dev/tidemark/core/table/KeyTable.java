package dev.tidemark.core.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Numbers by keys, which are byte strings: a hash table with open addressing whose keys lie one
 * behind the other in pages, so that nothing is allocated for a single key. For one thread.
 */
final class KeyTable {
    /** No number. */
    static final int NONE = -1;

    private static final int FIRST_SLOTS = 1 << 10;
    private static final int PAGE_BITS = 20;
    private static final int PAGE_BYTES = 1 << PAGE_BITS;

    private final CRC32C hash = new CRC32C();
    private final List<byte[]> pages = new ArrayList<>();
    private int pageFilled = PAGE_BYTES;
    private int[] slots = new int[FIRST_SLOTS];
    private int[] hashes = new int[FIRST_SLOTS / 2];
    private int[] numbers = new int[FIRST_SLOTS / 2];
    private int[] lengths = new int[FIRST_SLOTS / 2];
    private long[] places = new long[FIRST_SLOTS / 2];
    private int count;

    /** The number of a key, or {@link #NONE}. */
    int find(byte[] key, int length) {
        int entry = slots[slotOf(key, length, hashOf(key, length))] - 1;
        return entry < 0 ? NONE : numbers[entry];
    }

    /** Gives a key a number; returns the one that it had, or {@link #NONE}. */
    int put(byte[] key, int length, int number) {
        int keyHash = hashOf(key, length);
        int slot = slotOf(key, length, keyHash);
        int entry = slots[slot] - 1;
        if (entry >= 0) {
            int before = numbers[entry];
            numbers[entry] = number;
            return before;
        }
        if (count == numbers.length) {
            grow();
            slot = slotOf(key, length, keyHash);
        }
        hashes[count] = keyHash;
        numbers[count] = number;
        lengths[count] = length;
        places[count] = store(key, length);
        slots[slot] = ++count;
        return NONE;
    }

    private int hashOf(byte[] key, int length) {
        hash.reset();
        hash.update(key, 0, length);
        return (int) hash.getValue();
    }

    /** The slot that holds the key, or the free one where it belongs. */
    private int slotOf(byte[] key, int length, int keyHash) {
        int mask = slots.length - 1;
        int slot = keyHash & mask;
        while (slots[slot] != 0 && !isAt(slots[slot] - 1, key, length, keyHash)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private boolean isAt(int entry, byte[] key, int length, int keyHash) {
        if (hashes[entry] != keyHash || lengths[entry] != length) {
            return false;
        }
        byte[] page = pages.get((int) (places[entry] >>> PAGE_BITS));
        int from = (int) (places[entry] & (PAGE_BYTES - 1));
        return Arrays.equals(page, from, from + length, key, 0, length);
    }

    /** Keeps a key; one that is longer than a page gets one of its own. */
    private long store(byte[] key, int length) {
        if (pageFilled + length > PAGE_BYTES) {
            pages.add(new byte[Math.max(PAGE_BYTES, length)]);
            pageFilled = 0;
        }
        System.arraycopy(key, 0, pages.getLast(), pageFilled, length);
        long place = (long) (pages.size() - 1) << PAGE_BITS | pageFilled;
        pageFilled = Math.min(PAGE_BYTES, pageFilled + length);
        return place;
    }

    private void grow() {
        hashes = Arrays.copyOf(hashes, 2 * count);
        numbers = Arrays.copyOf(numbers, 2 * count);
        lengths = Arrays.copyOf(lengths, 2 * count);
        places = Arrays.copyOf(places, 2 * count);
        slots = new int[4 * count];
        int mask = slots.length - 1;
        for (int entry = 0; entry < count; entry++) {
            int slot = hashes[entry] & mask;
            while (slots[slot] != 0) {
                slot = slot + 1 & mask;
            }
            slots[slot] = entry + 1;
        }
    }
}
