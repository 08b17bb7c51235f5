package dev.tidemark.benchmarks.cli;

import dev.tidemark.benchmarks.compare.DurabilityBenchmark;
import dev.tidemark.benchmarks.contender.Contender;
import dev.tidemark.benchmarks.contender.Tidemark;
import dev.tidemark.benchmarks.data.DataSet;
import dev.tidemark.tsbs.generate.ArrivalOrder;
import dev.tidemark.tsbs.generate.UseCase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What it costs that an acknowledged row is safe. */
@Command(
        name = "durability",
        description = {
            "What it costs that an acknowledged row is safe: Tidemark with durability sync and"
                    + " none, and QuestDB with its default (leave it out with --against nobody)."
        },
        sortOptions = false)
final class DurabilityCommand implements Callable<Integer> {

    private static final long USUAL_ROWS = 1_000_000;
    private static final String SETTING = "--durability";
    private static final String UNSAFE = "none";

    @Mixin private RunOptions options = new RunOptions();

    @Mixin private WarmUpOption warmUp = new WarmUpOption();

    @Override
    public Integer call() throws IOException, InterruptedException {
        DataSet rows =
                new DataSet(
                        UseCase.CPU_ONLY,
                        options.rows(USUAL_ROWS),
                        new ArrivalOrder.InOrder(),
                        options.seed());
        Contender.Database unsafe = tidemark(UNSAFE);
        List<Contender.Database> contenders = new ArrayList<>(List.of(tidemark("sync"), unsafe));
        contenders.addAll(options.peers(RunOptions.Peer.QUESTDB));
        options.run(
                new DurabilityBenchmark(
                        contenders, unsafe.name(), rows, warmUp.of(options), options.workplace()));
        return CommandLine.ExitCode.OK;
    }

    private Contender.Database tidemark(String durability) {
        return new Tidemark(
                "tidemark " + durability, options.launcher(), List.of(SETTING, durability));
    }
}
