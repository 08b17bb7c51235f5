package dev.tidemark.core.column;

import dev.tidemark.core.column.kernel.ValidityBits;
import java.util.Arrays;

/** Appends rows of one vector to another of the same type. */
public final class VectorCopy {
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
        int at = target.length();
        switch (target.type().vectorKind()) {
            case LONGS -> {
                long[] values = source.longs();
                long[] into = target.longs();
                for (int index = 0; index < count; index++) {
                    into[at + index] = values[selection[from + index]];
                }
            }
            case DOUBLES -> {
                double[] values = source.doubles();
                double[] into = target.doubles();
                for (int index = 0; index < count; index++) {
                    into[at + index] = values[selection[from + index]];
                }
            }
            case CODES -> {
                int[] values = source.codes();
                int[] into = target.codes();
                for (int index = 0; index < count; index++) {
                    into[at + index] = values[selection[from + index]];
                }
            }
            case WIDE -> {
                int words = source.wordsPerValue();
                for (int index = 0; index < count; index++) {
                    System.arraycopy(
                            source.longs(),
                            selection[from + index] * words,
                            target.longs(),
                            (at + index) * words,
                            words);
                }
            }
            case BYTES -> {
                for (int index = 0; index < count; index++) {
                    appendBytes(source, selection[from + index], 1, target);
                    target.setLength(at + index + 1);
                }
            }
        }
        if (source.hasNulls()) {
            for (int index = 0; index < count; index++) {
                if (source.isNull(selection[from + index])) {
                    target.setNull(at + index);
                }
            }
        }
        finish(source, at + count, target);
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
        int at = target.length();
        int[] sourceOffsets = source.offsets();
        int[] offsets = target.offsets();
        int start = sourceOffsets[from];
        int length = sourceOffsets[from + count] - start;
        int end = offsets[at];
        if (end + (long) length > Integer.MAX_VALUE) {
            throw new IllegalStateException("more than 2 GiB of text in a vector");
        }
        System.arraycopy(source.bytes(), start, target.reserveBytes(end + length), end, length);
        for (int row = 1; row <= count; row++) {
            offsets[at + row] = end + sourceOffsets[from + row] - start;
        }
    }

    private static void finish(Vector source, int length, Vector target) {
        target.setLength(length);
        if (source.dictionary() != null) {
            target.setDictionary(source.dictionary());
        }
    }
}
