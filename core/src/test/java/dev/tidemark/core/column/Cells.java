package dev.tidemark.core.column;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.VectorKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The naive model of a column: a list of boxed values, null for NULL. Longs, doubles, codes (as
 * Integer), texts (as byte[]) and words (as long[]).
 */
public final class Cells {
    private final ColumnType type;
    private final List<@Nullable Object> values = new ArrayList<>();

    public Cells(ColumnType type) {
        this.type = type;
    }

    /** The types without parameters, and of those with parameters one of each layout. */
    public static List<ColumnType> types() {
        List<ColumnType> types = new ArrayList<>(ColumnType.constants());
        types.add(ColumnType.decimal(18, 3));
        types.add(ColumnType.decimal(38, 38));
        types.add(ColumnType.decimal(76, 0));
        types.add(ColumnType.array(1));
        return types;
    }

    public int size() {
        return values.size();
    }

    public @Nullable Object get(int row) {
        return values.get(row);
    }

    public void add(@Nullable Object value) {
        values.add(value);
    }

    public void addNulls(int count) {
        for (int index = 0; index < count; index++) {
            values.add(null);
        }
    }

    /** Adds values that runs of rows share in character: constant, small, any, NULL. */
    public void addRandom(Random random, int count) {
        int left = count;
        while (left > 0) {
            int run = Math.min(left, 1 + random.nextInt(3_000));
            int nullsInTen = random.nextInt(4) == 0 ? random.nextInt(11) : 0;
            boolean constant = random.nextInt(4) == 0;
            int bits = 1 + random.nextInt(63);
            Object shared = value(random, bits);
            for (int index = 0; index < run; index++) {
                boolean isNull = random.nextInt(10) < nullsInTen;
                values.add(isNull ? null : constant ? shared : value(random, bits));
            }
            left -= run;
        }
    }

    /** Rows as a vector that has just that capacity. */
    public Vector toVector(int from, int count) {
        Vector vector = new Vector(type, count);
        vector.setLength(count);
        for (int row = 0; row < count; row++) {
            put(vector, row, values.get(from + row));
        }
        return vector;
    }

    /** Fails unless a vector holds the rows from {@code from} on. */
    public void assertEqualTo(Vector vector, int from, int count) {
        assertEquals(count, vector.length());
        for (int row = 0; row < count; row++) {
            Object expected = values.get(from + row);
            int shown = from + row;
            assertEquals(expected == null, vector.isNull(row), () -> type + " NULL at " + shown);
            if (expected == null) {
                continue;
            }
            switch (type.vectorKind()) {
                case LONGS -> assertEquals(expected, vector.longs()[row], () -> "row " + shown);
                case DOUBLES -> assertEquals(expected, vector.doubles()[row], () -> "row " + shown);
                case CODES -> assertEquals(expected, vector.codes()[row], () -> "row " + shown);
                case WIDE -> {
                    int words = vector.wordsPerValue();
                    assertArrayEquals(
                            (long[]) expected,
                            Arrays.copyOfRange(vector.longs(), row * words, (row + 1) * words),
                            () -> "row " + shown);
                }
                case BYTES ->
                        assertArrayEquals(
                                (byte[]) expected,
                                Arrays.copyOfRange(
                                        vector.bytes(),
                                        vector.offsets()[row],
                                        vector.offsets()[row + 1]),
                                () -> "row " + shown);
            }
        }
    }

    private Object value(Random random, int bits) {
        long word = random.nextLong() >> (64 - bits);
        return switch (type.kind()) {
            case BOOLEAN -> word & 1;
            case BYTE -> (long) (byte) word;
            case SHORT -> (long) (short) word;
            case INT -> (long) (int) word;
            case LONG, DATE, TIMESTAMP, TIMESTAMP_NS -> word;
            case FLOAT -> (double) (random.nextInt(50) == 0 ? Float.NaN : random.nextFloat());
            case DOUBLE ->
                    switch (random.nextInt(50)) {
                        case 0 -> Double.NaN;
                        case 1 -> -0.0;
                        case 2 -> Double.NEGATIVE_INFINITY;
                        default -> random.nextInt(2) == 0 ? word / 100.0 : random.nextGaussian();
                    };
            case SYMBOL -> (int) (Math.abs(word) & 0xFFFF);
            case VARCHAR -> "é".repeat(random.nextInt(12)).getBytes(StandardCharsets.UTF_8);
            case UUID -> new long[] {word, random.nextLong()};
            case LONG256 -> new long[] {word, -1, random.nextLong(), 0};
            case DECIMAL ->
                    type.widthBytes() == Long.BYTES
                            ? word
                            : random.longs(type.widthBytes() / Long.BYTES).toArray();
            case ARRAY -> new byte[Integer.BYTES + Double.BYTES * random.nextInt(4)];
        };
    }

    private void put(Vector vector, int row, @Nullable Object value) {
        if (type.vectorKind() == VectorKind.BYTES) {
            byte[] text = value == null ? new byte[0] : (byte[]) value;
            int start = vector.offsets()[row];
            System.arraycopy(text, 0, vector.reserveBytes(start + text.length), start, text.length);
            vector.offsets()[row + 1] = start + text.length;
        }
        if (value == null) {
            vector.setNull(row);
            return;
        }
        switch (type.vectorKind()) {
            case LONGS -> vector.longs()[row] = (Long) value;
            case DOUBLES -> vector.doubles()[row] = (Double) value;
            case CODES -> vector.codes()[row] = (Integer) value;
            case WIDE -> {
                long[] words = (long[]) value;
                System.arraycopy(words, 0, vector.longs(), row * words.length, words.length);
            }
            case BYTES -> {}
        }
    }
}
