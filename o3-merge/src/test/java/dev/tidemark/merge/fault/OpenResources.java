package dev.tidemark.merge.fault;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tidemark.core.memory.SharedArena;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What this process holds of a folder, as the system tells it, and of our own.
 *
 * @param arenas that are open
 * @param threads of stores, by name
 * @param files of the folder that are open
 * @param mappings of files of the folder
 */
record OpenResources(long arenas, Set<String> threads, List<String> files, List<String> mappings) {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Path MAPPINGS = Path.of("/proc/self/maps");

    static OpenResources of(Path folder) throws IOException {
        assumeTrue(Files.isDirectory(DESCRIPTORS), "only Linux tells");
        return new OpenResources(
                SharedArena.openCount(),
                Thread.getAllStackTraces().keySet().stream()
                        .filter(Thread::isAlive)
                        .map(Thread::getName)
                        .filter(name -> name.startsWith("tidemark-"))
                        .collect(Collectors.toCollection(TreeSet::new)),
                openFiles(folder),
                mappings(folder));
    }

    static List<String> openFiles(Path folder) throws IOException {
        try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
            return descriptors
                    .map(OpenResources::target)
                    .filter(target -> target.startsWith(folder.toString()))
                    .sorted()
                    .toList();
        }
    }

    static List<String> mappings(Path folder) throws IOException {
        try (Stream<String> lines = Files.lines(MAPPINGS)) {
            return lines.filter(line -> line.contains(folder.toString())).toList();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException _) {
            return "closed meanwhile";
        }
    }
}
