package dev.tidemark.benchmarks.compare;

import dev.tidemark.benchmarks.report.Report;
import java.io.IOException;

/** Something that can be run and gives a report. */
@FunctionalInterface
public interface Benchmark {

    /**
     * Runs all rounds.
     *
     * @throws IOException if a contender fails, or answers wrongly
     * @throws InterruptedException if this thread is interrupted
     */
    Report run() throws IOException, InterruptedException;
}
