package dev.tidemark.merge.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidemark.core.column.kernel.RunCopy;
import dev.tidemark.merge.Seeds;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Gathers and run copies against single reads, at every length and unaligned places. */
class GatherKernelTest {
    private static final int CHUNK_BITS = 8;
    private static final int CHUNK_ROWS = 1 << CHUNK_BITS;
    private static final int LARGEST_WIDTH = 32;
    private static final int MISSING_CHUNK = 1;

    /** Reads one value of a chunk as its bits. */
    private interface Access {
        long read(MemorySegment chunk, int row);
    }

    @Test
    void gathersEveryLength() {
        Random random = Seeds.random("gathersEveryLength");
        try (Arena arena = Arena.ofConfined()) {
            @Nullable MemorySegment[] chunks = chunks(arena, random);
            for (int count = 0; count <= 130; count++) {
                int from = random.nextInt(5);
                int at = random.nextInt(5);
                int[] references = random.ints(from + count, 0, 3 * CHUNK_ROWS).toArray();
                RowReferences rows = new RowReferences(references, CHUNK_BITS, false);
                GatherKernel.Range range = new GatherKernel.Range(from, count, at);
                long[] longs = new long[at + count];
                GatherKernel.bytes(chunks, rows, range, longs);
                check(chunks, rows, range, longs, (c, r) -> c.get(ValueLayout.JAVA_BYTE, r));
                GatherKernel.shorts(chunks, rows, range, longs);
                check(chunks, rows, range, longs, GatherKernelTest::shortAt);
                GatherKernel.ints(chunks, rows, range, longs);
                check(chunks, rows, range, longs, GatherKernelTest::intAt);
                GatherKernel.longs(chunks, rows, range, longs);
                check(chunks, rows, range, longs, GatherKernelTest::longAt);
                int[] codes = new int[at + count];
                GatherKernel.codes(chunks, rows, range, codes);
                check(chunks, rows, range, widened(codes), GatherKernelTest::intAt);
                double[] doubles = new double[at + count];
                GatherKernel.doubles(chunks, rows, range, doubles);
                check(chunks, rows, range, bits(doubles), GatherKernelTest::longAt);
                GatherKernel.floats(chunks, rows, range, doubles);
                check(chunks, rows, range, bits(doubles), GatherKernelTest::floatAt);
            }
        }
    }

    @Test
    void gathersFromOneArrayAtEveryLength() {
        Random random = Seeds.random("gathersFromOneArrayAtEveryLength");
        long[] longs = random.longs(300).toArray();
        double[] doubles = random.doubles(300).toArray();
        int[] codes = random.ints(300).toArray();
        for (int count = 0; count <= 130; count++) {
            int from = random.nextInt(5);
            int at = random.nextInt(5);
            int[] references = random.ints(from + count, 0, 300).toArray();
            GatherKernel.Range range = new GatherKernel.Range(from, count, at);
            long[] intoLongs = new long[at + count];
            double[] intoDoubles = new double[at + count];
            int[] intoCodes = new int[at + count];
            GatherKernel.places(longs, references, range, intoLongs);
            GatherKernel.places(doubles, references, range, intoDoubles);
            GatherKernel.places(codes, references, range, intoCodes);
            for (int index = 0; index < count; index++) {
                int reference = references[from + index];
                assertEquals(longs[reference], intoLongs[at + index]);
                assertEquals(doubles[reference], intoDoubles[at + index]);
                assertEquals(codes[reference], intoCodes[at + index]);
            }
        }
    }

    @Test
    void gathersAndCopiesWideValues() {
        Random random = Seeds.random("gathersAndCopiesWideValues");
        try (Arena arena = Arena.ofConfined()) {
            @Nullable MemorySegment[] chunks = chunks(arena, random);
            for (int count = 0; count <= 130; count++) {
                for (int words : new int[] {2, 4}) {
                    int at = random.nextInt(3);
                    int[] references = random.ints(count, 0, 3 * CHUNK_ROWS).toArray();
                    long[] into = new long[(at + count) * words];
                    GatherKernel.wide(
                            chunks,
                            new RowReferences(references, CHUNK_BITS, false),
                            new GatherKernel.Range(0, count, at),
                            words,
                            into);
                    for (int index = 0; index < count * words; index++) {
                        int reference = references[index / words];
                        MemorySegment chunk = chunks[reference >>> CHUNK_BITS];
                        int word = (reference % CHUNK_ROWS) * words + index % words;
                        assertEquals(
                                chunk == null ? 0 : longAt(chunk, word), into[at * words + index]);
                    }
                    int row = random.nextInt(50);
                    MemorySegment chunk = chunks[random.nextInt(3)];
                    RunCopy.wide(chunk, words, new RunCopy.Run(row, count, at), into);
                    for (int index = 0; index < count * words; index++) {
                        long expected = chunk == null ? 0 : longAt(chunk, row * words + index);
                        assertEquals(expected, into[at * words + index]);
                    }
                }
            }
        }
    }

    @Test
    void copiesRunsOfEveryLength() {
        Random random = Seeds.random("copiesRunsOfEveryLength");
        try (Arena arena = Arena.ofConfined()) {
            @Nullable MemorySegment[] chunks = chunks(arena, random);
            for (int count = 0; count <= 130; count++) {
                RunCopy.Run run = new RunCopy.Run(random.nextInt(100), count, random.nextInt(5));
                MemorySegment chunk = chunks[random.nextInt(3)];
                long[] longs = new long[run.at() + count];
                RunCopy.integers(chunk, 1, run, longs);
                checkRun(chunk, run, longs, (c, r) -> c.get(ValueLayout.JAVA_BYTE, r));
                RunCopy.integers(chunk, 2, run, longs);
                checkRun(chunk, run, longs, GatherKernelTest::shortAt);
                RunCopy.integers(chunk, 4, run, longs);
                checkRun(chunk, run, longs, GatherKernelTest::intAt);
                RunCopy.integers(chunk, 8, run, longs);
                checkRun(chunk, run, longs, GatherKernelTest::longAt);
                int[] codes = new int[run.at() + count];
                RunCopy.codes(chunk, run, codes);
                checkRun(chunk, run, widened(codes), GatherKernelTest::intAt);
                double[] doubles = new double[run.at() + count];
                RunCopy.doubles(chunk, run, doubles);
                checkRun(chunk, run, bits(doubles), GatherKernelTest::longAt);
                RunCopy.floats(chunk, run, doubles);
                checkRun(chunk, run, bits(doubles), GatherKernelTest::floatAt);
            }
        }
    }

    @Test
    void scattersRunsOfEveryLength() {
        Random random = Seeds.random("scattersRunsOfEveryLength");
        try (Arena arena = Arena.ofConfined()) {
            @Nullable MemorySegment[] chunks = chunks(arena, random);
            for (int count = 0; count <= 130; count++) {
                RunCopy.Run run = new RunCopy.Run(random.nextInt(100), count, random.nextInt(5));
                MemorySegment chunk = chunks[random.nextInt(3)];
                int[] places = places(run.at() + count, random);
                long[] longs = new long[places.length];
                ScatterKernel.integers(chunk, 1, run, places, longs);
                checkPlaces(chunk, run, places, longs, (c, r) -> c.get(ValueLayout.JAVA_BYTE, r));
                ScatterKernel.integers(chunk, 2, run, places, longs);
                checkPlaces(chunk, run, places, longs, GatherKernelTest::shortAt);
                ScatterKernel.integers(chunk, 4, run, places, longs);
                checkPlaces(chunk, run, places, longs, GatherKernelTest::intAt);
                ScatterKernel.integers(chunk, 8, run, places, longs);
                checkPlaces(chunk, run, places, longs, GatherKernelTest::longAt);
                int[] codes = new int[places.length];
                ScatterKernel.codes(chunk, run, places, codes);
                checkPlaces(chunk, run, places, widened(codes), GatherKernelTest::intAt);
                double[] doubles = new double[places.length];
                ScatterKernel.doubles(chunk, run, places, doubles);
                checkPlaces(chunk, run, places, bits(doubles), GatherKernelTest::longAt);
                ScatterKernel.floats(chunk, run, places, doubles);
                checkPlaces(chunk, run, places, bits(doubles), GatherKernelTest::floatAt);
            }
        }
    }

    /** All places, in random order. */
    private static int[] places(int count, Random random) {
        List<Integer> places = new ArrayList<>(IntStream.range(0, count).boxed().toList());
        Collections.shuffle(places, random);
        return places.stream().mapToInt(Integer::intValue).toArray();
    }

    private static void checkPlaces(
            @Nullable MemorySegment chunk,
            RunCopy.Run run,
            int[] places,
            long[] into,
            Access access) {
        for (int index = 0; index < run.count(); index++) {
            long expected = chunk == null ? 0 : access.read(chunk, run.row() + index);
            assertEquals(expected, into[places[run.at() + index]]);
        }
    }

    @Test
    void movesOffsets() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocateFrom(ValueLayout.JAVA_INT, 0, 3, 3, 10, 12);
            int[] into = {0, 100, -1, -1, -1};
            int start = RunCopy.ends(ends, new RunCopy.Run(1, 3, 1), into);
            assertEquals(3, start);
            assertEquals("[0, 100, 100, 107, 109]", java.util.Arrays.toString(into));
        }
    }

    @Test
    void runsEndAtChunks() {
        int[] references = {254, 255, 256, 257, 257, 258, 260};
        RowReferences rows = new RowReferences(references, CHUNK_BITS, true);
        assertEquals(2, rows.runLength(0, 7));
        assertEquals(2, rows.runLength(2, 5));
        assertEquals(2, rows.runLength(4, 3));
        assertEquals(1, rows.runLength(4, 1));
        assertEquals(1, rows.runLength(6, 1));
    }

    private static void check(
            @Nullable MemorySegment[] chunks,
            RowReferences rows,
            GatherKernel.Range range,
            long[] into,
            Access access) {
        for (int index = 0; index < range.count(); index++) {
            int reference = rows.references()[range.from() + index];
            MemorySegment chunk = chunks[reference >>> CHUNK_BITS];
            long expected = chunk == null ? 0 : access.read(chunk, reference % CHUNK_ROWS);
            assertEquals(expected, into[range.at() + index]);
        }
    }

    private static void checkRun(
            @Nullable MemorySegment chunk, RunCopy.Run run, long[] into, Access access) {
        for (int index = 0; index < run.count(); index++) {
            long expected = chunk == null ? 0 : access.read(chunk, run.row() + index);
            assertEquals(expected, into[run.at() + index]);
        }
    }

    private static @Nullable MemorySegment[] chunks(Arena arena, Random random) {
        @Nullable MemorySegment[] chunks = new MemorySegment[3];
        for (int chunk = 0; chunk < chunks.length; chunk++) {
            if (chunk != MISSING_CHUNK) {
                // No NaN among the floating-point numbers: their bits may change in conversion.
                MemorySegment memory = arena.allocate((long) CHUNK_ROWS * LARGEST_WIDTH);
                for (long offset = 0; offset < memory.byteSize(); offset += 4) {
                    memory.set(
                            ValueLayout.JAVA_INT_UNALIGNED, offset, random.nextInt() & 0xbfffffff);
                }
                chunks[chunk] = memory;
            }
        }
        return chunks;
    }

    private static long shortAt(MemorySegment chunk, int row) {
        return chunk.get(ValueLayout.JAVA_SHORT_UNALIGNED, row * 2L);
    }

    private static long intAt(MemorySegment chunk, int row) {
        return chunk.get(ValueLayout.JAVA_INT_UNALIGNED, row * 4L);
    }

    private static long longAt(MemorySegment chunk, int row) {
        return chunk.get(ValueLayout.JAVA_LONG_UNALIGNED, row * 8L);
    }

    private static long floatAt(MemorySegment chunk, int row) {
        return Double.doubleToRawLongBits(chunk.get(ValueLayout.JAVA_FLOAT_UNALIGNED, row * 4L));
    }

    private static long[] widened(int[] codes) {
        return java.util.Arrays.stream(codes).asLongStream().toArray();
    }

    private static long[] bits(double[] doubles) {
        return java.util.Arrays.stream(doubles).mapToLong(Double::doubleToRawLongBits).toArray();
    }
}
