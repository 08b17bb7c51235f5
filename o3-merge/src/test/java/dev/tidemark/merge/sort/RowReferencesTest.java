package dev.tidemark.merge.sort;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.merge.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowReferencesTest {
    @Test
    void runsEndAtChunks() {
        int[] references = {254, 255, 256, 257, 257, 258, 260};
        RowReferences rows = new RowReferences(references, references.length, /* chunkBits= */ 8);
        assertFalse(rows.areInRuns());
        assertEquals(List.of("0+2", "2+2", "4+2", "6+1"), runs(rows, 0, 7));
        assertEquals(List.of("1+1", "2+2", "4+1"), runs(rows, 1, 5));
        assertEquals(List.of(), runs(rows, 3, 3));
    }

    @Test
    void ignoresWhatLiesBehindTheRows() {
        int[] references = new int[40];
        for (int place = 0; place < 16; place++) {
            references[place] = place;
        }
        assertTrue(new RowReferences(references, 16, 8).areInRuns());
        assertFalse(new RowReferences(references, 17, 8).areInRuns());
    }

    /** The same runs, whether they are long and known or short and looked for. */
    @Test
    void findsTheRunsOfAnyPart() {
        Random random = Seeds.random("findsTheRunsOfAnyPart");
        for (int averageRows : new int[] {3, 100}) {
            int[] references = new int[2_000];
            for (int place = 1; place < references.length; place++) {
                boolean isNew = random.nextInt(averageRows) == 0;
                references[place] = isNew ? random.nextInt() : references[place - 1] + 1;
            }
            RowReferences rows = new RowReferences(references, references.length, 6);
            assertEquals(averageRows == 100, rows.areInRuns());
            for (int round = 0; round < 200; round++) {
                int from = random.nextInt(references.length);
                int to = from + random.nextInt(references.length - from + 1);
                assertEquals(naiveRuns(references, from, to), runs(rows, from, to));
            }
            assertArrayEquals(references, rows.references());
        }
    }

    private static List<String> naiveRuns(int[] references, int from, int to) {
        List<String> runs = new ArrayList<>();
        int start = from;
        for (int place = from + 1; place <= to; place++) {
            if (place == to
                    || references[place] != references[place - 1] + 1
                    || references[place] % 64 == 0) {
                runs.add(start + "+" + (place - start));
                start = place;
            }
        }
        return runs;
    }

    private static List<String> runs(RowReferences rows, int from, int to) {
        List<String> found = new ArrayList<>();
        RowReferences.Runs runs = rows.runs(from, to);
        int[] references = rows.references();
        while (runs.next()) {
            assertEquals(references[runs.place()], runs.reference());
            found.add(runs.place() + "+" + runs.rowCount());
        }
        return found;
    }
}
