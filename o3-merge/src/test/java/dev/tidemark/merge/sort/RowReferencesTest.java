package dev.tidemark.merge.sort;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RowReferencesTest {
    @Test
    void runsEndAtChunks() {
        int[] references = {254, 255, 256, 257, 257, 258, 260};
        RowReferences rows = new RowReferences(references, /* chunkBits= */ 8, true);
        assertEquals(2, rows.runLength(0, 7));
        assertEquals(2, rows.runLength(2, 5));
        assertEquals(2, rows.runLength(4, 3));
        assertEquals(1, rows.runLength(4, 1));
        assertEquals(1, rows.runLength(6, 1));
    }
}
