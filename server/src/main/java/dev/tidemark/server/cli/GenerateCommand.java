package dev.tidemark.server.cli;

import dev.tidemark.tsbs.generate.GeneratorSettings;
import dev.tidemark.tsbs.generate.LineGenerator;
import dev.tidemark.tsbs.generate.Schedule;
import dev.tidemark.tsbs.generate.UseCase;
import dev.tidemark.tsbs.line.LineOutput;
import dev.tidemark.tsbs.line.Transfer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Writes line protocol in the shapes of the Time Series Benchmark Suite. */
@Command(
        name = "generate",
        description =
                "Write line protocol in the shapes of the Time Series Benchmark Suite. Equal"
                        + " options give equal bytes.",
        sortOptions = false)
final class GenerateCommand implements Callable<Integer> {
    private static final String STANDARD_OUTPUT = "-";

    /** Picocli puts its own here. */
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--use-case",
            paramLabel = "CASE",
            defaultValue = "cpu-only",
            converter = UseCaseByLabel.class,
            completionCandidates = UseCaseLabels.class,
            description = "One of ${COMPLETION-CANDIDATES}. (default: ${DEFAULT-VALUE})")
    private UseCase useCase = UseCase.CPU_ONLY;

    @Option(
            names = "--scale",
            paramLabel = "NUMBER",
            defaultValue = "1000",
            description = "Number of hosts or trucks. (default: ${DEFAULT-VALUE})")
    private int scale;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "123",
            description = "Chooses tags, values and order. (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--start",
            paramLabel = "TIME",
            defaultValue = "2016-01-01T00:00:00Z",
            converter = Durations.Point.class,
            description = "First timestamp. (default: ${DEFAULT-VALUE})")
    private Instant start = Instant.EPOCH;

    @Option(
            names = "--end",
            paramLabel = "TIME",
            defaultValue = "2016-01-02T00:00:00Z",
            converter = Durations.Point.class,
            description = "End, not included. (default: ${DEFAULT-VALUE})")
    private Instant end = Instant.EPOCH;

    @Option(
            names = {"--interval", "--log-interval"},
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = Durations.Length.class,
            description = "Between two reports of a host. (default: ${DEFAULT-VALUE})")
    private Duration interval = Duration.ZERO;

    @Mixin private ArrivalOrderOptions order = new ArrivalOrderOptions();

    @Option(
            names = "--output",
            paramLabel = "FILE",
            defaultValue = STANDARD_OUTPUT,
            description = "Where to write; - for standard output. (default: ${DEFAULT-VALUE})")
    private String output = STANDARD_OUTPUT;

    @Override
    public Integer call() throws IOException {
        LineGenerator generator = generator();
        PrintWriter messages = spec.commandLine().getErr();
        ProgressBar progress = new ProgressBar(messages, 0);
        Transfer written;
        try (WritableByteChannel channel = channel()) {
            written = LineOutput.copy(generator, channel, progress);
        } finally {
            progress.close();
        }
        messages.printf(
                "generated %s rows (%s) in %s: %s%n",
                Figures.count(written.lines()),
                Figures.bytes(written.bytes()),
                Figures.time(written.elapsed()),
                Figures.rate(written.linesPerSecond(), "rows"));
        messages.flush();
        return CommandLine.ExitCode.OK;
    }

    private LineGenerator generator() {
        try {
            return new LineGenerator(
                    new GeneratorSettings(
                            useCase,
                            scale,
                            seed,
                            new Schedule(start, end, interval),
                            order.toOrder(useCase, interval)));
        } catch (IllegalArgumentException failure) {
            throw new ParameterException(
                    spec.commandLine(), String.valueOf(failure.getMessage()), failure);
        }
    }

    private WritableByteChannel channel() throws IOException {
        if (output.equals(STANDARD_OUTPUT)) {
            return new FileOutputStream(FileDescriptor.out).getChannel();
        }
        return FileChannel.open(
                Path.of(output),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
    }

    /** The use cases as users name them. */
    static final class UseCaseLabels implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(UseCase.values()).map(UseCase::label).iterator();
        }
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
