package dev.tidemark.benchmarks.compare;

import dev.tidemark.benchmarks.contender.Contender;
import dev.tidemark.benchmarks.contender.RunningServer;
import dev.tidemark.benchmarks.machine.MachineUsage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** One run of one contender: a fresh folder, a fresh process, and nothing left behind. */
final class Round<S extends RunningServer> implements AutoCloseable {

    private static final String FOLDER_PREFIX = "run-";

    private final Path folder;
    private final S server;
    private final double loadBefore;

    private Round(Path folder, S server, double loadBefore) {
        this.folder = folder;
        this.server = server;
        this.loadBefore = loadBefore;
    }

    /** Writes out what others have left to be written, starts the server, and lets it get ready. */
    static <S extends RunningServer> Round<S> begin(Contender<S> contender, Workplace workplace)
            throws IOException, InterruptedException {
        new ProcessBuilder("sync").start().waitFor();
        double loadBefore = MachineUsage.loadAverage();
        Path folder = Files.createTempDirectory(workplace.folder(), FOLDER_PREFIX);
        try {
            S server = contender.start(folder);
            try {
                server.awaitReadiness();
            } catch (IOException | InterruptedException | RuntimeException failure) {
                server.close();
                throw failure;
            }
            return new Round<>(folder, server, loadBefore);
        } catch (IOException | InterruptedException | RuntimeException failure) {
            workplace.say(contender.name() + " did not start; its log is in " + folder);
            throw failure;
        }
    }

    S server() {
        return server;
    }

    /** The system's load when the round began. */
    double loadBefore() {
        return loadBefore;
    }

    /** What the server's files take on the disk: their blocks, for they may have holes. */
    long storedBytes() throws IOException, InterruptedException {
        Process size =
                new ProcessBuilder("du", "-s", "--block-size=1", folder.toString())
                        .redirectErrorStream(true)
                        .start();
        String answer = new String(size.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        size.waitFor();
        return Long.parseLong(answer.substring(0, answer.indexOf('\t')));
    }

    @Override
    public void close() throws IOException {
        server.close();
        try (Stream<Path> tree = Files.walk(folder)) {
            List<Path> files = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException _) {
            // A server that ends may still tidy up.
        }
    }
}
