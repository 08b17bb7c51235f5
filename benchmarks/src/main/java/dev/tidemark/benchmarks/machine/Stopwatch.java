package dev.tidemark.benchmarks.machine;

import java.io.IOException;

/** Takes the time of a server's work, and of what else went on meanwhile. */
public final class Stopwatch {

    private static final long OWN_PROCESS = ProcessHandle.current().pid();

    private final long server;
    private final ProcessUsage serverBefore;
    private final long ownCpuBefore;
    private final MachineUsage machineBefore;
    private final long startNanos;

    private Stopwatch(long server) throws IOException {
        this.server = server;
        serverBefore = ProcessUsage.of(server);
        ownCpuBefore = ProcessUsage.cpuMicros(OWN_PROCESS);
        machineBefore = MachineUsage.now();
        startNanos = System.nanoTime();
    }

    /**
     * What happened since the start.
     *
     * @param elapsedNanos time on the clock
     * @param server what the server used since then; its peak is that of its whole life
     * @param foreignShare share of the machine that went neither to the server nor to this process
     */
    public record Reading(long elapsedNanos, ProcessUsage server, double foreignShare) {}

    /** Starts to look at a server, and at this process, which sends. */
    public static Stopwatch start(long serverProcessId) throws IOException {
        return new Stopwatch(serverProcessId);
    }

    /** Reads what happened so far; may be called again later. */
    public Reading read() throws IOException {
        long elapsedNanos = System.nanoTime() - startNanos;
        ProcessUsage used = sinceStart(ProcessUsage.of(server));
        long ownMicros = ProcessUsage.cpuMicros(OWN_PROCESS) - ownCpuBefore + used.cpuMicros();
        double foreign = MachineUsage.now().foreignShareSince(machineBefore, ownMicros);
        return new Reading(elapsedNanos, used, foreign);
    }

    /** What the server had used since the start at a moment at which somebody looked. */
    public ProcessUsage sinceStart(ProcessUsage then) {
        return new ProcessUsage(
                then.cpuMicros() - serverBefore.cpuMicros(),
                then.writtenBytes() - serverBefore.writtenBytes(),
                then.peakResidentBytes());
    }
}
