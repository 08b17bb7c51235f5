package dev.tidemark.core.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class DiskFileSystemTest {
    private static final FileSystem DISK = DiskFileSystem.INSTANCE;

    @TempDir Path folder;

    @Test
    void writesAtPositionsAndReadsBack() throws IOException {
        Path path = folder.resolve("a");
        try (OpenFile file = DISK.openForWriting(path)) {
            file.write(5, segment("world"));
            file.write(0, segment("hello"));
            file.sync();
            assertEquals(10, file.size());
            MemorySegment read = MemorySegment.ofArray(new byte[6]);
            file.read(2, read);
            assertEquals("llowor", text(read));
            EOFException end = assertThrows(EOFException.class, () -> file.read(5, read));
            assertNames(path, end);
        }
        assertEquals(10, DISK.size(path));
    }

    @Test
    void openingForWritingKeepsWhatIsThere() throws IOException {
        Path path = folder.resolve("a");
        Files.writeString(path, "kept");
        try (OpenFile file = DISK.openForWriting(path)) {
            assertEquals(4, file.size());
            file.truncate(2);
        }
        assertEquals("ke", Files.readString(path));
    }

    @Test
    void preallocatedSpaceReadsAsZeroAndKeepsWhatWasWritten() throws IOException {
        Path path = folder.resolve("a");
        try (OpenFile file = DISK.openForWriting(path)) {
            file.write(0, segment("abc"));
            file.preallocate(100_000);
            file.preallocate(10);
            assertEquals(100_000, file.size());
        }
        byte[] content = Files.readAllBytes(path);
        byte[] expected = new byte[100_000];
        System.arraycopy("abc".getBytes(StandardCharsets.UTF_8), 0, expected, 0, 3);
        assertArrayEquals(expected, content);
    }

    @Test
    void spaceThatNoDiskHasIsAnErrorThatNamesTheFile() throws IOException {
        Path path = folder.resolve("huge");
        try (OpenFile file = DISK.openForWriting(path)) {
            IOException full = assertThrows(IOException.class, () -> file.preallocate(1L << 60));
            assertNames(path, full);
        }
    }

    @Test
    void mappingIsNativeReadOnlyAndOutlivesTheOpenFile() throws IOException {
        Path path = folder.resolve("a");
        Files.writeString(path, "mapped text");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment map;
            try (OpenFile file = DISK.openForReading(path)) {
                map = file.map(6, arena);
                assertEquals(0, file.map(0, arena).byteSize());
                assertThrows(EOFException.class, () -> file.map(12, arena));
            }
            assertEquals("mapped", text(map));
            assertTrue(map.isReadOnly());
            assertFalse(map.isMapped());
            assertEquals(arena.allocate(8).getClass(), map.getClass());
        }
    }

    @Test
    void closingTheArenaEndsTheMapping() throws IOException {
        Path path = folder.resolve("a");
        Files.writeString(path, "mapped text");
        Arena arena = Arena.ofShared();
        MemorySegment map;
        try (OpenFile file = DISK.openForReading(path)) {
            map = file.map(6, arena);
        }
        arena.close();
        assertThrows(IllegalStateException.class, () -> map.get(ValueLayout.JAVA_BYTE, 0));
    }

    @Test
    void renameReplacesAndDeleteTellsWhetherThereWasOne() throws IOException {
        Path from = folder.resolve("new");
        Path to = folder.resolve("old");
        Files.writeString(from, "new");
        Files.writeString(to, "old");
        DISK.rename(from, to);
        DISK.syncFolder(folder);
        assertEquals("new", Files.readString(to));
        assertFalse(DISK.exists(from));
        assertTrue(DISK.delete(to));
        assertFalse(DISK.delete(to));
    }

    @Test
    void listsFoldersByName() throws IOException {
        DISK.createDirectories(folder.resolve("b/c"));
        DISK.createDirectories(folder.resolve("b"));
        Files.writeString(folder.resolve("a"), "");
        assertEquals(List.of(folder.resolve("a"), folder.resolve("b")), DISK.list(folder));
    }

    @Test
    void missingThingsAreErrorsThatNameThePath() {
        Path missing = folder.resolve("missing");
        for (Executable operation :
                List.<Executable>of(
                        () -> DISK.openForReading(missing),
                        () -> DISK.size(missing),
                        () -> DISK.list(missing),
                        () -> DISK.rename(missing, folder.resolve("other")),
                        () -> DISK.syncFolder(missing))) {
            NoSuchFileException error = assertThrows(NoSuchFileException.class, operation);
            assertNames(missing, error);
        }
    }

    @Test
    void writingToAClosedFileNamesTheFile() throws IOException {
        Path path = folder.resolve("a");
        OpenFile file = DISK.openForWriting(path);
        file.close();
        IOException closed = assertThrows(IOException.class, () -> file.write(0, segment("y")));
        assertNames(path, closed);
    }

    @Test
    void aFileIsLockedOnceUntilItIsClosed() throws IOException {
        Path path = folder.resolve("lock");
        OpenFile first = DISK.openForWriting(path);
        try (OpenFile second = DISK.openForWriting(path)) {
            assertTrue(first.tryLock());
            assertFalse(second.tryLock());
            first.close();
            assertTrue(second.tryLock());
        }
    }

    private static void assertNames(Path path, IOException error) {
        assertTrue(String.valueOf(error.getMessage()).contains(path.toString()), error::toString);
    }

    private static MemorySegment segment(String text) {
        return MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(MemorySegment segment) {
        return new String(segment.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }
}
