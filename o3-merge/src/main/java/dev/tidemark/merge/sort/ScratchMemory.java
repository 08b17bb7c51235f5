package dev.tidemark.merge.sort;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.type.ColumnType;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Arrays and vectors that one piece of work after another needs, above all one seal after another.
 * Made anew each time, they would soon fill the old part of the heap, and each would be cleared
 * before its first use.
 *
 * <p>What is lent may be longer than asked for, and holds what its last user left in it. It is
 * given back piece by piece, or all at once when a round of work ends. Only then is memory let go:
 * what many rounds had no use for, so that small seals after large ones do not hold it for ever,
 * and what is beyond a limit.
 *
 * <p>Thread-safe.
 */
public final class ScratchMemory {
    /** Memory kept from round to round at most. */
    static final long MAX_KEPT_BYTES = Runtime.getRuntime().maxMemory() / 16;

    /** Rounds without use after which memory is let go. */
    static final int MAX_IDLE_ROUNDS = 100;

    /** How many times as long as asked for a piece may be. */
    private static final int MAX_EXCESS = 8;

    private static final int MAX_LENGTH = RowSorter.MAX_ROWS;

    private final long maxKeptBytes;
    private final IdentityHashMap<Object, Piece> lent = new IdentityHashMap<>();

    /** Those used last in front. */
    private final List<Piece> free = new ArrayList<>();

    /** Some memory; guarded by its owner. */
    private static final class Piece {
        /** The class of an array, the type of a vector. */
        final Object kind;

        final int length;
        final Object memory;
        int idleRounds;

        Piece(Object kind, int length, Object memory) {
            this.kind = kind;
            this.length = length;
            this.memory = memory;
        }
    }

    /** Keeps as much from round to round as suits the heap. */
    public ScratchMemory() {
        this(MAX_KEPT_BYTES);
    }

    ScratchMemory(long maxKeptBytes) {
        this.maxKeptBytes = maxKeptBytes;
    }

    /** An array of at least that length. */
    public long[] longs(int length) {
        return lend(long[].class, long[].class, length, long[]::new);
    }

    /** An array of at least that length. */
    public int[] ints(int length) {
        return lend(int[].class, int[].class, length, int[]::new);
    }

    /** An array of at least that length. */
    public byte[] bytes(int length) {
        return lend(byte[].class, byte[].class, length, byte[]::new);
    }

    /** A vector of at least that capacity. */
    public Vector vector(ColumnType type, int capacity) {
        return lend(Vector.class, type, capacity, length -> new Vector(type, length));
    }

    /** Takes something back before the round ends; it must not be used any more. */
    public synchronized void giveBack(Object memory) {
        Piece piece = lent.remove(memory);
        if (piece == null) {
            throw new IllegalArgumentException("this was not lent");
        }
        free.addFirst(piece);
    }

    /** Ends a round: nothing that was lent may be used any more. */
    public synchronized void takeBackAll() {
        free.addAll(0, lent.values());
        lent.clear();
        free.removeIf(piece -> ++piece.idleRounds > MAX_IDLE_ROUNDS);
        while (freeBytes() > maxKeptBytes) {
            free.removeLast();
        }
        for (Piece piece : free) {
            if (piece.memory instanceof Vector vector) {
                vector.setDictionary(null); // its table may be dropped
            }
        }
    }

    /** Memory that is not lent. */
    synchronized long freeBytes() {
        return free.stream().mapToLong(piece -> bytesOf(piece.memory)).sum();
    }

    private synchronized <T> T lend(Class<T> type, Object kind, int length, IntFunction<T> maker) {
        Piece piece = takeSimilar(kind, length);
        if (piece == null || piece.length < length) {
            int roomy = roomyLength(length);
            piece = new Piece(kind, roomy, maker.apply(roomy));
        }
        piece.idleRounds = 0;
        lent.put(piece.memory, piece);
        return type.cast(piece.memory);
    }

    /**
     * Takes the shortest free piece that is long enough. If there is none, takes one that is not
     * much too short: a longer one is made instead of it, so that there never are more pieces than
     * are lent at a time.
     */
    private @Nullable Piece takeSimilar(Object kind, int length) {
        Piece best = null;
        for (Piece piece : free) {
            if (piece.kind.equals(kind)
                    && piece.length / MAX_EXCESS <= length
                    && length / MAX_EXCESS <= piece.length
                    && (best == null || suitsBetter(piece, best, length))) {
                best = piece;
            }
        }
        if (best != null) {
            free.remove(best);
        }
        return best;
    }

    private static boolean suitsBetter(Piece piece, Piece other, int length) {
        return other.length < length
                ? piece.length > other.length
                : piece.length >= length && piece.length < other.length;
    }

    /** Somewhat longer, so that the next seal, of a few rows more, can use it too. */
    private static int roomyLength(int length) {
        int step = Math.max(1, Integer.highestOneBit(length) / MAX_EXCESS);
        return (int) Math.min(MAX_LENGTH, Math.ceilDiv(length, step) * (long) step);
    }

    private static long bytesOf(Object memory) {
        return switch (memory) {
            case long[] longs -> longs.length * 8L;
            case int[] ints -> ints.length * 4L;
            case byte[] bytes -> bytes.length;
            case Vector vector -> bytesOf(vector);
            default -> throw new IllegalStateException("memory of " + memory.getClass());
        };
    }

    private static long bytesOf(Vector vector) {
        return (vector.longs().length + vector.doubles().length + vector.validity().length) * 8L
                + (vector.codes().length + vector.offsets().length) * 4L
                + vector.bytes().length;
    }
}
