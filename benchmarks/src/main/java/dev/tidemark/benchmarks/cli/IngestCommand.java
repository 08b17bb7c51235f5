package dev.tidemark.benchmarks.cli;

import dev.tidemark.benchmarks.compare.IngestBenchmark;
import dev.tidemark.benchmarks.data.DataSet;
import dev.tidemark.tsbs.generate.ArrivalOrder;
import dev.tidemark.tsbs.generate.UseCase;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How fast rows come in. */
@Command(
        name = "ingest",
        description = "How fast rows come in, and what that costs, next to a sink that discards.",
        sortOptions = false)
final class IngestCommand implements Callable<Integer> {

    private static final long USUAL_ROWS = 4_320_000;

    /** Between two reports of a host, for the order in which the suite writes them. */
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    @Mixin private RunOptions options = new RunOptions();

    @Mixin private WarmUpOption warmUp = new WarmUpOption();

    @Option(
            names = "--use-case",
            paramLabel = "CASE",
            defaultValue = "cpu-only",
            converter = UseCaseByLabel.class,
            description = "cpu-only, devops or iot. (default: ${DEFAULT-VALUE})")
    private UseCase useCase = UseCase.CPU_ONLY;

    @Option(
            names = "--connections",
            paramLabel = "NUMBER",
            defaultValue = "2",
            description = "Connections that share the rows. (default: ${DEFAULT-VALUE})")
    private int connections;

    @Option(names = "--http", description = "Send over HTTP instead of TCP.")
    private boolean overHttp;

    @Option(
            names = "--batch",
            paramLabel = "ROWS",
            defaultValue = "5000",
            description = "Rows of an HTTP request. (default: ${DEFAULT-VALUE})")
    private int batchRows;

    @Override
    public Integer call() throws IOException, InterruptedException {
        options.require(connections >= 1, "--connections must be at least 1");
        options.require(batchRows >= 1, "--batch must be at least 1");
        DataSet rows =
                new DataSet(
                        useCase,
                        options.rows(USUAL_ROWS),
                        ArrivalOrder.natural(useCase, INTERVAL),
                        options.seed());
        options.run(
                new IngestBenchmark(
                        options.contenders(RunOptions.Peer.NOBODY),
                        rows,
                        new IngestBenchmark.Transport(connections, overHttp ? batchRows : 0),
                        warmUp.of(options),
                        options.workplace()));
        return CommandLine.ExitCode.OK;
    }

    /** Finds a use case by its name. */
    static final class UseCaseByLabel implements ITypeConverter<UseCase> {
        @Override
        public UseCase convert(String text) {
            try {
                return UseCase.of(text);
            } catch (IllegalArgumentException failure) {
                throw new TypeConversionException(String.valueOf(failure.getMessage()));
            }
        }
    }
}
