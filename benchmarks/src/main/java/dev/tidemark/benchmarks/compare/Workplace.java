package dev.tidemark.benchmarks.compare;

import dev.tidemark.benchmarks.machine.MachineDescription;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where a benchmark runs.
 *
 * @param folder for data and servers, on the disk that is to be measured
 * @param rounds how often everything is done
 * @param progress hears which run has ended, and how
 */
public record Workplace(Path folder, int rounds, PrintWriter progress) {

    /** What the machine is. */
    MachineDescription machine() throws IOException {
        Files.createDirectories(folder);
        return MachineDescription.of(folder);
    }

    /** Where the rows that are sent lie. */
    Path dataFolder() {
        return folder.resolve("data");
    }

    /** Says something on the way. */
    void say(String message) {
        progress.println(message);
        progress.flush();
    }

    /** Contenders in the order of a round: each is first in turn. */
    static <C> List<C> rotated(List<C> contenders, int round) {
        List<C> order = new ArrayList<>(contenders);
        Collections.rotate(order, -(round - 1));
        return order;
    }
}
