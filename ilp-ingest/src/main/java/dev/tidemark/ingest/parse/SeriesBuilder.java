package dev.tidemark.ingest.parse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects the tags of a line into a {@link Series}. Used again and again. */
final class SeriesBuilder {
    private static final byte[] NO_TEXT = {};
    private static final byte[][] NO_TEXTS = {};

    private final List<ColumnSlot> columns = new ArrayList<>();
    private final List<byte[]> texts = new ArrayList<>();
    private int[] codes = new int[16];
    private boolean hasTexts;

    void clear() {
        columns.clear();
        texts.clear();
        hasTexts = false;
    }

    /** Adds a tag in a SYMBOL column. */
    void addSymbol(ColumnSlot column, int code) {
        add(column, code, NO_TEXT);
    }

    /** Adds a tag in a VARCHAR column, in UTF-8, not empty. */
    void addText(ColumnSlot column, byte[] text) {
        hasTexts = true;
        add(column, 0, text);
    }

    /**
     * The series of the tags added.
     *
     * @param hasTags whether the line names any tag, be it without a value
     */
    Series build(TableTarget target, boolean hasTags) {
        return new Series(
                target.shape(columns.toArray(ColumnSlot[]::new), hasTags),
                Arrays.copyOf(codes, columns.size()),
                hasTexts ? texts.toArray(byte[][]::new) : NO_TEXTS);
    }

    private void add(ColumnSlot column, int code, byte[] text) {
        if (columns.size() == codes.length) {
            codes = Arrays.copyOf(codes, codes.length * 2);
        }
        codes[columns.size()] = code;
        columns.add(column);
        texts.add(text);
    }
}
