package dev.tidemark.ingest.parse;

import dev.tidemark.core.batch.RowStage;
import dev.tidemark.ingest.kernel.ByteKernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The series of one connection, found by their text: first the one that followed the previous
 * series the last time, then what its first bytes hint at, then by the hash of all of it. Senders
 * that go round in circles are guessed right at the price of one comparison; where guesses fail
 * more often than not, guessing pauses.
 *
 * <p>All that a plain line needs of a series lies in one record, and records lie in the order in
 * which the series came first. A sender that goes round in circles thus reads memory from front to
 * back, which processors foresee; objects of their own would cost several cache misses a line.
 *
 * <pre>
 *   record    0  follower   the record that followed last time, or 0
 *             4  number     of the {@link Series}
 *             8  hash       of the key
 *            12  shape      number of the {@link SeriesShape}
 *            16  keyLength
 *            20  codes      of the tags, 4 bytes for each column of the shape
 *             .  key        the start of the line up to its fields
 * </pre>
 */
final class SeriesCache {
    /** Series kept at most; beyond that all are forgotten and learnt anew. */
    static final int MAX_SERIES = 1 << 17;

    /** Bytes of all records kept at most. */
    static final int MAX_RECORD_BYTES = 1 << 25;

    /** Different sets of tags kept at most. */
    static final int MAX_SHAPES = 1 << 12;

    /** Longer series are not kept. */
    static final int MAX_KEY_LENGTH_BYTES = 1 << 14;

    /** What stands for a record where there is none. */
    static final int NO_RECORD = 0;

    private static final int FOLLOWER = 0;
    private static final int NUMBER = 4;
    private static final int HASH = 8;
    private static final int SHAPE = 12;
    private static final int KEY_LENGTH = 16;
    private static final int CODES = 20;

    private static final int FIRST_RECORD = 8;
    private static final int FIRST_SLOTS = 1 << 8;
    private static final int FIRST_BYTES = 1 << 14;
    private static final int MAX_TRUST = 16;

    private final ByteKernel kernel;
    private final List<Series> series = new ArrayList<>();
    private SeriesShape[] shapes = {};
    private byte[] records = new byte[FIRST_BYTES];
    private int recordBytes = FIRST_RECORD;
    private int[] slots = new int[FIRST_SLOTS];
    private final SeriesHints hints = new SeriesHints();
    private int previous = NO_RECORD;
    private int trust;

    SeriesCache(ByteKernel kernel) {
        this.kernel = kernel;
    }

    /**
     * The record of the series that the line at {@code from} belongs to, or {@link #NO_RECORD}. The
     * next call guesses what follows it.
     *
     * @param to end of the complete lines
     */
    int resolve(byte[] lines, int from, int to) {
        int guess = previous == NO_RECORD ? NO_RECORD : get(previous, FOLLOWER);
        if (guess != NO_RECORD && trust >= 0 && isAt(guess, lines, from, to)) {
            trust = Math.min(trust + 1, MAX_TRUST);
            previous = guess;
            return guess;
        }
        int found = hinted(lines, from, to);
        if (found == NO_RECORD) {
            found = lookUp(lines, from, to);
            if (found == NO_RECORD) {
                return NO_RECORD;
            }
        }
        if (guess != NO_RECORD) {
            trust = found == guess ? trust + 1 : Math.max(trust - 1, -MAX_TRUST);
        }
        follow(found);
        return found;
    }

    /** The record of the line's series if one of its hints is right, or {@link #NO_RECORD}. */
    private int hinted(byte[] lines, int from, int to) {
        if (!hints.areUsable()) {
            return NO_RECORD;
        }
        int place = hints.placeOf(lines, from);
        int hint = hints.first(place);
        if (hint != NO_RECORD && isAt(hint, lines, from, to)) {
            return hint;
        }
        hint = hints.second(place);
        return hint != NO_RECORD && isAt(hint, lines, from, to) ? hint : NO_RECORD;
    }

    private int lookUp(byte[] lines, int from, int to) {
        int lengthBytes = keyLength(lines, from, to);
        if (lengthBytes > MAX_KEY_LENGTH_BYTES) {
            return NO_RECORD;
        }
        int hash = SeriesHash.of(lines, from, lengthBytes);
        int found = slots[slotOf(lines, from, lengthBytes, hash)];
        if (found != NO_RECORD && hints.areUsable()) {
            hints.put(hints.placeOf(lines, from), found);
        }
        return found;
    }

    /** The series of a record. */
    Series series(int record) {
        return series.get(get(record, NUMBER));
    }

    /** Bytes of the line that name a record's series. */
    int keyLength(int record) {
        return get(record, KEY_LENGTH);
    }

    /** What a record's series shares with others. */
    SeriesShape shape(int record) {
        return shapes[get(record, SHAPE)];
    }

    /** Writes the cells of a record's series, which the caller marks. */
    void writeCells(int record, SeriesShape shape, RowStage stage) {
        if (shape.hasTexts()) {
            series(record).putCells(stage);
            return;
        }
        stage.writeCodes(shape.lanes(), records, record + CODES);
    }

    /** Keeps a series that {@link #resolve} did not know, unless it is too long. */
    void add(Series added, byte[] lines, int from, int lengthBytes) {
        if (lengthBytes > MAX_KEY_LENGTH_BYTES) {
            return;
        }
        int neededBytes = CODES + added.codes().length * Integer.BYTES + lengthBytes;
        if (series.size() == MAX_SERIES
                || shapes.length == MAX_SHAPES
                || recordBytes + neededBytes > MAX_RECORD_BYTES) {
            clear();
        }
        if (recordBytes + neededBytes > records.length) {
            records = Arrays.copyOf(records, Math.max(recordBytes + neededBytes, 2 * recordBytes));
        }
        int hash = SeriesHash.of(lines, from, lengthBytes);
        int record = recordBytes;
        int slot = slotOf(lines, from, lengthBytes, hash);
        write(record, added, hash, lengthBytes);
        System.arraycopy(lines, from, records, keyOffset(record), lengthBytes);
        recordBytes += neededBytes;
        added.setKeyLength(lengthBytes);
        series.add(added);
        slots[slot] = record;
        if (series.size() * 2 > slots.length) {
            growSlots();
        }
        addHint(record, lengthBytes);
        follow(record);
    }

    /** Bytes of all records. */
    int recordBytes() {
        return recordBytes;
    }

    /** Forgets all series, for instance because a table was dropped. */
    void clear() {
        series.clear();
        shapes = new SeriesShape[0];
        slots = new int[FIRST_SLOTS];
        recordBytes = FIRST_RECORD;
        hints.clear();
        previous = NO_RECORD;
    }

    private void write(int record, Series added, int hash, int lengthBytes) {
        set(record, FOLLOWER, NO_RECORD);
        set(record, NUMBER, series.size());
        set(record, HASH, hash);
        set(record, SHAPE, numberOf(added.shape()));
        set(record, KEY_LENGTH, lengthBytes);
        int[] codes = added.codes();
        for (int index = 0; index < codes.length; index++) {
            set(record, CODES + index * Integer.BYTES, codes[index]);
        }
    }

    private int numberOf(SeriesShape shape) {
        for (int number = shapes.length - 1; number >= 0; number--) {
            if (shapes[number] == shape) {
                return number;
            }
        }
        shapes = Arrays.copyOf(shapes, shapes.length + 1);
        shapes[shapes.length - 1] = shape;
        return shapes.length - 1;
    }

    private void addHint(int added, int lengthBytes) {
        boolean fits = hints.hasRoom(series.size(), lengthBytes);
        if (!fits) {
            hints.makeRoom(series.size(), lengthBytes);
        }
        if (!hints.areUsable()) {
            return;
        }
        if (fits) {
            hints.put(hints.placeOf(records, keyOffset(added)), added);
            return;
        }
        for (int record : slots) {
            if (record != NO_RECORD) {
                hints.put(hints.placeOf(records, keyOffset(record)), record);
            }
        }
    }

    private void follow(int record) {
        if (previous != NO_RECORD) {
            set(previous, FOLLOWER, record);
        }
        previous = record;
    }

    /** Bytes up to the first space or line end that is not escaped. */
    private int keyLength(byte[] lines, int from, int to) {
        int end = kernel.firstBreak(lines, from, to);
        while (end < to && lines[end] == '\\') {
            end = kernel.firstBreak(lines, Math.min(end + 2, to), to);
        }
        return end - from;
    }

    private boolean isAt(int record, byte[] lines, int from, int to) {
        int end = from + get(record, KEY_LENGTH);
        return end < to && lines[end] == ' ' && hasKey(record, lines, from, end);
    }

    private boolean hasKey(int record, byte[] lines, int from, int to) {
        int key = keyOffset(record);
        return Arrays.equals(lines, from, to, records, key, key + to - from);
    }

    private int keyOffset(int record) {
        return record + CODES + shapes[get(record, SHAPE)].lanes().count() * Integer.BYTES;
    }

    private int slotOf(byte[] lines, int from, int lengthBytes, int hash) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (true) {
            int there = slots[slot];
            if (there == NO_RECORD
                    || (get(there, HASH) == hash
                            && get(there, KEY_LENGTH) == lengthBytes
                            && hasKey(there, lines, from, from + lengthBytes))) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }

    private void growSlots() {
        int[] old = slots;
        slots = new int[old.length * 2];
        int mask = slots.length - 1;
        for (int record : old) {
            if (record != NO_RECORD) {
                int slot = get(record, HASH) & mask;
                while (slots[slot] != NO_RECORD) {
                    slot = (slot + 1) & mask;
                }
                slots[slot] = record;
            }
        }
    }

    private int get(int record, int member) {
        return LittleEndian.intAt(records, record + member);
    }

    private void set(int record, int member, int value) {
        LittleEndian.putInt(records, record + member, value);
    }
}
