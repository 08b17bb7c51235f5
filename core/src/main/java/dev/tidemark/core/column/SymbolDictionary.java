package dev.tidemark.core.column;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The texts of a symbol column: append-only, numbered 0, 1, 2, ... in order of first use.
 *
 * <p>Thread-safe. {@link #intern} serialises writers; a reader may ask for any code that it found
 * in a snapshot without taking a lock, since the snapshot was published after the text was added.
 */
public final class SymbolDictionary {
    /** Largest number of texts. */
    public static final int MAX_SYMBOLS = 1 << 28;

    /** What {@link #find} answers for a text that has no code. */
    public static final int UNKNOWN = -1;

    private static final int FIRST_SLOTS = 64;

    private volatile byte[][] texts = new byte[FIRST_SLOTS / 2][];
    private volatile int size;
    private volatile int loggedSize;
    private int[] hashes = new int[FIRST_SLOTS];

    /** Code + 1 of the text in a slot of the open-addressing table, 0 = free. */
    private int[] slots = new int[FIRST_SLOTS];

    /** Number of texts; every code below it is valid. */
    public int size() {
        return size;
    }

    /** Texts below this code are in the log or in the dictionary's file. */
    public int loggedSize() {
        return loggedSize;
    }

    /** Notes that all texts below {@code code} are on their way to disk; for the committer. */
    public void markLogged(int code) {
        loggedSize = Math.max(loggedSize, code);
    }

    /** Takes {@link #markLogged} back to a smaller code, whose frame was given up. */
    public void unmarkLogged(int code) {
        loggedSize = Math.min(loggedSize, code);
    }

    /** UTF-8 bytes of a text; shared, not to be changed. */
    public byte[] bytes(int code) {
        return texts[code];
    }

    public String text(int code) {
        return new String(texts[code], StandardCharsets.UTF_8);
    }

    /** The code of a text, or {@link #UNKNOWN}. */
    public int find(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        synchronized (this) {
            int slot = slotOf(bytes, Arrays.hashCode(bytes));
            return slots[slot] - 1;
        }
    }

    /** The code of a text, which is added if it is new. */
    public int intern(String text) {
        return intern(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The code of a text in UTF-8, which is copied and added if it is new. */
    public int intern(MemorySegment source, long offset, int lengthBytes) {
        byte[] bytes = new byte[lengthBytes];
        MemorySegment.copy(source, ValueLayout.JAVA_BYTE, offset, bytes, 0, lengthBytes);
        return intern(bytes);
    }

    /**
     * The code of a text in UTF-8, which is added, without a copy, if it is new.
     *
     * @throws IllegalStateException beyond {@link #MAX_SYMBOLS} texts
     */
    public synchronized int intern(byte[] bytes) {
        int hash = Arrays.hashCode(bytes);
        int slot = slotOf(bytes, hash);
        if (slots[slot] != 0) {
            return slots[slot] - 1;
        }
        int code = size;
        if (code == MAX_SYMBOLS) {
            throw new IllegalStateException("more than " + MAX_SYMBOLS + " symbols in a column");
        }
        if (code == texts.length) {
            texts = Arrays.copyOf(texts, code * 2);
        }
        texts[code] = bytes;
        slots[slot] = code + 1;
        hashes[slot] = hash;
        size = code + 1;
        if (size * 2 > slots.length) {
            rehash();
        }
        return code;
    }

    /**
     * Adds many texts at once, without copies.
     *
     * @throws IllegalArgumentException if one of them is here already; those before it are added
     * @throws IllegalStateException beyond {@link #MAX_SYMBOLS} texts
     */
    public synchronized void addAll(List<byte[]> more) {
        int needed = size + more.size();
        if (needed > texts.length) {
            texts = Arrays.copyOf(texts, needed);
        }
        while (needed * 2L > slots.length) {
            rehash();
        }
        for (byte[] bytes : more) {
            int expected = size;
            if (intern(bytes) != expected) {
                throw new IllegalArgumentException(
                        "two symbols are '%s'"
                                .formatted(new String(bytes, StandardCharsets.UTF_8)));
            }
        }
    }

    private int slotOf(byte[] bytes, int hash) {
        int mask = slots.length - 1;
        int slot = spread(hash) & mask;
        while (slots[slot] != 0
                && !(hashes[slot] == hash && Arrays.equals(texts[slots[slot] - 1], bytes))) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void rehash() {
        int[] oldSlots = slots;
        int[] oldHashes = hashes;
        slots = new int[oldSlots.length * 2];
        hashes = new int[slots.length];
        int mask = slots.length - 1;
        for (int old = 0; old < oldSlots.length; old++) {
            if (oldSlots[old] != 0) {
                int slot = spread(oldHashes[old]) & mask;
                while (slots[slot] != 0) {
                    slot = (slot + 1) & mask;
                }
                slots[slot] = oldSlots[old];
                hashes[slot] = oldHashes[old];
            }
        }
    }

    private static int spread(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ (mixed >>> 15);
    }
}
