package dev.tidemark.benchmarks.machine;

import java.io.IOException;

/**
 * Time of all processors since the machine started.
 *
 * @param busyMicros spent on something, or stolen by other machines on the same hardware
 * @param totalMicros spent and idle
 */
public record MachineUsage(long busyMicros, long totalMicros) {

    /** The usage up to now. */
    public static MachineUsage now() throws IOException {
        return ProcText.machineUsage(ProcFiles.read("/proc/stat"));
    }

    /**
     * The share of the whole machine that went to others since an earlier moment, 0 to 1.
     *
     * @param earlier the usage then
     * @param ownMicros CPU time since then of those who are not others
     */
    public double foreignShareSince(MachineUsage earlier, long ownMicros) {
        long total = totalMicros - earlier.totalMicros;
        long foreign = busyMicros - earlier.busyMicros - ownMicros;
        return total <= 0 ? 0 : Math.clamp((double) foreign / total, 0, 1);
    }

    /** The system's mean number of threads that wanted to run in the last minute. */
    public static double loadAverage() throws IOException {
        return Double.parseDouble(ProcFiles.read("/proc/loadavg").split(" ", -1)[0]);
    }
}
