package dev.tidemark.server.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program: finds the command and runs it. */
@Command(
        name = "tidemark",
        description = "A columnar time-series database: line protocol in, SQL out.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = CommandLine.HelpCommand.class)
public final class Main {
    private static final int HELP_WIDTH = 100;

    // Picocli sets it.
    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Show the stack trace of a failure.")
    private boolean debug;

    private Main() {}

    /** Ends the process with the status of the command. */
    public static void main(String[] arguments) {
        int status = commandLine().execute(arguments);
        System.exit(status);
    }

    /** All commands, ready to be run, writing to standard output. */
    static CommandLine commandLine() {
        Main main = new Main();
        CommandLine commandLine = new CommandLine(main);
        commandLine.addSubcommand(ServeCommand.commandLine());
        commandLine.addSubcommand(new VersionCommand());
        commandLine.setUsageHelpWidth(HELP_WIDTH);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler((failure, command, _) -> {
            tell(failure, command.getErr(), main.debug);
            return CommandLine.ExitCode.SOFTWARE;
        });
        return commandLine;
    }

    private static void tell(Exception failure, PrintWriter errors, boolean debug) {
        String message = failure.getMessage();
        errors.println("tidemark: " + (message == null ? failure.toString() : message));
        if (debug) {
            failure.printStackTrace(errors);
        }
        errors.flush();
    }
}
