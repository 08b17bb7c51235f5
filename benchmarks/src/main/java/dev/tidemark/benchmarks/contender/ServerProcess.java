package dev.tidemark.benchmarks.contender;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The process of a server; what it says goes to a file. */
final class ServerProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final String LOG = "server.log";

    private final Process process;
    private final Path log;

    /** Ends the process should this one be interrupted. */
    private final Thread onExit;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        onExit = new Thread(process::destroyForcibly, "benchmark-cleanup");
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** Whether a server is ready; asked again and again. */
    @FunctionalInterface
    interface Readiness {
        boolean isReady() throws IOException, InterruptedException;
    }

    /**
     * Starts a process.
     *
     * @param command the program and its arguments
     * @param environment variables beyond those of this process
     * @param folder an existing folder, for its log
     */
    static ServerProcess start(List<String> command, Map<String, String> environment, Path folder)
            throws IOException {
        Path log = folder.resolve(LOG);
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectInput(new File("/dev/null"))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new ServerProcess(builder.start(), log);
    }

    long id() {
        return process.pid();
    }

    /** Where it writes what it has to say. */
    Path log() {
        return log;
    }

    /**
     * Waits until the server is ready.
     *
     * @throws IOException if it ends, or is not ready in time; it is ended then
     */
    void awaitReady(Readiness readiness) throws IOException, InterruptedException {
        long deadlineNanos = System.nanoTime() + START_LIMIT.toNanos();
        try {
            while (!readiness.isReady()) {
                requireAlive();
                if (System.nanoTime() > deadlineNanos) {
                    throw new IOException("not ready after " + START_LIMIT + "; see " + log);
                }
                Thread.sleep(POLL_INTERVAL);
            }
        } catch (IOException | InterruptedException | RuntimeException failure) {
            close();
            throw failure;
        }
    }

    /** Waits until the server has said something, and returns the match. */
    Matcher awaitOutput(Pattern expected) throws IOException, InterruptedException {
        awaitReady(() -> output(expected).find());
        Matcher matcher = output(expected);
        if (!matcher.find()) {
            throw new IOException(log + " has changed its mind");
        }
        return matcher;
    }

    /** Looks for something in what the server has said so far. */
    Matcher output(Pattern expected) throws IOException {
        return expected.matcher(Files.readString(log));
    }

    /**
     * @throws IOException if the process has ended, with the end of what it said
     */
    void requireAlive() throws IOException {
        if (!process.isAlive()) {
            List<String> said = Files.readAllLines(log);
            throw new IOException(
                    "the server ended with status %d: %s"
                            .formatted(
                                    process.exitValue(),
                                    String.join(
                                            " | ",
                                            said.subList(
                                                    Math.max(0, said.size() - 3), said.size()))));
        }
    }

    /** Asks the process to end, and insists after a while. */
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(onExit);
    }
}
