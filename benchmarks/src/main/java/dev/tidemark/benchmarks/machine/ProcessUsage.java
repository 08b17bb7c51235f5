package dev.tidemark.benchmarks.machine;

import java.io.IOException;

/**
 * What a process has used since it started.
 *
 * @param cpuMicros CPU time of all its threads, in the program and in the system on its behalf
 * @param writtenBytes bytes that it caused to be written to disk, mapped files included
 * @param peakResidentBytes the most memory that it held at a time, mapped files included
 */
public record ProcessUsage(long cpuMicros, long writtenBytes, long peakResidentBytes) {

    /**
     * The usage of a process up to now.
     *
     * @throws IOException if it has ended, or may not be looked at
     */
    public static ProcessUsage of(long processId) throws IOException {
        String folder = "/proc/" + processId;
        return new ProcessUsage(
                cpuMicros(processId),
                ProcText.number(ProcFiles.read(folder + "/io"), "write_bytes"),
                ProcText.kibibytes(ProcFiles.read(folder + "/status"), "VmHWM")
                        * ProcText.KIBIBYTE);
    }

    /** The CPU time of a process up to now, in microseconds. */
    public static long cpuMicros(long processId) throws IOException {
        return ProcText.processCpuMicros(ProcFiles.read("/proc/" + processId + "/stat"));
    }
}
