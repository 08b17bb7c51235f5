package dev.tidemark.server.cli;

import dev.tidemark.core.backup.Restore;
import dev.tidemark.core.catalog.Store;
import dev.tidemark.server.admin.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a database of a backup. */
@Command(
        name = "restore",
        description = {
            "Make a new database of a backup, and read all of it before it gets its name.",
            "The status is 0 if all is well, 3 if something is damaged: what was restored then lies"
                    + " beside, in DIR.restoring."
        })
final class RestoreCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "TARGET",
            description = "Folder of backups, of which the newest is taken, or one of these.")
    private Path source = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "DIR",
            description = "Folder of the new database; missing or empty.")
    private Path folder = Path.of("");

    /** Picocli puts its own here. */
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Restore.Outcome outcome = Store.restore(source, folder);
        Report check = Report.of(outcome.check());
        String end =
                outcome.check().isClean()
                        ? "restored %s to %s".formatted(outcome.backup(), outcome.restored())
                        : ("NOT restored: %s is damaged. What could be copied lies in %s; a server"
                                        + " that is started there serves what is whole.")
                                .formatted(outcome.backup(), outcome.restored());
        return Reports.print(spec, new Report(check.status(), check.text() + "\n" + end));
    }
}
