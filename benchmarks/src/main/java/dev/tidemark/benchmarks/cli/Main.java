package dev.tidemark.benchmarks.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The program behind {@code ./tidemark bench}. */
public final class Main {

    private static final int HELP_WIDTH = 100;

    private Main() {}

    /** Runs the command, and ends the process with its status. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** All commands. */
    static CommandLine commandLine() {
        CommandSpec program = CommandSpec.create().name("tidemark bench");
        program.usageMessage()
                .description("Run Tidemark and a peer side by side, and compare.")
                .synopsisSubcommandLabel("COMMAND");
        return new CommandLine(program)
                .addSubcommand(new IngestCommand())
                .addSubcommand(new OutOfOrderCommand())
                .addSubcommand(new DurabilityCommand())
                .addSubcommand(new QueriesCommand())
                .addSubcommand(new CommandLine.HelpCommand())
                .setUsageHelpWidth(HELP_WIDTH)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, _) -> tell(failure, command));
    }

    /** Says why a benchmark has no result. */
    private static int tell(Exception failure, CommandLine command) {
        String message = failure.getMessage();
        command.getErr().println("tidemark bench: " + (message == null ? failure : message));
        command.getErr().flush();
        return CommandLine.ExitCode.SOFTWARE;
    }
}
