package dev.tidemark.ingest.parse;

import dev.tidemark.ingest.kernel.ByteKernel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The series of one connection, found by their text: first the one that followed the previous
 * series the last time, then by hash. Senders that go round in circles are guessed right at the
 * price of one comparison; where guesses fail more often than not, guessing pauses.
 */
final class SeriesCache {
    /** Series kept at most; beyond that all are forgotten and learnt anew. */
    static final int MAX_SERIES = 1 << 17;

    /** Text of all series kept at most. */
    static final int MAX_KEY_BYTES = 1 << 25;

    /** Longer series are not kept. */
    static final int MAX_KEY_LENGTH_BYTES = 1 << 14;

    private static final int FIRST_SLOTS = 1 << 8;
    private static final int FIRST_KEY_BYTES = 1 << 14;
    private static final int MAX_TRUST = 16;
    private static final long HASH_FACTOR = 0x9E3779B97F4A7C15L;

    private final ByteKernel kernel;
    private @Nullable Series[] slots = new @Nullable Series[FIRST_SLOTS];
    private int size;
    private byte[] keys = new byte[FIRST_KEY_BYTES];
    private int keyBytes;
    private @Nullable Series previous;
    private int trust;

    SeriesCache(ByteKernel kernel) {
        this.kernel = kernel;
    }

    /**
     * The series that the line at {@code from} belongs to, if it is known. The next call guesses
     * what follows it.
     *
     * @param to end of the complete lines
     */
    @Nullable Series resolve(byte[] lines, int from, int to) {
        Series before = previous;
        Series guess = before == null ? null : before.next();
        if (guess != null && trust >= 0 && isAt(guess, lines, from, to)) {
            trust = Math.min(trust + 1, MAX_TRUST);
            previous = guess;
            return guess;
        }
        int lengthBytes = keyLength(lines, from, to);
        Series found = lengthBytes > MAX_KEY_LENGTH_BYTES ? null : find(lines, from, lengthBytes);
        if (found == null) {
            return null;
        }
        if (guess != null) {
            trust = found == guess ? trust + 1 : Math.max(trust - 1, -MAX_TRUST);
        }
        follow(found);
        return found;
    }

    /** Keeps a series that {@link #resolve} did not know, unless it is too long. */
    void add(Series series, byte[] lines, int from, int lengthBytes) {
        if (lengthBytes > MAX_KEY_LENGTH_BYTES) {
            return;
        }
        if (size == MAX_SERIES || keyBytes + lengthBytes > MAX_KEY_BYTES) {
            clear();
        }
        reserve(keyBytes + lengthBytes);
        System.arraycopy(lines, from, keys, keyBytes, lengthBytes);
        series.setKey(keyBytes, lengthBytes, hash(lines, from, lengthBytes));
        keyBytes += lengthBytes;
        slots[slotOf(lines, from, lengthBytes, series.hash())] = series;
        size++;
        if (size * 2 > slots.length) {
            grow();
        }
        follow(series);
    }

    /** Forgets all series, for instance because a table was dropped. */
    void clear() {
        slots = new @Nullable Series[FIRST_SLOTS];
        size = 0;
        keyBytes = 0;
        previous = null;
    }

    private void follow(Series series) {
        if (previous != null) {
            previous.setNext(series);
        }
        previous = series;
    }

    /** Bytes up to the first space or line end that is not escaped. */
    private int keyLength(byte[] lines, int from, int to) {
        int end = kernel.firstBreak(lines, from, to);
        while (end < to && lines[end] == '\\') {
            end = kernel.firstBreak(lines, Math.min(end + 2, to), to);
        }
        return end - from;
    }

    private boolean isAt(Series series, byte[] lines, int from, int to) {
        int lengthBytes = series.keyLength();
        return from + lengthBytes < to
                && lines[from + lengthBytes] == ' '
                && hasKey(series, lines, from);
    }

    private boolean hasKey(Series series, byte[] lines, int from) {
        int start = series.keyOffset();
        int lengthBytes = series.keyLength();
        return Arrays.equals(lines, from, from + lengthBytes, keys, start, start + lengthBytes);
    }

    private @Nullable Series find(byte[] lines, int from, int lengthBytes) {
        return slots[slotOf(lines, from, lengthBytes, hash(lines, from, lengthBytes))];
    }

    private int slotOf(byte[] lines, int from, int lengthBytes, int hash) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (true) {
            Series there = slots[slot];
            if (there == null
                    || (there.hash() == hash
                            && there.keyLength() == lengthBytes
                            && hasKey(there, lines, from))) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }

    private void grow() {
        @Nullable Series[] old = slots;
        slots = new @Nullable Series[old.length * 2];
        int mask = slots.length - 1;
        for (Series series : old) {
            if (series != null) {
                int slot = series.hash() & mask;
                while (slots[slot] != null) {
                    slot = (slot + 1) & mask;
                }
                slots[slot] = series;
            }
        }
    }

    private void reserve(int neededBytes) {
        if (neededBytes > keys.length) {
            keys = Arrays.copyOf(keys, Math.max(neededBytes, 2 * keys.length));
        }
    }

    /** Two chains of multiplications side by side; the last 16 bytes may be taken twice. */
    private static int hash(byte[] lines, int from, int lengthBytes) {
        long first = lengthBytes;
        long second = HASH_FACTOR;
        if (lengthBytes < 2 * Long.BYTES) {
            for (int index = 0; index < lengthBytes; index++) {
                first = mix(first, lines[from + index]);
            }
            return fold(first, second);
        }
        int last = from + lengthBytes - 2 * Long.BYTES;
        for (int position = from; position < last; position += 2 * Long.BYTES) {
            first = mix(first, LittleEndian.longAt(lines, position));
            second = mix(second, LittleEndian.longAt(lines, position + Long.BYTES));
        }
        first = mix(first, LittleEndian.longAt(lines, last));
        second = mix(second, LittleEndian.longAt(lines, last + Long.BYTES));
        return fold(first, second);
    }

    private static int fold(long first, long second) {
        long mixed = mix(first, second);
        return (int) (mixed ^ (mixed >>> 32));
    }

    private static long mix(long hash, long word) {
        long product = (hash ^ word) * HASH_FACTOR;
        return product ^ (product >>> 32);
    }
}
