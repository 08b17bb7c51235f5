package dev.tidemark.benchmarks.cli;

import dev.tidemark.benchmarks.compare.QueryBenchmark;
import dev.tidemark.benchmarks.compare.Size;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long queries take. */
@Command(
        name = "queries",
        description = "How long the queries of the Time Series Benchmark Suite take.",
        sortOptions = false)
final class QueriesCommand implements Callable<Integer> {

    private static final long USUAL_ROWS = 4_320_000;
    private static final int CONNECTIONS = 2;

    @Mixin private RunOptions options = new RunOptions();

    @Option(
            names = "--repetitions",
            paramLabel = "NUMBER",
            defaultValue = "20",
            description =
                    "How often each kind of query is asked in a round, with hosts and times of its"
                            + " own. (default: ${DEFAULT-VALUE})")
    private int repetitions;

    @Override
    public Integer call() throws IOException, InterruptedException {
        options.require(repetitions >= 1, "--repetitions must be at least 1");
        options.run(
                new QueryBenchmark(
                        options.contenders(RunOptions.Peer.NOBODY),
                        new Size(options.rows(USUAL_ROWS), options.seed(), CONNECTIONS),
                        repetitions,
                        options.workplace()));
        return CommandLine.ExitCode.OK;
    }
}
