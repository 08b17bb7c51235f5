package dev.tidemark.benchmarks.machine;

import java.io.IOException;
import java.util.Optional;

/** The formats of {@code /proc}, as the manual page proc(5) tells them. */
final class ProcText {

    /** What the system calls kB. */
    static final long KIBIBYTE = 1024;

    /** The unit of CPU times that programs see, on every architecture of Linux. */
    private static final long MICROS_PER_TICK = 10_000;

    /** Fields of {@code /proc/PID/stat} after the name, which ends with the last bracket. */
    private static final int USER_TICKS = 11;

    private static final int SYSTEM_TICKS = 12;

    /** Fields of the first line of {@code /proc/stat} after its name. */
    private static final int IDLE_TICKS = 3;

    private static final int WAITING_TICKS = 4;

    /** After this come the times of guests, which are part of the first two. */
    private static final int LAST_TICKS = 7;

    private ProcText() {}

    /** CPU time of a process in all its threads, from {@code /proc/PID/stat}. */
    static long processCpuMicros(String stat) throws IOException {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" +", -1);
        if (fields.length <= SYSTEM_TICKS) {
            throw new IOException("too short for /proc/PID/stat: " + stat);
        }
        return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]))
                * MICROS_PER_TICK;
    }

    /** Time of all processors, from {@code /proc/stat}. */
    static MachineUsage machineUsage(String stat) throws IOException {
        String[] fields = stat.lines().findFirst().orElse("").split(" +", -1);
        if (fields.length <= LAST_TICKS + 1 || !fields[0].equals("cpu")) {
            throw new IOException("not the beginning of /proc/stat: " + stat);
        }
        long busy = 0;
        long total = 0;
        for (int field = 0; field <= LAST_TICKS; field++) {
            long ticks = Long.parseLong(fields[field + 1]);
            total += ticks;
            if (field != IDLE_TICKS && field != WAITING_TICKS) {
                busy += ticks;
            }
        }
        return new MachineUsage(busy * MICROS_PER_TICK, total * MICROS_PER_TICK);
    }

    /** The text behind {@code name:} in the first line that begins so. */
    static Optional<String> field(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .filter(rest -> rest.startsWith(":"))
                .map(rest -> rest.substring(1).strip())
                .findFirst();
    }

    /** A number behind {@code name:}. */
    static long number(String text, String name) throws IOException {
        return Long.parseLong(
                field(text, name).orElseThrow(() -> new IOException("no " + name + " in /proc")));
    }

    /** A number of kB behind {@code name:}. */
    static long kibibytes(String text, String name) throws IOException {
        String value = field(text, name).orElseThrow(() -> new IOException("no " + name));
        return Long.parseLong(value.substring(0, value.indexOf(' ')));
    }
}
