package dev.tidemark.core.column;

import dev.tidemark.core.encoding.BlockLayout;
import dev.tidemark.core.encoding.CorruptBlockException;
import dev.tidemark.core.encoding.EncodedBlock;
import dev.tidemark.core.encoding.Encoding;
import dev.tidemark.core.io.CorruptFileException;
import dev.tidemark.core.type.VectorKind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a column file. A read that covers a vector of the file is decoded straight into the
 * caller's vector; others are copied out of the last decoded vector, which is kept in {@link
 * ReadBuffers}.
 *
 * <p>All methods throw {@link CorruptFileException} where the file is damaged, {@link
 * IndexOutOfBoundsException} for rows that it does not have and {@link IllegalStateException} once
 * the file's arena is closed.
 */
public final class ColumnFileReader implements ColumnReader {
    /** Codes that differ by less in a block occur so often that lists of them save nothing. */
    private static final int MIN_CODE_SPAN = 64;

    /** Values up to this many are cheaper to read one by one than by decoding their vector. */
    private static final int MAX_SINGLE_VALUES = 16;

    /**
     * As {@link #MAX_SINGLE_VALUES} of texts of a dictionary, which are copied one by one anyway.
     */
    private static final int MAX_SINGLE_TEXTS = 256;

    /** As {@link #MAX_SINGLE_VALUES} of deltas, of which up to 64 are added for each value. */
    private static final int MAX_SINGLE_DELTAS = 2;

    private final ColumnFile file;
    private final long startRow;
    private final @Nullable SymbolDictionary dictionary;
    private final @Nullable CodeListCache codeLists;
    private @Nullable EncodedBlock block;
    private int blockIndex;
    private long blockStart;
    private long blockEnd;
    private final ReadBuffers.DecodedVector decoded;
    private final int[] positions;

    /**
     * @param startRow the file row that is row 0 of this reader
     * @param dictionary of a symbol column, else null
     */
    public ColumnFileReader(ColumnFile file, long startRow, @Nullable SymbolDictionary dictionary) {
        this(file, startRow, dictionary, null, new ReadBuffers());
    }

    /**
     * @param codeLists of a symbol column whose posting lists are used, else null
     * @param buffers shared with other readers of the same thread
     */
    public ColumnFileReader(
            ColumnFile file,
            long startRow,
            @Nullable SymbolDictionary dictionary,
            @Nullable CodeListCache codeLists,
            ReadBuffers buffers) {
        this.file = file;
        this.startRow = startRow;
        this.dictionary = dictionary;
        this.codeLists = codeLists;
        this.decoded = buffers.decoded(file.header().type());
        this.positions = buffers.positions();
    }

    @Override
    public void read(long row, int count, Vector into) {
        long fileRow = startRow + row;
        Objects.checkFromIndexSize(fileRow, count, file.endRow());
        VectorCopy.clear(into);
        while (into.length() < count) {
            long at = fileRow + into.length();
            int left = count - into.length();
            if (at < file.firstRow()) {
                VectorCopy.appendNulls((int) Math.min(left, file.firstRow() - at), into);
            } else {
                readFromVector(at, left, into);
            }
        }
        into.setDictionary(dictionary);
    }

    @Override
    public void readSelected(long firstRow, int[] offsets, int count, Vector into) {
        long fileRow = startRow + firstRow;
        Objects.checkFromToIndex(fileRow, fileRow + offsets[count - 1] + 1, file.endRow());
        VectorCopy.clear(into);
        int done = 0;
        while (done < count) {
            long at = fileRow + offsets[done];
            if (at < file.firstRow()) {
                VectorCopy.appendNull(into);
                done++;
            } else {
                done = selectFromVector(at, fileRow, offsets, count, into);
            }
        }
        into.setDictionary(dictionary);
    }

    @Override
    public @Nullable BlockCodes codesAround(long row) {
        long fileRow = startRow + row;
        if (codeLists == null || fileRow < file.firstRow()) {
            return null;
        }
        EncodedBlock current = blockAt(fileRow);
        if (current.kind() != VectorKind.CODES
                || current.maximum() - current.minimum() + 1 < MIN_CODE_SPAN) {
            return null;
        }
        CodeLists lists = codeLists.find(file.directory().slot(blockIndex), file, blockIndex);
        return lists == null
                ? null
                : new BlockCodes(blockStart - startRow, blockEnd - startRow, lists);
    }

    @Override
    public long minimumAround(long row) {
        return bound(startRow + row, true);
    }

    @Override
    public long maximumAround(long row) {
        return bound(startRow + row, false);
    }

    @Override
    public boolean mayHaveNullsAround(long row) {
        long fileRow = startRow + row;
        return fileRow < file.firstRow() || blockAt(fileRow).vectorNullCount(vectorAt(fileRow)) > 0;
    }

    @Override
    public boolean select(long row, int count, long low, long high, long[] bits) {
        long fileRow = startRow + row;
        if (fileRow < file.firstRow()) {
            return false;
        }
        EncodedBlock current = blockAt(fileRow);
        int vector = vectorAt(fileRow);
        boolean wholeVector =
                (fileRow - blockStart) % BlockLayout.VECTOR_ROWS == 0
                        && count == current.vectorRowCount(vector);
        if (!wholeVector || !current.isScannable() || current.vectorNullCount(vector) > 0) {
            return false;
        }
        file.verify(blockIndex, current);
        try {
            current.selectRange(vector, low, high, bits);
        } catch (CorruptBlockException damage) {
            throw file.corrupt(damage);
        }
        return true;
    }

    @Override
    public boolean summarize(long row, long count, LongSummary into) {
        if (file.header().type().vectorKind() != VectorKind.LONGS) {
            return false;
        }
        long end = startRow + row + count;
        Objects.checkFromToIndex(startRow + row, end, file.endRow());
        long at = Math.max(startRow + row, file.firstRow()); // all rows before are NULL
        while (at < end) {
            EncodedBlock current = blockAt(at);
            if (at == blockStart && end >= blockEnd && into.addBlock(current)) {
                at = blockEnd;
            } else {
                at += summarizeVector(current, at, end, into);
            }
        }
        return true;
    }

    /** Adds the rows of one vector, up to {@code end}; returns how many. */
    private int summarizeVector(EncodedBlock current, long fileRow, long end, LongSummary into) {
        int vector = vectorAt(fileRow);
        int vectorRows = current.vectorRowCount(vector);
        int skipped = (int) ((fileRow - blockStart) % BlockLayout.VECTOR_ROWS);
        int rows = (int) Math.min(end - fileRow, vectorRows - skipped);
        if (rows < vectorRows || !addVector(current, vector, into)) {
            into.add(decodedVector(current, vector, fileRow - skipped), skipped, skipped + rows);
        }
        return rows;
    }

    private boolean addVector(EncodedBlock current, int vector, LongSummary into) {
        file.verify(blockIndex, current);
        try {
            return into.addVector(current, vector);
        } catch (CorruptBlockException damage) {
            throw file.corrupt(damage);
        }
    }

    /** One value of a LONGS or CODES column, which must not be NULL, without decoding others. */
    public long longAt(long row) {
        long fileRow = Objects.checkIndex(startRow + row, file.endRow());
        EncodedBlock current = blockAt(fileRow);
        file.verify(blockIndex, current);
        int rowInBlock = (int) (fileRow - blockStart);
        return current.kind() == VectorKind.CODES
                ? current.codeAt(rowInBlock)
                : current.longAt(rowInBlock);
    }

    /**
     * The first row of {@code [from, to)} whose value is at least {@code value}, or {@code to}.
     * Statistics decide as far as they can, single values do the rest.
     *
     * @param from begin of a range of rows that ascend and have no NULLs, in a LONGS column
     */
    public long lowerBound(long from, long to, long value) {
        long low = from;
        long high = to;
        while (low < high) {
            long middle = (low + high) >>> 1;
            blockAt(startRow + middle);
            long inVector = (startRow + middle - blockStart) % BlockLayout.VECTOR_ROWS;
            long vectorStart = middle - inVector;
            long vectorEnd = file.vectorEnd(startRow + middle) - startRow;
            long first = Math.max(from, vectorStart);
            long end = Math.min(to, vectorEnd);
            boolean whole = first == vectorStart && end == vectorEnd;
            if ((whole ? minimumAround(first) : longAt(first)) >= value) {
                high = first;
            } else if ((whole ? maximumAround(first) : longAt(end - 1)) < value) {
                low = end;
            } else {
                return lowerBoundByValues(first + 1, end - 1, value);
            }
        }
        return low;
    }

    private long lowerBoundByValues(long from, long to, long value) {
        long low = from;
        long high = to;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (longAt(middle) < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private long bound(long fileRow, boolean minimum) {
        long unknown = minimum ? Long.MIN_VALUE : Long.MAX_VALUE;
        VectorKind kind = file.header().type().vectorKind();
        if (fileRow < file.firstRow() || !(kind == VectorKind.LONGS || kind == VectorKind.CODES)) {
            return unknown;
        }
        EncodedBlock current = blockAt(fileRow);
        int vector = vectorAt(fileRow);
        if (current.vectorNullCount(vector) == current.vectorRowCount(vector)) {
            return unknown;
        }
        return minimum ? current.vectorMinimum(vector) : current.vectorMaximum(vector);
    }

    /** Appends what the vector at a file row has, at most {@code count} rows. */
    private void readFromVector(long fileRow, int count, Vector into) {
        EncodedBlock current = blockAt(fileRow);
        int vector = vectorAt(fileRow);
        long vectorStart = blockStart + (long) vector * BlockLayout.VECTOR_ROWS;
        int vectorRows = current.vectorRowCount(vector);
        int skipped = (int) (fileRow - vectorStart);
        int rows = Math.min(count, vectorRows - skipped);
        boolean wholeVector = into.length() == 0 && rows == count && rows == vectorRows;
        if (wholeVector && into.capacity() >= BlockLayout.VECTOR_ROWS) {
            decode(current, vector, into);
        } else if (areReadSingly(current, vector, rows)) {
            for (int row = 0; row < rows; row++) {
                positions[row] = skipped + row;
            }
            readSingly(current, vector, rows, into);
        } else {
            VectorCopy.append(decodedVector(current, vector, vectorStart), skipped, rows, into);
        }
    }

    /** The values of a vector of the file, decoded unless it was the last one that was. */
    private Vector decodedVector(EncodedBlock current, int vector, long vectorStart) {
        if (decoded.holds(file, vectorStart)) {
            return decoded.values();
        }
        Vector values = decoded.reset();
        decode(current, vector, values);
        decoded.set(file, vectorStart);
        return values;
    }

    /**
     * Appends the rows of one vector of the file that are asked for.
     *
     * @param fileRow the first of them
     * @param base the file row that offsets count from
     * @return how many offsets are done then
     */
    private int selectFromVector(long fileRow, long base, int[] offsets, int count, Vector into) {
        EncodedBlock current = blockAt(fileRow);
        int vector = vectorAt(fileRow);
        long vectorStart = blockStart + (long) vector * BlockLayout.VECTOR_ROWS;
        long vectorEnd = vectorStart + current.vectorRowCount(vector);
        int done = into.length();
        int end = done;
        while (end < count && base + offsets[end] < vectorEnd) {
            positions[end - done] = (int) (base + offsets[end] - vectorStart);
            end++;
        }
        if (areReadSingly(current, vector, end - done)) {
            readSingly(current, vector, end - done, into);
        } else {
            Vector source = decodedVector(current, vector, vectorStart);
            VectorCopy.appendSelected(source, positions, 0, end - done, into);
        }
        return end;
    }

    /** Whether rows of a vector can be read one by one, and had better be. */
    private boolean areReadSingly(EncodedBlock current, int vector, int rows) {
        int maximum =
                switch (current.kind()) {
                    case LONGS, CODES, DOUBLES ->
                            current.encoding() == Encoding.DELTA
                                    ? MAX_SINGLE_DELTAS
                                    : MAX_SINGLE_VALUES;
                    case BYTES -> current.encoding() == Encoding.DICTIONARY ? MAX_SINGLE_TEXTS : 0;
                    case WIDE -> 0;
                };
        return rows <= maximum
                && !decoded.holds(file, blockStart + (long) vector * BlockLayout.VECTOR_ROWS)
                && current.vectorNullCount(vector) == 0;
    }

    /** Appends the rows of a vector that {@link #positions} names, none of which is NULL. */
    private void readSingly(EncodedBlock current, int vector, int rows, Vector into) {
        file.verify(blockIndex, current);
        int end = into.length();
        try {
            switch (current.kind()) {
                case LONGS -> current.longsAt(vector, positions, rows, into.longs(), end);
                case CODES -> current.codesAt(vector, positions, rows, into.codes(), end);
                case DOUBLES -> current.doublesAt(vector, positions, rows, into.doubles(), end);
                case BYTES -> readTexts(current, vector, rows, into);
                case WIDE -> throw new IllegalStateException("no single values");
            }
        } catch (CorruptBlockException damage) {
            throw file.corrupt(damage);
        }
        into.setLength(end + rows);
    }

    private void readTexts(EncodedBlock current, int vector, int rows, Vector into) {
        Vector texts = decoded.reset();
        byte[] bytes = texts.reserveBytes(current.vectorByteCount(vector));
        current.textsAt(vector, positions, rows, bytes, texts.offsets());
        texts.setLength(rows);
        texts.setHasNulls(false);
        VectorCopy.append(texts, 0, rows, into);
    }

    private EncodedBlock blockAt(long fileRow) {
        EncodedBlock current = block;
        if (current == null || fileRow < blockStart || fileRow >= blockEnd) {
            BlockDirectory directory = file.directory();
            int index = directory.indexOf(fileRow);
            current = file.openBlock(index);
            block = current;
            blockIndex = index;
            blockStart = directory.firstRow(index);
            blockEnd = directory.endRow(index);
        }
        return current;
    }

    private int vectorAt(long fileRow) {
        return (int) ((fileRow - blockStart) / BlockLayout.VECTOR_ROWS);
    }

    private void decode(EncodedBlock current, int vector, Vector into) {
        file.verify(blockIndex, current);
        try {
            VectorBlocks.decode(current, vector, into);
        } catch (CorruptBlockException damage) {
            throw file.corrupt(damage);
        }
    }
}
