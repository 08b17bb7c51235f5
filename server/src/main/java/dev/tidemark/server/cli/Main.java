package dev.tidemark.server.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

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
        System.exit(commandLine().execute(arguments));
    }

    /** All commands, ready to be run. */
    static CommandLine commandLine() {
        Main main = new Main();
        CommandLine commandLine =
                new CommandLine(main)
                        .addSubcommand(ServeCommand.commandLine())
                        .addSubcommand(new GenerateCommand())
                        .addSubcommand(new LoadCommand())
                        .addSubcommand(new SqlCommand())
                        .addSubcommand(new DemoCommand())
                        .addSubcommand(new VersionCommand());
        return commandLine
                .setUsageHelpWidth(HELP_WIDTH)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((failure, _) -> refuse(failure))
                .setExecutionExceptionHandler(
                        (failure, command, _) -> tell(failure, command.getErr(), main.debug));
    }

    /** Says what is wrong with the command line. */
    private static int refuse(ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        PrintWriter errors = command.getErr();
        errors.println("tidemark: " + failure.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(failure, errors)) {
            String name = command.getParent() == null ? "" : " " + command.getCommandName();
            errors.println("try: tidemark help" + name);
        }
        errors.flush();
        return CommandLine.ExitCode.USAGE;
    }

    /** Says why a command failed. */
    private static int tell(Exception failure, PrintWriter errors, boolean debug) {
        String message = failure.getMessage();
        errors.println("tidemark: " + (message == null ? failure.toString() : message));
        if (debug) {
            failure.printStackTrace(errors);
        }
        errors.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }
}
