package dev.tidemark.merge.apply;

import dev.tidemark.core.batch.ColumnBuffer;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.type.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Cells as objects: Long for LONGS, Double (with its exact bits) for DOUBLES, Integer for CODES, a
 * list of Long for WIDE, String for BYTES, null for NULL.
 */
final class Cells {
    private Cells() {}

    /** The types without parameters, and of those with parameters one of each layout. */
    static List<ColumnType> types() {
        List<ColumnType> types = new ArrayList<>(ColumnType.constants());
        types.add(ColumnType.decimal(18, 3));
        types.add(ColumnType.decimal(38, 38));
        types.add(ColumnType.decimal(76, 0));
        types.add(ColumnType.array(1));
        return types;
    }

    static @Nullable Object random(ColumnType type, Random random) {
        if (random.nextInt(4) == 0) {
            return null;
        }
        return switch (type.kind()) {
            case BOOLEAN -> (long) random.nextInt(2);
            case BYTE -> (long) (byte) random.nextInt();
            case SHORT -> (long) (short) random.nextInt();
            case INT -> (long) random.nextInt();
            case LONG, DATE, TIMESTAMP, TIMESTAMP_NS -> random.nextLong();
            case FLOAT -> (double) random.nextFloat();
            case DOUBLE -> random.nextInt(9) == 0 ? -0.0 : random.nextGaussian();
            case SYMBOL -> random.nextInt(1_000);
            case VARCHAR, ARRAY -> text(random);
            case DECIMAL ->
                    type.widthBytes() == Long.BYTES ? random.nextLong() : words(type, random);
            case UUID, LONG256 -> words(type, random);
        };
    }

    private static List<Long> words(ColumnType type, Random random) {
        return random.longs(type.widthBytes() / Long.BYTES).boxed().collect(Collectors.toList());
    }

    private static String text(Random random) {
        int length = random.nextInt(30) == 0 ? random.nextInt(3_000) : random.nextInt(12);
        return IntStream.range(0, length)
                .mapToObj(_ -> Character.toString("aé∑z".charAt(random.nextInt(4))))
                .collect(Collectors.joining());
    }

    static void put(@Nullable Object cell, ColumnBuffer column) {
        switch (cell) {
            case null -> {}
            case Long number -> column.putLong(number);
            case Double number -> column.putDouble(number);
            case Integer code -> column.putCode(code);
            case String text -> {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                column.putBytes(bytes, 0, bytes.length);
            }
            case List<?> words -> {
                for (int word = 0; word < words.size(); word++) {
                    column.putWord(word, (Long) words.get(word));
                }
            }
            default -> throw new IllegalArgumentException("no cell: " + cell);
        }
    }

    static @Nullable Object read(Vector vector, int row) {
        if (vector.isNull(row)) {
            return null;
        }
        return switch (vector.type().vectorKind()) {
            case LONGS -> vector.longs()[row];
            case DOUBLES -> vector.doubles()[row];
            case CODES -> vector.codes()[row];
            case BYTES -> {
                int start = vector.offsets()[row];
                int lengthBytes = vector.offsets()[row + 1] - start;
                yield new String(vector.bytes(), start, lengthBytes, StandardCharsets.UTF_8);
            }
            case WIDE -> {
                List<Long> words = new ArrayList<>();
                for (int word = 0; word < vector.wordsPerValue(); word++) {
                    words.add(vector.longs()[row * vector.wordsPerValue() + word]);
                }
                yield words;
            }
        };
    }

    /** Puts a cell behind the last row of a vector. */
    static void append(@Nullable Object cell, Vector vector) {
        int row = vector.length();
        vector.setLength(row + 1);
        if (vector.type().vectorKind() == dev.tidemark.core.type.VectorKind.BYTES) {
            vector.offsets()[row + 1] = vector.offsets()[row];
        }
        switch (cell) {
            case null -> vector.setNull(row);
            case Long number -> vector.longs()[row] = number;
            case Double number -> vector.doubles()[row] = number;
            case Integer code -> vector.codes()[row] = code;
            case String text -> {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                int start = vector.offsets()[row];
                System.arraycopy(
                        bytes, 0, vector.reserveBytes(start + bytes.length), start, bytes.length);
                vector.offsets()[row + 1] = start + bytes.length;
            }
            case List<?> words -> {
                for (int word = 0; word < words.size(); word++) {
                    vector.longs()[row * words.size() + word] = (Long) words.get(word);
                }
            }
            default -> throw new IllegalArgumentException("no cell: " + cell);
        }
    }
}
