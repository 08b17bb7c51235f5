package dev.tidemark.merge.fault;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/** What was done to a simulated disk. Files are named by their number, for names change. */
sealed interface Operation {
    record CreateFile(Path path, int file) implements Operation {}

    record CreateFolder(Path path) implements Operation {}

    record Rename(Path from, Path to) implements Operation {}

    record Link(Path path, int file) implements Operation {}

    record Delete(Path path) implements Operation {}

    record Write(int file, long position, MemorySegment bytes) implements Operation {}

    record Resize(int file, long lengthBytes) implements Operation {}

    record SyncFile(int file, boolean failed) implements Operation {}

    record SyncFolder(Path path) implements Operation {}
}
