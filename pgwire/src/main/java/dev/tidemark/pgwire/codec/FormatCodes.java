package dev.tidemark.pgwire.codec;

import java.util.List;

/**
 * In which format each of a number of values is.
 *
 * @param codes 0 = text, 1 = binary: none if all are text, one for all, or one for each
 */
public record FormatCodes(List<Integer> codes) {
    /** All in text. */
    public static final FormatCodes TEXT = new FormatCodes(List.of());

    public FormatCodes {
        codes = List.copyOf(codes);
    }

    /** Whether this can be said of that many values. */
    public boolean fits(int valueCount) {
        return codes.size() <= 1 || codes.size() == valueCount;
    }

    /** Whether a value, counted from 0, is in binary. */
    public boolean isBinary(int index) {
        return !codes.isEmpty() && codes.get(codes.size() == 1 ? 0 : index) == 1;
    }
}
