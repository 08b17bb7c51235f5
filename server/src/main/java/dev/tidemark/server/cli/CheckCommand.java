package dev.tidemark.server.cli;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.server.admin.AdminClient;
import dev.tidemark.server.admin.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads all files of a database or backup and says what is damaged. */
@Command(
        name = "check",
        description = {
            "Read all files of a database, whether or not a server runs on it, or of a backup, and"
                    + " report what is damaged.",
            "The status is 0 if all is well, 3 if something is damaged, 1 if the folder cannot be"
                    + " checked."
        })
final class CheckCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "DIR",
            description =
                    "The folder that the server calls data.dir; or a backup, or a folder of"
                            + " backups, of which the newest is read.")
    private Path folder = Path.of("");

    /** Picocli puts its own here. */
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Optional<AdminClient> server = AdminClient.find(folder);
        Optional<Report> report =
                server.isPresent() ? server.get().run("/check", Map.of()) : Optional.empty();
        return Reports.print(
                spec, report.isPresent() ? report.get() : Report.of(Store.check(folder)));
    }
}
