package dev.tidemark.server.cli;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.check.CheckReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads all files of a stopped database and says what is damaged. */
@Command(
        name = "check",
        description = {
            "Read all files of a stopped database and report what is damaged.",
            "The status is 0 if all is well, 3 if something is damaged, 1 if the folder cannot be"
                    + " checked."
        })
final class CheckCommand implements Callable<Integer> {
    private static final int DAMAGED = 3;

    @Parameters(paramLabel = "DIR", description = "The folder that the server calls data.dir.")
    private Path folder = Path.of("");

    /** Picocli puts its own here. */
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        CheckReport report = Store.check(folder);
        PrintWriter out = spec.commandLine().getOut();
        report.damage().forEach(damage -> out.println("damaged: " + damage));
        out.println(report.summary());
        out.println(
                report.isClean()
                        ? "no damage found"
                        : "%d damaged places found".formatted(report.damage().size()));
        out.flush();
        return report.isClean() ? 0 : DAMAGED;
    }
}
