package dev.tidemark.core.column;

import dev.tidemark.core.column.kernel.MoveKernel;
import dev.tidemark.core.column.kernel.Picks;
import dev.tidemark.core.column.kernel.Run;
import dev.tidemark.core.column.kernel.ValidityBits;
import java.util.Arrays;

/** Appends rows of one vector to another of the same type. */
public final class VectorCopy {
    private static final MoveKernel MOVES = MoveKernel.best();

    private VectorCopy() {}

    /** Makes a vector empty, so that rows can be appended. */
    public static void clear(Vector vector) {
        vector.setLength(0);
        vector.setHasNulls(false);
        if (vector.offsets().length > 0) {
            vector.offsets()[0] = 0;
        }
    }

    /** Appends rows {@code [from, from + count)}. */
    public static void append(Vector source, int from, int count, Vector target) {
        int at = target.length();
        switch (target.type().vectorKind()) {
            case LONGS -> System.arraycopy(source.longs(), from, target.longs(), at, count);
            case DOUBLES -> System.arraycopy(source.doubles(), from, target.doubles(), at, count);
            case CODES -> System.arraycopy(source.codes(), from, target.codes(), at, count);
            case WIDE -> {
                int words = source.wordsPerValue();
                System.arraycopy(
                        source.longs(), from * words, target.longs(), at * words, count * words);
            }
            case BYTES -> appendBytes(source, from, count, target);
        }
        if (source.hasNulls()) {
            ValidityBits.copy(source.validity(), from, target.admitNulls(), at, count);
        }
        finish(source, at + count, target);
    }

    /** Appends the rows that {@code selection[from .. from + count)} names, in its order. */
    public static void appendSelected(
            Vector source, int[] selection, int from, int count, Vector target) {
        appendPicked(source, new Picks(selection, from, count, target.length()), target);
        finish(source, target.length() + count, target);
    }

    /**
     * Puts the rows that {@code picks} names where it tells; the target's length stays.
     *
     * @throws IllegalStateException if the texts of the target are longer than 2 GiB
     */
    public static void appendPicked(Vector source, Picks picks, Vector target) {
        switch (target.type().vectorKind()) {
            case LONGS, WIDE ->
                    MOVES.gather(source.longs(), source.wordsPerValue(), picks, target.longs());
            case DOUBLES -> MOVES.gather(source.doubles(), picks, target.doubles());
            case CODES -> MOVES.gather(source.codes(), picks, target.codes());
            case BYTES -> {
                long end = MOVES.gatherEnds(source.offsets(), picks, target.offsets());
                byte[] texts = target.reserveBytes(textLength(end));
                MOVES.gatherTexts(source.offsets(), source.bytes(), picks, target.offsets(), texts);
            }
        }
        if (source.hasNulls()) {
            ValidityBits.gather(source.validity(), picks, target.admitNulls());
        }
    }

    /** Appends a NULL. */
    public static void appendNull(Vector target) {
        appendNulls(1, target);
    }

    /** Appends NULLs. */
    public static void appendNulls(int count, Vector target) {
        int at = target.length();
        ValidityBits.clear(target.admitNulls(), at, count);
        switch (target.type().vectorKind()) {
            case BYTES -> Arrays.fill(target.offsets(), at, at + count + 1, target.offsets()[at]);
            // As Vector.fillNull does: operators may use a NULL's code as an index.
            case CODES -> Arrays.fill(target.codes(), at, at + count, 0);
            case LONGS, DOUBLES, WIDE -> {}
        }
        target.setLength(at + count);
    }

    /** Appends text in UTF-8 to a vector of BYTES. */
    public static void appendText(byte[] text, int start, int lengthBytes, Vector target) {
        int at = target.length();
        int end = target.offsets()[at];
        System.arraycopy(text, start, target.reserveBytes(end + lengthBytes), end, lengthBytes);
        target.offsets()[at + 1] = end + lengthBytes;
        target.setLength(at + 1);
    }

    private static void appendBytes(Vector source, int from, int count, Vector target) {
        int[] offsets = target.offsets();
        int start = source.offsets()[from];
        int lengthBytes = source.offsets()[from + count] - start;
        int end = offsets[target.length()];
        byte[] texts = target.reserveBytes(textLength((long) end + lengthBytes));
        System.arraycopy(source.bytes(), start, texts, end, lengthBytes);
        MOVES.copy(
                source.offsets(),
                new Run(from + 1, count, target.length() + 1),
                end - start,
                offsets);
    }

    private static int textLength(long end) {
        if (end > Integer.MAX_VALUE) {
            throw new IllegalStateException("more than 2 GiB of text in a vector");
        }
        return (int) end;
    }

    private static void finish(Vector source, int length, Vector target) {
        target.setLength(length);
        if (source.dictionary() != null) {
            target.setDictionary(source.dictionary());
        }
    }
}
