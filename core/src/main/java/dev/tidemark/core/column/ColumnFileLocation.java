package dev.tidemark.core.column;

import dev.tidemark.core.io.FileSystem;
import java.nio.file.Path;

/** Where a column file lies, and what it has to say at its start. */
public record ColumnFileLocation(FileSystem fileSystem, Path path, ColumnFileHeader header) {}
