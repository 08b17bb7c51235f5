package dev.tidemark.benchmarks.machine;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The machine that figures were taken on: without it they mean little.
 *
 * @param processor the processor's name
 * @param cores processors that the system offers
 * @param memoryBytes main memory
 * @param disk where the data lay: device and file system
 * @param system operating system and its version
 * @param java the JVM that ran all contenders
 * @param loadBefore the system's mean load of the last minute, before the first run
 */
public record MachineDescription(
        String processor,
        int cores,
        long memoryBytes,
        String disk,
        String system,
        String java,
        double loadBefore) {

    private static final double BYTES_PER_GIBIBYTE = 1L << 30;

    /**
     * Describes this machine.
     *
     * @param folder where data will lie
     * @throws IOException if the system does not tell; only Linux is known
     */
    public static MachineDescription of(Path folder) throws IOException {
        FileStore disk = Files.getFileStore(folder);
        return new MachineDescription(
                ProcText.field(ProcFiles.read("/proc/cpuinfo"), "model name").orElse("unknown"),
                Runtime.getRuntime().availableProcessors(),
                ProcText.kibibytes(ProcFiles.read("/proc/meminfo"), "MemTotal") * ProcText.KIBIBYTE,
                disk.name() + " (" + disk.type() + ")",
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                MachineUsage.loadAverage());
    }

    /** One line for the foot of a report. */
    public String summary() {
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %.1f GiB, %s, %s, %s; load before %.2f",
                processor,
                cores,
                memoryBytes / BYTES_PER_GIBIBYTE,
                disk,
                system,
                java,
                loadBefore);
    }
}
