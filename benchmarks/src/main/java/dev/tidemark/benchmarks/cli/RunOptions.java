package dev.tidemark.benchmarks.cli;

import dev.tidemark.benchmarks.compare.Benchmark;
import dev.tidemark.benchmarks.compare.Workplace;
import dev.tidemark.benchmarks.contender.Contender;
import dev.tidemark.benchmarks.contender.QuestDbJar;
import dev.tidemark.benchmarks.contender.Tidemark;
import dev.tidemark.benchmarks.report.JsonReport;
import dev.tidemark.benchmarks.report.Report;
import dev.tidemark.benchmarks.report.SvgReport;
import dev.tidemark.benchmarks.report.TextReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all benchmarks need to know, and do with their report. */
final class RunOptions {

    /** Names the project's folder; the launcher sets it. */
    private static final String PROJECT_PROPERTY = "tidemark.project";

    private static final String PLACE = "benchmarks/target/bench";

    /** Who else takes part. */
    enum Peer {
        NOBODY,
        QUESTDB;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Picocli puts that of the command here. */
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--against",
            paramLabel = "PEER",
            description =
                    "Who else takes part: ${COMPLETION-CANDIDATES}. QuestDB is fetched from Maven"
                            + " Central on first use.")
    private @Nullable Peer against;

    @Option(
            names = "--rounds",
            paramLabel = "NUMBER",
            defaultValue = "3",
            description = "How often everything is done. (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--rows",
            paramLabel = "NUMBER",
            description = "How many rows, rounded up to whole reports of all hosts.")
    private @Nullable Long rows;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "123",
            description = "Chooses the rows' values and their order. (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            description =
                    "Where rows and servers put their files, on the disk to be measured. (default:"
                            + " "
                            + PLACE
                            + ")")
    private @Nullable Path folder;

    @Option(
            names = "--output",
            paramLabel = "FOLDER",
            description = "Where the report goes as JSON and SVG. (default: " + PLACE + "/results)")
    private @Nullable Path output;

    /** Number of rows, or as many as is usual. */
    long rows(long usual) {
        long number = rows == null ? usual : rows;
        require(number >= 1, "--rows must be at least 1");
        return number;
    }

    long seed() {
        return seed;
    }

    /**
     * @throws ParameterException with the message unless a condition holds
     */
    void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    /** Tidemark with its defaults, and whoever else takes part. */
    List<Contender.Database> contenders(Peer usual) throws IOException, InterruptedException {
        List<Contender.Database> contenders = new ArrayList<>();
        contenders.add(Tidemark.byDefault(launcher()));
        contenders.addAll(peers(usual));
        return contenders;
    }

    /** Whoever else takes part; without the option, a peer that is usual. */
    List<Contender.Database> peers(Peer usual) throws IOException, InterruptedException {
        return switch (against == null ? usual : against) {
            case NOBODY -> List.of();
            case QUESTDB -> List.of(QuestDbJar.resolve(project(), place().resolve("peers")));
        };
    }

    /** The script that starts Tidemark. */
    Path launcher() {
        return project().resolve("tidemark");
    }

    Workplace workplace() {
        require(rounds >= 1, "--rounds must be at least 1");
        Path place = folder == null ? place() : folder.toAbsolutePath();
        return new Workplace(place, rounds, spec.commandLine().getErr());
    }

    /** Runs a benchmark, prints its report and writes it to files. */
    void run(Benchmark benchmark) throws IOException, InterruptedException {
        Report report = benchmark.run();
        PrintWriter out = spec.commandLine().getOut();
        out.print(TextReport.render(report));
        Path target = output == null ? place().resolve("results") : output;
        Files.createDirectories(target);
        String name = report.subject().name();
        Path json = target.resolve(name + ".json");
        Path svg = target.resolve(name + ".svg");
        Files.writeString(json, JsonReport.render(report));
        Files.writeString(svg, SvgReport.render(report));
        out.println("written: " + json + ", " + svg);
        out.flush();
    }

    private static Path project() {
        return Path.of(System.getProperty(PROJECT_PROPERTY, "")).toAbsolutePath();
    }

    private static Path place() {
        return project().resolve(PLACE);
    }
}
