package dev.tidemark.core.column.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidemark.core.encoding.Randomness;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Both twins against moves of single values, at every length and at unaligned places; what lies
 * beside must stay.
 */
class MoveKernelTest {
    private static final int MAX_COUNT = 130;
    private static final int ROWS = 300;
    private static final int LARGEST_WIDTH = 32;
    private static final int[] WIDTHS = {1, 2, 4, 8, 16, 32};
    private static final List<MoveKernel> TWINS =
            List.of(new ScalarMoveKernel(), new VectorMoveKernel());

    private final Random random = Randomness.random();

    @Test
    void runsAreCopied() {
        withMemory((chunk, count) -> {
            Run run = new Run(random.nextInt(ROWS - MAX_COUNT), count, random.nextInt(9));
            for (@Nullable MemorySegment source : Arrays.asList(chunk, null)) {
                for (int width : WIDTHS) {
                    int words = words(width);
                    long[] before = longs((run.at() + count + 5) * words);
                    long[] expected = before.clone();
                    for (int index = 0; index < count; index++) {
                        put(source, width, run.row() + index, expected, run.at() + index);
                    }
                    for (MoveKernel twin : TWINS) {
                        long[] into = before.clone();
                        twin.copy(source, width, run, into);
                        assertArrayEquals(expected, into, "width " + width);
                    }
                }
                checkNumbers(
                        source,
                        run.at() + count + 5,
                        index -> run.at() + index,
                        IntStream.range(run.row(), run.row() + count).toArray(),
                        (twin, width, into) -> twin.copy(source, width, run, into),
                        (twin, into) -> twin.copy(source, run, 0, into));
            }
        });
    }

    @Test
    void offsetsAreShifted() {
        withMemory((chunk, count) -> {
            Run run = new Run(random.nextInt(ROWS - MAX_COUNT), count, random.nextInt(9));
            int shift = random.nextInt();
            int[] before = random.ints(run.at() + count + 5).toArray();
            int[] array = IntStream.range(0, ROWS).map(row -> intAt(chunk, row)).toArray();
            int[] expected = before.clone();
            int[] filled = before.clone();
            for (int index = 0; index < count; index++) {
                expected[run.at() + index] = array[run.row() + index] + shift;
                filled[run.at() + index] = shift;
            }
            for (MoveKernel twin : TWINS) {
                int[] fromMemory = before.clone();
                twin.copy(chunk, run, shift, fromMemory);
                assertArrayEquals(expected, fromMemory);
                int[] fromArray = before.clone();
                twin.copy(array, run, shift, fromArray);
                assertArrayEquals(expected, fromArray);
                int[] fromNothing = before.clone();
                twin.copy((MemorySegment) null, run, shift, fromNothing);
                assertArrayEquals(filled, fromNothing);
            }
        });
    }

    @Test
    void rowsAreGathered() {
        withMemory((chunk, count) -> {
            Picks picks = picks(count);
            int[] rows =
                    IntStream.range(0, count)
                            .map(index -> picks.rowFor(picks.at() + index))
                            .toArray();
            for (int width : WIDTHS) {
                int words = words(width);
                long[] source = longs(ROWS * words);
                long[] before = longs((picks.at() + count + 5) * words);
                long[] ofMemory = before.clone();
                long[] ofArray = before.clone();
                for (int index = 0; index < count; index++) {
                    int place = picks.at() + index;
                    put(chunk, width, rows[index], ofMemory, place);
                    System.arraycopy(source, rows[index] * words, ofArray, place * words, words);
                }
                for (MoveKernel twin : TWINS) {
                    long[] into = before.clone();
                    twin.gather(chunk, width, picks, into);
                    assertArrayEquals(ofMemory, into, "width " + width);
                    into = before.clone();
                    twin.gather(source, words, picks, into);
                    assertArrayEquals(ofArray, into, "width " + width);
                }
            }
            int length = picks.at() + count + 5;
            checkNumbers(
                    chunk,
                    length,
                    index -> picks.at() + index,
                    rows,
                    (twin, width, into) -> twin.gather(chunk, width, picks, into),
                    (twin, into) -> twin.gather(chunk, picks, into));
            double[] doubles = random.doubles(ROWS).toArray();
            int[] codes = random.ints(ROWS).toArray();
            for (MoveKernel twin : TWINS) {
                double[] intoDoubles = new double[length];
                int[] intoCodes = new int[length];
                twin.gather(doubles, picks, intoDoubles);
                twin.gather(codes, picks, intoCodes);
                for (int index = 0; index < count; index++) {
                    assertEquals(doubles[rows[index]], intoDoubles[picks.at() + index]);
                    assertEquals(codes[rows[index]], intoCodes[picks.at() + index]);
                }
            }
        });
    }

    @Test
    void textsAreGathered() {
        forEachCount(count -> {
            // Longer and shorter than a register, and none at all.
            int[] offsets = offsets(1 + random.nextInt(70));
            byte[] texts = bytes(offsets[ROWS]);
            Picks picks = picks(count);
            int[] before = random.ints(picks.at() + count + 3).toArray();
            before[picks.at()] = random.nextInt(40);
            int[] expectedOffsets = before.clone();
            int end = before[picks.at()];
            for (int index = 0; index < count; index++) {
                end +=
                        offsets[picks.rowFor(picks.at() + index) + 1]
                                - offsets[picks.rowFor(picks.at() + index)];
                expectedOffsets[picks.at() + index + 1] = end;
            }
            byte[] room = bytes(end + random.nextInt(2) * random.nextInt(100));
            byte[] expected = Arrays.copyOf(room, end);
            for (int index = 0; index < count; index++) {
                int row = picks.rowFor(picks.at() + index);
                int place = expectedOffsets[picks.at() + index];
                System.arraycopy(
                        texts, offsets[row], expected, place, offsets[row + 1] - offsets[row]);
            }
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment nativeOffsets = arena.allocateFrom(ValueLayout.JAVA_INT, offsets);
                MemorySegment nativeTexts = arena.allocateFrom(ValueLayout.JAVA_BYTE, texts);
                for (MoveKernel twin : TWINS) {
                    int[] ends = before.clone();
                    assertEquals(end, twin.gatherEnds(offsets, picks, ends));
                    assertArrayEquals(expectedOffsets, ends);
                    byte[] into = room.clone();
                    twin.gatherTexts(offsets, texts, picks, ends, into);
                    assertArrayEquals(expected, Arrays.copyOf(into, end));
                    ends = before.clone();
                    assertEquals(end, twin.gatherEnds(nativeOffsets, picks, ends));
                    assertArrayEquals(expectedOffsets, ends);
                    into = room.clone();
                    twin.gatherTexts(nativeOffsets, nativeTexts, picks, ends, into);
                    assertArrayEquals(expected, Arrays.copyOf(into, end));
                }
            }
        });
    }

    @Test
    void endsBeyondAnIntAreTold() {
        int[] offsets = {0, Integer.MAX_VALUE};
        Picks picks = new Picks(new int[] {0, 0, 0}, 0, 3, 0);
        for (MoveKernel twin : TWINS) {
            assertEquals(3L * Integer.MAX_VALUE, twin.gatherEnds(offsets, picks, new int[4]));
        }
    }

    @Test
    void rowsAreScattered() {
        withMemory((chunk, count) -> {
            Run run = new Run(random.nextInt(ROWS - MAX_COUNT), count, random.nextInt(9));
            Slots slots = slots(run);
            int[] kept = keptRows(run, slots);
            for (@Nullable MemorySegment source : Arrays.asList(chunk, null)) {
                for (int width : WIDTHS) {
                    long[] before = longs(slots.count() * words(width));
                    long[] expected = before.clone();
                    for (int index : kept) {
                        put(source, width, run.row() + index, expected, place(run, slots, index));
                    }
                    for (MoveKernel twin : TWINS) {
                        long[] into = before.clone();
                        twin.scatter(source, width, run, slots, into);
                        assertArrayEquals(expected, into, "width " + width);
                    }
                }
                checkNumbers(
                        source,
                        slots.count(),
                        index -> place(run, slots, kept[index]),
                        IntStream.of(kept).map(index -> run.row() + index).toArray(),
                        (twin, width, into) -> twin.scatter(source, width, run, slots, into),
                        (twin, into) -> twin.scatter(source, run, slots, into));
            }
        });
    }

    @Test
    void textsAreScattered() {
        forEachCount(count -> {
            int[] offsets = offsets(1 + random.nextInt(70));
            byte[] texts = bytes(offsets[ROWS]);
            Run run = new Run(random.nextInt(ROWS - MAX_COUNT), count, random.nextInt(9));
            Slots slots = slots(run);
            int[] lengths = new int[slots.count() + 1];
            byte[][] expected = new byte[slots.count()][0];
            for (int index : keptRows(run, slots)) {
                int row = run.row() + index;
                int place = place(run, slots, index);
                lengths[place + 1] = offsets[row + 1] - offsets[row];
                expected[place] = Arrays.copyOfRange(texts, offsets[row], offsets[row + 1]);
            }
            int[] starts = lengths.clone();
            Arrays.parallelPrefix(starts, Integer::sum);
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment nativeOffsets = arena.allocateFrom(ValueLayout.JAVA_INT, offsets);
                MemorySegment nativeTexts = arena.allocateFrom(ValueLayout.JAVA_BYTE, texts);
                for (MoveKernel twin : TWINS) {
                    int[] intoLengths = new int[slots.count() + 1];
                    twin.scatterLengths(nativeOffsets, run, slots, intoLengths);
                    assertArrayEquals(lengths, intoLengths);
                    byte[] into = new byte[starts[slots.count()]];
                    twin.scatterTexts(nativeOffsets, nativeTexts, run, slots, starts, into);
                    for (int place = 0; place < slots.count(); place++) {
                        byte[] text = Arrays.copyOfRange(into, starts[place], starts[place + 1]);
                        assertArrayEquals(expected[place], text);
                    }
                    int[] zeros = lengths.clone();
                    twin.scatterLengths(null, run, slots, zeros);
                    assertEquals(0, IntStream.of(zeros).sum());
                }
            }
        });
    }

    private interface ToDoubles {
        void move(MoveKernel twin, int widthBytes, double[] into);
    }

    private interface ToCodes {
        void move(MoveKernel twin, int[] into);
    }

    private interface PlaceOf {
        int place(int index);
    }

    /** Checks moves of floats, doubles and codes of the given rows. */
    private void checkNumbers(
            @Nullable MemorySegment source,
            int length,
            PlaceOf places,
            int[] rows,
            ToDoubles toDoubles,
            ToCodes toCodes) {
        for (MoveKernel twin : TWINS) {
            for (int width : new int[] {Float.BYTES, Double.BYTES}) {
                double[] before = random.doubles(length).toArray();
                double[] expected = before.clone();
                for (int index = 0; index < rows.length; index++) {
                    expected[places.place(index)] = doubleAt(source, width, rows[index]);
                }
                toDoubles.move(twin, width, before);
                // As texts of their bits: all NaN are not the same.
                assertArrayEquals(bits(expected), bits(before), "width " + width);
            }
            int[] before = random.ints(length).toArray();
            int[] expected = before.clone();
            for (int index = 0; index < rows.length; index++) {
                expected[places.place(index)] = source == null ? 0 : intAt(source, rows[index]);
            }
            toCodes.move(twin, before);
            assertArrayEquals(expected, before);
        }
    }

    private interface MemoryCheck {
        void check(MemorySegment chunk, int count);
    }

    @Test
    void integersAreNarrowed() {
        withMemory((chunk, count) -> {
            Run run = new Run(random.nextInt(5), count, random.nextInt(ROWS - MAX_COUNT));
            for (int width : new int[] {1, 2, 4, 8}) {
                long[] from = longs(run.row() + count + 3);
                Arrays.setAll(from, index -> from[index] >> shift(width));
                byte[] expected = chunk.toArray(ValueLayout.JAVA_BYTE);
                for (int index = 0; index < count; index++) {
                    for (int place = 0; place < width; place++) {
                        expected[(run.at() + index) * width + place] =
                                (byte) (from[run.row() + index] >> (place * Byte.SIZE));
                    }
                }
                for (MoveKernel twin : TWINS) {
                    byte[] into = new byte[expected.length];
                    MemorySegment copy = Arena.ofAuto().allocate(chunk.byteSize());
                    copy.copyFrom(chunk);
                    twin.narrow(from, run, copy, width);
                    MemorySegment.copy(copy, ValueLayout.JAVA_BYTE, 0, into, 0, into.length);
                    assertArrayEquals(expected, into, "width " + width);
                }
            }
        });
    }

    @Test
    void theNarrowestWidthHoldsAll() {
        forEachCount(count -> {
            int from = random.nextInt(5);
            long[] values = random.longs(from + count + 3).toArray();
            int bits = random.nextInt(Long.SIZE);
            int needed = 1;
            for (int index = from; index < from + count; index++) {
                values[index] >>= bits;
                while (values[index] << shift(needed) >> shift(needed) != values[index]) {
                    needed *= 2;
                }
            }
            for (MoveKernel twin : TWINS) {
                assertEquals(needed, twin.narrowestWidth(values, from, count));
            }
        });
    }

    private static int shift(int width) {
        return Long.SIZE - width * Byte.SIZE;
    }

    private void withMemory(MemoryCheck check) {
        try (Arena arena = Arena.ofConfined()) {
            // Not even the memory is aligned.
            MemorySegment chunk = arena.allocate(ROWS * (long) LARGEST_WIDTH + 1).asSlice(1);
            for (long at = 0; at < chunk.byteSize(); at += Integer.BYTES) {
                // No signalling NaN, whose bits may change when floats are widened.
                int bits = random.nextInt() & 0xBFFF_FFFF;
                chunk.set(ValueLayout.JAVA_INT_UNALIGNED, at, bits);
            }
            forEachCount(count -> check.check(chunk, count));
        }
    }

    private static void forEachCount(IntConsumer check) {
        for (int count = 0; count <= MAX_COUNT; count++) {
            check.accept(count);
        }
    }

    private Picks picks(int count) {
        int from = random.nextInt(5);
        int first = random.nextInt(100) - 50;
        int[] rows = random.ints(from + count, first, first + ROWS).toArray();
        return new Picks(rows, from, count, random.nextInt(9), first);
    }

    /** Places in random order, some of which are not there. */
    private Slots slots(Run run) {
        int first = random.nextInt(40);
        List<Integer> places = IntStream.range(0, run.at() + run.count() + 30).boxed().toList();
        List<Integer> shuffled = new java.util.ArrayList<>(places);
        Collections.shuffle(shuffled, random);
        int[] array = shuffled.stream().mapToInt(Integer::intValue).toArray();
        return new Slots(array, first, random.nextInt(1 + Math.max(0, array.length - first)));
    }

    private static int place(Run run, Slots slots, int index) {
        return slots.index(run.at() + index);
    }

    private static int[] keptRows(Run run, Slots slots) {
        return IntStream.range(0, run.count())
                .filter(index -> place(run, slots, index) >= 0)
                .filter(index -> place(run, slots, index) < slots.count())
                .toArray();
    }

    private int[] offsets(int longest) {
        int[] offsets = new int[ROWS + 1];
        offsets[0] = random.nextInt(10);
        for (int row = 0; row < ROWS; row++) {
            offsets[row + 1] = offsets[row] + random.nextInt(longest);
        }
        return offsets;
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private long[] longs(int count) {
        return random.longs(count).toArray();
    }

    /** Puts a value as a vector holds it. */
    private static void put(
            @Nullable MemorySegment chunk, int width, int row, long[] into, int place) {
        int words = words(width);
        for (int word = 0; word < words; word++) {
            into[place * words + word] =
                    chunk == null ? 0 : integerAt(chunk, width, (long) row * width + word * 8L);
        }
    }

    private static long integerAt(MemorySegment chunk, int width, long at) {
        return switch (width) {
            case 1 -> chunk.get(ValueLayout.JAVA_BYTE, at);
            case 2 -> chunk.get(ValueLayout.JAVA_SHORT_UNALIGNED, at);
            case 4 -> chunk.get(ValueLayout.JAVA_INT_UNALIGNED, at);
            default -> chunk.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
        };
    }

    private static int intAt(MemorySegment chunk, int row) {
        return chunk.get(ValueLayout.JAVA_INT_UNALIGNED, row * 4L);
    }

    private static double doubleAt(@Nullable MemorySegment chunk, int width, int row) {
        if (chunk == null) {
            return 0;
        }
        return width == Float.BYTES
                ? chunk.get(ValueLayout.JAVA_FLOAT_UNALIGNED, row * 4L)
                : chunk.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, row * 8L);
    }

    private static long[] bits(double[] doubles) {
        return Arrays.stream(doubles).mapToLong(Double::doubleToRawLongBits).toArray();
    }

    private static int words(int widthBytes) {
        return Math.max(1, widthBytes / Long.BYTES);
    }
}
