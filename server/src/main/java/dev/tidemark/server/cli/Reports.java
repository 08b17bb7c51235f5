package dev.tidemark.server.cli;

import dev.tidemark.server.admin.Report;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/** Tells what came of a command. */
final class Reports {
    private Reports() {}

    /** Prints a report; returns its status. */
    static int print(CommandSpec spec, Report report) {
        PrintWriter out = spec.commandLine().getOut();
        report.text().lines().forEach(out::println);
        out.flush();
        return report.status();
    }
}
