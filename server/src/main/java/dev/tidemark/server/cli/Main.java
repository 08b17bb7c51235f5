package dev.tidemark.server.cli;

import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program: finds the command and runs it. */
public final class Main {
    private static final int HELP_WIDTH = 100;
    private static final String DEBUG_OPTION = "--debug";

    private Main() {}

    /** Ends the process with the status of the command. */
    public static void main(String[] arguments) {
        System.exit(commandLine(arguments).execute(arguments));
    }

    /**
     * The commands, ready to be run: the one that the arguments name, or all if they name none.
     * Each takes some 50 ms to look at, which a server that starts would lose.
     */
    static CommandLine commandLine(String... arguments) {
        CommandLine commandLine = new CommandLine(program());
        Map<String, Supplier<CommandLine>> commands = commands();
        Optional<String> named =
                Arrays.stream(arguments)
                        .filter(argument -> !argument.startsWith("-"))
                        .findFirst()
                        .filter(commands::containsKey);
        commands.forEach((name, command) -> {
            if (named.isEmpty() || named.get().equals(name)) {
                commandLine.addSubcommand(name, command.get());
            }
        });
        if (named.isEmpty()) {
            commandLine.addSubcommand(new CommandLine.HelpCommand());
        }
        return commandLine
                .setUsageHelpWidth(HELP_WIDTH)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((failure, _) -> refuse(failure))
                .setExecutionExceptionHandler((failure, command, _) -> tell(failure, command));
    }

    /** What is common to all commands. */
    private static CommandSpec program() {
        CommandSpec program = CommandSpec.create().name("tidemark");
        program.usageMessage()
                .description("A columnar time-series database: line protocol in, SQL out.")
                .synopsisSubcommandLabel("COMMAND")
                .footer(
                        "",
                        "./tidemark build builds anew, bench compares with a peer, jmh runs"
                                + " the benchmarks of single parts.%n");
        program.addOption(
                OptionSpec.builder(DEBUG_OPTION)
                        .scopeType(ScopeType.INHERIT)
                        .description("Show the stack trace of a failure.")
                        .build());
        return program;
    }

    /** All commands but the help, in its order. */
    private static Map<String, Supplier<CommandLine>> commands() {
        Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
        commands.put("serve", ServeCommand::commandLine);
        commands.put("generate", () -> new CommandLine(new GenerateCommand()));
        commands.put("load", () -> new CommandLine(new LoadCommand()));
        commands.put("sql", () -> new CommandLine(new SqlCommand()));
        commands.put("backup", () -> new CommandLine(new BackupCommand()));
        commands.put("restore", () -> new CommandLine(new RestoreCommand()));
        commands.put("check", () -> new CommandLine(new CheckCommand()));
        commands.put("demo", () -> new CommandLine(new DemoCommand()));
        commands.put("user", () -> new CommandLine(new UserCommand()));
        commands.put("version", () -> new CommandLine(new VersionCommand()));
        return commands;
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
    private static int tell(Exception failure, CommandLine command) {
        PrintWriter errors = command.getErr();
        errors.println("tidemark: " + message(failure));
        if (command.getParseResult().hasMatchedOption(DEBUG_OPTION)
                || command.getParent().getParseResult().hasMatchedOption(DEBUG_OPTION)) {
            failure.printStackTrace(errors);
        }
        errors.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** What happened; the file system's exceptions tell only by their names. */
    private static String message(Exception failure) {
        String message = failure.getMessage();
        return switch (failure) {
            case NoSuchFileException _ -> "no such file or folder: " + message;
            case AccessDeniedException _ -> "no permission for: " + message;
            default -> message == null ? failure.toString() : message;
        };
    }
}
