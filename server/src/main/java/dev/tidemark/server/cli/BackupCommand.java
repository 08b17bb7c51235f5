package dev.tidemark.server.cli;

import dev.tidemark.core.backup.BackupOptions;
import dev.tidemark.server.admin.AdminClient;
import dev.tidemark.server.admin.Report;
import dev.tidemark.sql.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a backup, by the server that runs on the folder if there is one. */
@Command(
        name = "backup",
        description = {
            "Make a backup of a database, whether or not a server runs on it.",
            "It holds one instant of all tables: every row that was acknowledged before. Nobody"
                    + " waits for it. Of what the newest backup in TARGET has only names are"
                    + " written."
        },
        sortOptions = false)
final class BackupCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "DIR", description = "The server's data.dir.")
    private Path folder = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "TARGET",
            description = "Folder of backups, each a folder in it; created if missing.")
    private Path target = Path.of("");

    @Option(names = "--full", description = "Copy everything, whatever TARGET has.")
    private boolean full;

    @Option(
            names = "--keep",
            paramLabel = "N",
            defaultValue = "0",
            description = "Delete all but the N newest backups afterwards. (default: delete none)")
    private int keep;

    /** Picocli puts its own here. */
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Files.isDirectory(folder.resolve("tables"))) {
            throw new NoSuchFileException(folder.toString(), null, "it holds no database");
        }
        BackupOptions options = new BackupOptions(full, keep);
        Path absolute = target.toAbsolutePath().normalize();
        Optional<AdminClient> server = AdminClient.find(folder);
        Optional<Report> report = Optional.empty();
        if (server.isPresent()) {
            report =
                    server.get()
                            .run(
                                    "/backup",
                                    Map.of(
                                            "target", absolute.toString(),
                                            "full", Boolean.toString(full),
                                            "keep", Integer.toString(keep)));
        }
        return Reports.print(
                spec, report.isPresent() ? report.get() : backUp(folder, absolute, options));
    }

    /** Opens the folder, which nobody else may have open, for the time of the backup. */
    private static Report backUp(Path folder, Path target, BackupOptions options)
            throws IOException {
        try (Database database = Database.open(folder)) {
            return Report.of(database.store().backup(target, options));
        }
    }
}
