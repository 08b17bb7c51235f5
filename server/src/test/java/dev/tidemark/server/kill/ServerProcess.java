package dev.tidemark.server.kill;

import dev.tidemark.server.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, small in memory, that seals and compacts all the time. */
final class ServerProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final long STOP_LIMIT_SECONDS = 60;
    private static final long POLL_MILLIS = 5;
    private static final Pattern READY =
            Pattern.compile("line protocol \\S+:(\\d+), HTTP \\S+:(\\d+), PostgreSQL \\S+:(\\d+)");

    private final Process process;
    private final Path output;
    private volatile boolean ended;

    private ServerProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts a server, and does not wait for it.
     *
     * @param classes what it runs
     * @param folder of its data
     * @param output where it says what it has to say
     */
    static ServerProcess start(ServerClasses classes, Path folder, Path output) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(classes.arguments());
        command.addAll(List.of("serve", "--data-dir", folder.toString(), "--warm-up", "false"));
        command.addAll(List.of("--ilp-port", "0", "--http-port", "0", "--pg-port", "0"));
        command.addAll(List.of("--memory-hot-limit", "512m", "--memory-seal-threshold", "4m"));
        command.addAll(List.of("--compaction-quiet-time", "500ms"));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        return new ServerProcess(process, output);
    }

    /** Waits until it takes connections. */
    Ports awaitReady() throws IOException, InterruptedException {
        long deadlineNanos = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            Matcher ready = READY.matcher(said());
            if (ready.find()) {
                return new Ports(port(ready, 1), port(ready, 2), port(ready, 3));
            }
            if (!process.isAlive() || System.nanoTime() > deadlineNanos) {
                throw new AssertionError("the server did not start: " + said());
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** What it has said so far. */
    String said() throws IOException {
        return Files.readString(output);
    }

    /** Ends it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        ended = true;
        process.destroyForcibly();
        process.waitFor();
    }

    /** Whether its end has been decided. */
    boolean isEnded() {
        return ended;
    }

    /** Asks it to end, and returns its status. */
    int stop() throws InterruptedException {
        ended = true;
        process.destroy();
        if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the server does not stop");
        }
        return process.exitValue();
    }

    /** Leaves no process behind. */
    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static int port(Matcher ready, int group) {
        return Integer.parseInt(ready.group(group));
    }
}
