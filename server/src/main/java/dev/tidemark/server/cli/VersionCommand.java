package dev.tidemark.server.cli;

import dev.tidemark.server.ServerVersion;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells which Tidemark on which Java this is. */
@Command(name = "version", description = "Show the version.")
final class VersionCommand implements Runnable {
    /** Picocli puts its own here. */
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "Tidemark %s on Java %s, %s %s%n",
                ServerVersion.full(),
                Runtime.version(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"));
        out.flush();
    }
}
