package dev.tidemark.core.column;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.encoding.Randomness;
import dev.tidemark.core.io.CorruptFileException;
import dev.tidemark.core.io.DiskFileSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SymbolFileTest {
    private static final int COLUMN_ID = 3;

    @TempDir Path folder;
    private final Random random = Randomness.random();
    private final SymbolDictionary dictionary = new SymbolDictionary();
    private Path path;

    @BeforeEach
    void choosePath() {
        path = folder.resolve("symbols").resolve(COLUMN_ID + ".sym");
    }

    @Test
    void textsComeBackAfterAnyNumberOfAppends() throws IOException {
        SymbolDictionary current = new SymbolDictionary();
        SymbolFile file = file(current);
        for (int append = 0; append < 20; append++) {
            grow(random.nextInt(300));
            for (int code = current.size(); code < dictionary.size(); code++) {
                current.intern(dictionary.text(code));
            }
            file.append(dictionary.size());
            assertEquals(dictionary.size(), file.count());
            assertLoads(dictionary.size());
            if (random.nextBoolean()) {
                current = new SymbolDictionary();
                file = file(current);
                file.load(dictionary.size());
            }
        }
    }

    @Test
    void nothingToStoreNeedsNoFile() throws IOException {
        file(dictionary).append(0);
        assertFalse(Files.exists(path));
        assertLoads(0);
    }

    @Test
    void textsBeyondTheCountAreIgnoredAndWrittenOver() throws IOException {
        grow(100);
        SymbolFile file = file(dictionary);
        file.append(60);
        file.append(100);
        assertLoads(60);
        SymbolDictionary other = new SymbolDictionary();
        SymbolFile reopened = file(other);
        reopened.load(60);
        other.intern("another");
        reopened.append(61);
        SymbolDictionary loaded = new SymbolDictionary();
        file(loaded).load(61);
        assertEquals("another", loaded.text(60));
        assertEquals(60, loaded.find("another"));
    }

    @Test
    void aCountWithinAChunkIsRefused() throws IOException {
        grow(100);
        file(dictionary).append(100);
        assertThrows(CorruptFileException.class, () -> assertLoads(60));
        assertThrows(CorruptFileException.class, () -> assertLoads(101));
    }

    @Test
    void longTextsTakeSeveralChunks() throws IOException {
        for (int index = 0; index < 5; index++) {
            dictionary.intern(
                    (char) ('a' + index)
                            + "x".repeat(SymbolFile.MAX_CHUNK_BYTES * (index % 2 + 1) / 2));
        }
        file(dictionary).append(5);
        assertLoads(5);
    }

    @Test
    void everyFlippedBitIsFoundAndNamed() throws IOException {
        grow(20);
        SymbolFile file = file(dictionary);
        file.append(10);
        file.append(20);
        byte[] intact = Files.readAllBytes(path);
        for (int at = 0; at < intact.length; at++) {
            byte[] damaged = intact.clone();
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(path, damaged);
            CorruptFileException found =
                    assertThrows(CorruptFileException.class, () -> assertLoads(20), "byte " + at);
            assertEquals(path, found.file());
        }
    }

    @Test
    void missingAndShortFilesAreRefused() throws IOException {
        assertThrows(NoSuchFileException.class, () -> assertLoads(1));
        grow(20);
        file(dictionary).append(20);
        byte[] intact = Files.readAllBytes(path);
        for (int length = 0; length < intact.length; length++) {
            Files.write(path, Arrays.copyOf(intact, length));
            assertThrows(CorruptFileException.class, () -> assertLoads(20));
        }
    }

    @Test
    void aFileOfAnotherColumnIsRefused() throws IOException {
        grow(5);
        file(dictionary).append(5);
        SymbolFile other = new SymbolFile(DiskFileSystem.INSTANCE, path, 4, new SymbolDictionary());
        assertThrows(CorruptFileException.class, () -> other.load(5));
    }

    @Test
    void aDictionaryTakesManyTextsAtOnceButNoneTwice() {
        SymbolDictionary many = new SymbolDictionary();
        many.intern("first");
        many.addAll(List.of(utf8("a"), utf8("b"), utf8("")));
        assertEquals(4, many.size());
        assertEquals(2, many.find("b"));
        assertEquals(4, many.intern("c"));
        IllegalArgumentException twice =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> many.addAll(List.of(utf8("d"), utf8("b"))));
        assertTrue(String.valueOf(twice.getMessage()).contains("'b'"));
    }

    private void grow(int count) {
        for (int index = 0; index < count; index++) {
            dictionary.intern("é".repeat(random.nextInt(4)) + dictionary.size());
        }
    }

    private void assertLoads(int count) throws IOException {
        SymbolDictionary loaded = new SymbolDictionary();
        file(loaded).load(count);
        assertEquals(count, loaded.size());
        for (int code = 0; code < count; code++) {
            assertEquals(dictionary.text(code), loaded.text(code));
            assertEquals(code, loaded.find(dictionary.text(code)));
        }
    }

    private SymbolFile file(SymbolDictionary symbols) {
        return new SymbolFile(DiskFileSystem.INSTANCE, path, COLUMN_ID, symbols);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
