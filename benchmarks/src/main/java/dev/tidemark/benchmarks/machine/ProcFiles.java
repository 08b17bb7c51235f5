package dev.tidemark.benchmarks.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the files of {@code /proc}. */
final class ProcFiles {

    private ProcFiles() {}

    /**
     * The text of a file.
     *
     * @throws IOException if there is none: the process has ended, or this is no Linux
     */
    static String read(String path) throws IOException {
        try {
            return Files.readString(Path.of(path));
        } catch (NoSuchFileException failure) {
            throw new IOException(
                    path + " does not exist; benchmarks need Linux, and the process to be alive",
                    failure);
        }
    }
}
